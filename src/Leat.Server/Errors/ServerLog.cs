using Microsoft.Extensions.Logging;

namespace Leat.Server;

/// <summary>The server's log messages. They never contain values of params, tags or metrics, nor names chosen by clients, except refused
/// hosts and origins, which whoever runs the server may want to allow.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A request to {Route} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string route);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "An answer of {Route} broke off half-way")]
    public static partial void AnswerBroken(ILogger logger, Exception exception, string route);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "A client of {Route} left before its answer")]
    public static partial void ClientLeft(ILogger logger, string route);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "Refused requests to the host {Host}: it is not among the allowed hosts (--allowed-hosts)")]
    public static partial void HostRefused(ILogger logger, string host);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Refused requests from pages of {Origin}: it is not among the allowed origins (--cors-allowed-origins)")]
    public static partial void OriginRefused(ILogger logger, string origin);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "Stopping cut off {Count} requests that did not end within {Seconds} s")]
    public static partial void RequestsCutOff(ILogger logger, int count, double seconds);

    [LoggerMessage(EventId = 8, Level = LogLevel.Warning, Message = "There was no memory for a request to {Route} beside the others (--memory-limit)")]
    public static partial void NoMemory(ILogger logger, string route);
}
