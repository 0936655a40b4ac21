using System.Net;
using System.Net.Sockets;

namespace Leat.Webhooks;

/// <summary>The addresses of the public Internet: all but those set aside for the machine itself, private networks, link-local use (as by
/// cloud metadata services), multicast, tests, and ways to write an IPv4 address in IPv6.</summary>
/// <remarks>Of IPv6 only 2000::/3 is in use by the Internet (RFC 4291): outside of it lie IPv4-compatible (::/96), IPv4-translated
/// (::ffff:0:0:0/96) and NAT64 addresses (64:ff9b::/96, and 64:ff9b:1::/48 of a network's own).</remarks>
internal static class PublicAddresses
{
    private static readonly IPNetwork Internet = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SetAside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

            // Teredo and other protocols; documentation; 6to4; AS112; documentation.
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || (Internet.Contains(plain) && !IsIsatap(plain)))
            && !SetAside.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Whether this is an ISATAP address: its second half is an IPv4 address after <c>0000:5efe</c> or <c>0200:5efe</c>, to
    /// which any network's router may forward (RFC 5214).</summary>
    private static bool IsIsatap(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out _) && bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
    }
}
