using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Leat.Cli.Serving;

/// <summary>A server that listens.</summary>
internal sealed class RunningServer(WebApplication app)
{
    /// <summary>Where it listens.</summary>
    public IReadOnlyList<string> Addresses { get; } = [.. app.Urls];

    /// <summary>Where programs on this machine reach it.</summary>
    public string ClientAddress
    {
        get
        {
            // A wildcard address cannot be called; from this machine, the loopback address can.
            var uri = new UriBuilder(Addresses[0]);
            if (IPAddress.TryParse(uri.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
                uri.Host = IPAddress.Loopback.ToString();
            return uri.Uri.GetLeftPart(UriPartial.Authority);
        }
    }

    /// <summary>Waits for Ctrl-C, SIGTERM, SIGHUP or the token, then stops listening.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);
}
