using System.Globalization;
using Leat.Core;

namespace Leat.Client;

/// <summary>Why there was no answer, in words that say what to do.</summary>
internal static class HttpErrors
{
    /// <summary>Whether the request cannot have reached the server.</summary>
    public static bool NeverArrived(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    public static LeatException Unreachable(Uri address, HttpRequestException exception) => new(
        ErrorCode.TemporarilyUnavailable,
        $"Cannot reach the tracking server {address}: {Innermost(exception)} Is it running, and is the address right? "
        + "'leat server' starts one.",
        exception);

    public static LeatException Interrupted(Uri address, Exception exception) => new(
        ErrorCode.TemporarilyUnavailable,
        $"The connection to the tracking server {address} was lost: {Innermost(exception)}",
        exception);

    public static LeatException TimedOut(Uri address, TimeSpan timeout, Exception exception) => new(
        ErrorCode.DeadlineExceeded,
        $"The tracking server {address} did not answer within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s. "
        + "MLFLOW_HTTP_REQUEST_TIMEOUT sets another limit.",
        exception);

    private static string Innermost(Exception exception)
    {
        var message = exception.GetBaseException().Message;
        return message.EndsWith('.') ? message : message + ".";
    }
}
