using System.Globalization;
using Leat.Core;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Leat.Artifacts.Sftp;

/// <summary>How to reach a host: what OpenSSH's own configuration says, for what a location leaves out.</summary>
/// <param name="environment">Looks up a variable; null or empty counts as not set.</param>
internal sealed class SshSettings(Func<string, string?> environment)
{
    private const int UsualPort = 22;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    /// <summary>What <c>ssh</c> tries if nothing names a key.</summary>
    private static readonly string[] UsualKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

    /// <summary>A client that has not connected yet, and trusts the keys of this host only.</summary>
    /// <exception cref="LeatException">The configuration asks for what is not supported, or there is nothing to sign in with.</exception>
    public (SftpClient Client, KnownHosts Known) ClientOf(SftpHost host)
    {
        var config = SshConfig.Read(host.Name, InHome(".ssh/config"), "/etc/ssh/ssh_config");
        if ((config.Find("ProxyJump") ?? config.Find("ProxyCommand")) is { } proxy && proxy != "none")
            throw LeatException.InvalidParameter($"The SSH configuration reaches '{host}' through another machine (ProxyJump or ProxyCommand), which is not supported. Forward a port, and give that.");
        var port = host.Port ?? PortOf(config) ?? UsualPort;
        var address = (config.Find("HostName") ?? host.Name).Replace("%h", host.Name, StringComparison.Ordinal);
        var user = host.User ?? config.Find("User") ?? Value("USER") ?? Value("USERNAME") ?? Environment.UserName;
        var connection = new ConnectionInfo(address, port, user, [.. MethodsOf(host, user, config)]) { Timeout = ConnectLimit };
        var known = KnownHosts.Read(config.Find("HostKeyAlias") ?? address, port, FilesOf(config));
        OfferOnlyKnown(connection, known);
        return (new SftpClient(connection) { KeepAliveInterval = TimeSpan.FromSeconds(30), OperationTimeout = TimeSpan.FromMinutes(2) }, known);
    }

    private IEnumerable<AuthenticationMethod> MethodsOf(SftpHost host, string user, SshConfig config)
    {
        if (host.Password is not null)
            return [new PasswordAuthenticationMethod(user, host.Password)];
        var named = config.All("IdentityFile").Select(file => Expand(file, host.Name, user)).ToList();
        var files = named.Count > 0 ? named : [.. UsualKeys.Select(key => InHome(".ssh/" + key)).Where(File.Exists)];
        if (files.Count == 0)
        {
            throw new LeatException(
                ErrorCode.Unauthenticated, $"There is no key to sign in to '{host}' with: put one at {InHome(".ssh/" + UsualKeys[0])}, or name it in {InHome(".ssh/config")} (IdentityFile).");
        }

        return [new PrivateKeyAuthenticationMethod(user, [.. files.Select(KeyOf)])];
    }

    private static PrivateKeyFile KeyOf(string file)
    {
        try
        {
            return new PrivateKeyFile(file);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            throw new LeatException(ErrorCode.Unauthenticated, $"The key '{file}' is locked with a passphrase, which nobody is there to type. Give the server one without.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SshException)
        {
            throw new LeatException(ErrorCode.Unauthenticated, $"The key '{file}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A host with keys of several kinds shows the one that is agreed on, which must be one that is known.</summary>
    private static void OfferOnlyKnown(ConnectionInfo connection, KnownHosts known)
    {
        if (known.Types.Count == 0)
            return;
        foreach (var algorithm in connection.HostKeyAlgorithms.Keys.Where(algorithm => !known.Types.Contains(TypeOf(algorithm))).ToList())
            connection.HostKeyAlgorithms.Remove(algorithm);
    }

    /// <summary>RSA keys sign in several ways.</summary>
    private static string TypeOf(string algorithm) => algorithm.StartsWith("rsa-sha2", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;

    private IEnumerable<string> FilesOf(SshConfig config)
    {
        var own = config.All("UserKnownHostsFile") is { Count: > 0 } named ? named : ["~/.ssh/known_hosts", "~/.ssh/known_hosts2"];
        var machine = config.All("GlobalKnownHostsFile") is { Count: > 0 } global ? global : ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"];
        return own.Concat(machine).Select(file => Expand(file, "", ""));
    }

    private static int? PortOf(SshConfig config) => config.Find("Port") is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw LeatException.InvalidParameter($"The port '{text}' in the SSH configuration is no number.");

    private string Expand(string file, string host, string user)
    {
        var path = file.Replace("%d", Home, StringComparison.Ordinal).Replace("%h", host, StringComparison.Ordinal).Replace("%r", user, StringComparison.Ordinal);
        return path.StartsWith("~/", StringComparison.Ordinal) ? InHome(path[2..]) : path;
    }

    private string InHome(string path) => Path.Combine(Home, path);

    private string Home => Value("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
