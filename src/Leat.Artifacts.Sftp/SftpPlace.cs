using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Sftp;

/// <summary>A directory of a machine.</summary>
/// <param name="Host">Which machine.</param>
/// <param name="Directory">Absolute, without a slash at its end; empty for the topmost.</param>
internal sealed record SftpPlace(SftpHost Host, string Directory)
{
    /// <summary>Reads <c>sftp://[user[:password]@]host[:port]/path</c>. The path is taken as it is written, not decoded, as MLflow's clients
    /// do.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it names no host, or the port is none.</exception>
    public static SftpPlace Of(ArtifactLocation location)
    {
        var authority = location.Authority;
        var at = authority.LastIndexOf('@');
        var (login, address) = at < 0 ? ("", authority) : (authority[..at], authority[(at + 1)..]);
        var colon = address.LastIndexOf(':');
        var (name, port) = colon < 0 || address.EndsWith(']') ? (address, null) : (address[..colon], PortOf(address[(colon + 1)..]));
        if (name.Trim('[', ']') is not { Length: > 0 } host || port == 0)
            throw LeatException.InvalidParameter($"The artifact location '{StoreUri.Redact(location.Text)}' names no host: write 'sftp://<user>@<host>:<port>/<path>'.");
        var (user, password) = login.Split(':', 2) is [var first, var second] ? (first, Uri.UnescapeDataString(second)) : (login, null);
        return new SftpPlace(new SftpHost(host, port, user.Length > 0 ? Uri.UnescapeDataString(user) : null, password), location.Path.TrimEnd('/'));
    }

    /// <returns>0 if it is no port.</returns>
    private static int? PortOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 ? port : 0;
}

/// <summary>Whom to reach as whom; null where the SSH configuration decides.</summary>
/// <param name="Name">The host as it is called, which may be an alias of the configuration.</param>
/// <param name="Port">The port.</param>
/// <param name="User">The user.</param>
/// <param name="Password">The user's password.</param>
internal sealed record SftpHost(string Name, int? Port, string? User, string? Password)
{
    /// <summary>For messages: without the password.</summary>
    public override string ToString() => Name;
}
