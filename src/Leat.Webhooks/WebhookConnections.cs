using System.Net;
using System.Net.Sockets;

namespace Leat.Webhooks;

/// <summary>Connections to webhooks, and how failed ones are described.</summary>
internal static class WebhookConnections
{
    /// <summary>No connection is used for longer, so that a host that has moved is found.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public static SocketsHttpHandler NewHandler(WebhookOptions options)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = Lifetime };
        if (options.PublicAddressesOnly)
        {
            handler.UseProxy = false;
            handler.ConnectCallback = ConnectToPublicAsync;
        }

        return handler;
    }

    /// <summary>Why there was no answer: short, and without a stack trace.</summary>
    public static string Describe(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name of the host cannot be resolved",
        HttpRequestError.ConnectionError => $"no connection: {Reason(exception)}",
        HttpRequestError.SecureConnectionError => $"no secure connection: {Reason(exception)}",
        HttpRequestError.ProxyTunnelError => "the proxy refused the connection",
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse => "the answer broke off, or was none in HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers are too long",
        _ => exception.Message,
    };

    private static string Reason(HttpRequestException exception) => exception.InnerException?.Message ?? exception.Message;

    /// <summary>Checks the address that is actually connected to: a name may lead elsewhere from one moment to the next.</summary>
    private static async ValueTask<Stream> ConnectToPublicAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        var addresses = found.Where(PublicAddresses.Contains).ToArray();
        if (addresses.Length == 0)
        {
            throw new HttpRequestException(
                HttpRequestError.ConnectionError, "the host has no public address, and this server calls no others");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
