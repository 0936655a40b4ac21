using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Leat.Server;

/// <summary>Limits the size of requests and how slowly they may arrive, so that clients that send a byte now and then cannot tie up
/// connections and memory. Calls that transfer files are exempt: <see cref="UnlimitedTransfer"/>.</summary>
internal static class TransferLimits
{
    /// <summary>Enough for a query with 100 run ids and a long filter.</summary>
    public const int MaxRequestLineSize = 64 * 1024;

    /// <summary>From the first byte of a request to the last of its headers.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle connection waits for its next request. Longer than the 60 seconds after which proxies usually close idle
    /// connections, so that the proxy closes first: a request that meets a closing connection fails.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(130);

    /// <summary>Average bytes per second of a request body, and of reading a response. A modem manages ten times that.</summary>
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
