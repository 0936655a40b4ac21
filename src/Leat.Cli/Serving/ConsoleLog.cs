using Leat.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Leat.Cli.Serving;

/// <summary>What the server logs goes to stderr, a line each: warnings and errors, requests if wanted, or
/// everything.</summary>
internal static class ConsoleLog
{
    public static void Configure(ILoggingBuilder logging, ServerSettings settings)
    {
        logging.SetMinimumLevel(settings.Verbose ? LogLevel.Debug : LogLevel.Warning);
        // A failure to start is reported in one sentence; logged here, it would come with a stack trace.
        if (!settings.Verbose)
            logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (settings.Server.AccessLog)
            logging.AddFilter(LeatServer.AccessLogCategory, LogLevel.Information);
        logging.AddSimpleConsole(format =>
        {
            format.SingleLine = true;
            format.UseUtcTimestamp = true;
            format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
