using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Leat.Server;

/// <summary>How large a request may be and how slowly it may come, so that clients that send a byte now and then cannot
/// keep connections and memory for themselves. Calls that carry files are exempt: <see cref="UnlimitedTransfer"/>.</summary>
internal static class TransferLimits
{
    /// <summary>Long enough for a query that names 100 runs and a long filter.</summary>
    public const int MaxRequestLineSize = 64 * 1024;

    /// <summary>From the first byte of a request to the last of its headers.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may wait for its next request. More than the 60 seconds after which proxies commonly
    /// drop theirs, so that it is they who do: a request that meets a closing connection fails.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(130);

    /// <summary>Bytes per second, on average, of a body and of the reading of an answer. A modem makes ten times that.</summary>
    public const double MinBytesPerSecond = 240;

    /// <summary>How long a transfer may be slower than that.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = RequestReader.MaxBodySize;
        limits.MaxRequestLineSize = MaxRequestLineSize;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAliveTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(MinBytesPerSecond, GracePeriod);
        limits.MinResponseDataRate = new MinDataRate(MinBytesPerSecond, GracePeriod);
    }
}
