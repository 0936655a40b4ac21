using System.Net;
using System.Net.Sockets;
using Leat.Core;

namespace Leat.Server;

/// <summary>The addresses that a server listens on, and its own names.</summary>
internal static class OwnNames
{
    /// <summary>The addresses that a name or address stands for.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the name is not known here.</exception>
    public static IReadOnlyList<IPAddress> Resolve(string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return [address];
        try
        {
            // One address only, so that port 0 gives one port; IPv4 first, as clients try "localhost" there.
            return [Dns.GetHostAddresses(host).OrderBy(found => found.AddressFamily != AddressFamily.InterNetwork).First()];
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue,
                $"Cannot listen on '{host}': it is neither an address of this machine nor a name that can be resolved.",
                exception);
        }
    }

    /// <summary>The given name, the addresses that the server prints for it, and, where it listens on every address, the one that it offers
    /// to clients on this machine. Without brackets.</summary>
    public static IReadOnlyList<string> Of(string host)
    {
        var addresses = Resolve(host);
        return
        [
            host.Trim('[', ']'),
            .. addresses.Select(address => address.ToString()),
            .. addresses.Where(address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)).Select(_ => IPAddress.Loopback.ToString()),
        ];
    }
}
