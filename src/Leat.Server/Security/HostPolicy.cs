using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Decides which Host headers are accepted, as protection against DNS rebinding: a foreign page whose host name is suddenly
/// resolved to this machine.</summary>
/// <remarks>The default is this machine's own names and addresses of private networks. MLflow compares these as text, so
/// <c>10.evil.example</c> matches <c>10.*</c>; here they must be addresses.</remarks>
/// <param name="allowedHosts">Names, with or without a port; null for the default. A name without one is allowed with any.</param>
/// <param name="ownNames">The server's own names, which are always allowed.</param>
internal sealed class HostPolicy(IReadOnlyList<string>? allowedHosts, IReadOnlyList<string> ownNames)
{
    public bool Allows(HostString host)
    {
        if (!host.HasValue)
            return false;
        var name = host.Host.Trim('[', ']');
        if (ownNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return true;
        return allowedHosts is null
            ? IsLocalOrPrivate(host.Host)
            : Wildcards.MatchesAny(allowedHosts, host.Value) || Wildcards.MatchesAny(allowedHosts, host.Host) || Wildcards.MatchesAny(allowedHosts, name);
    }

    /// <summary>Whether a name or address refers to this machine.</summary>
    public static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsLocalOrPrivate(string host)
    {
        if (IsLocal(host))
            return true;
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return false;
        return address.AddressFamily == AddressFamily.InterNetwork
            ? address.Equals(IPAddress.Any) || IsPrivate(address)
            : address.IsIPv6UniqueLocal;
    }

    private static bool IsPrivate(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] == 10
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31);
    }
}
