using Microsoft.Extensions.Logging;

namespace Leat.Cli.Serving;

/// <summary>What a directory of files as the store has to say.</summary>
internal static partial class FileStoreLog
{
    [LoggerMessage(EventId = 2010, Level = LogLevel.Warning, Message = "In the directory of files: {Note}")]
    public static partial void NotShown(ILogger logger, string note);
}
