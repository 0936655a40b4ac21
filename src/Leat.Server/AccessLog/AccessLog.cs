using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>One line per request if the options ask for it: method, path, status, response body bytes, time.</summary>
/// <remarks>The path is percent-encoded, so that line breaks in it cannot forge log lines, and without its query, which contains names,
/// filters and page tokens.</remarks>
internal static partial class AccessLog
{
    /// <summary>Must come first, to see the responses of all other middleware.</summary>
    public static void UseAccessLog(this WebApplication app, LeatServerOptions options)
    {
        if (!options.AccessLog)
            return;
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(LeatServer.AccessLogCategory);
        app.Use(next => context => InvokeAsync(context, next, logger));
    }

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        var start = Stopwatch.GetTimestamp();
        var method = context.Request.Method;
        var path = context.Request.Path.ToUriComponent();
        var body = new CountingBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
        }
        finally
        {
            var bytes = HttpMethods.IsHead(method) ? 0 : body.Count;
            var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Answered(logger, method, path, context.Response.StatusCode, bytes, milliseconds);
        }
    }

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "{Method} {Path} {Status} {Bytes} B {Milliseconds:0.0} ms")]
    private static partial void Answered(
        ILogger logger, string method, string path, int status, long bytes, double milliseconds);
}
