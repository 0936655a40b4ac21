using System.Diagnostics;
using System.Globalization;
using Leat.Testing.Databases;

namespace Leat.Testing.ObjectStores;

/// <summary>OpenSSH's server with SFTP, on a free port of the loopback interface, for the user who runs the tests. It ends with the test process,
/// however that ends.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string NotInstalled = "OpenSSH's server is not installed (Debian: openssh-server).";

    /// <summary>As root it gives up its rights in this folder, which the system's own service makes.</summary>
    private const string Separation = "/run/sshd";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly Lazy<Task<SshServer>> Shared = new(StartNewAsync);
    private static readonly string[] HostKeys = ["host_ed25519", "host_rsa"];
    private readonly Supervisor _supervisor;
    private readonly ServerLayout _layout;

    private SshServer(ServerLayout layout, int port, string program)
    {
        _layout = layout;
        Port = port;
        _supervisor = new Supervisor(layout.Folder, layout.Log, "TERM", [program, "-D", "-e", "-f", Path.Combine(layout.Folder, "sshd_config")]);
    }

    public int Port { get; }

    /// <summary>A home whose <c>.ssh</c> has a key that the server lets in, and the server's key among the known hosts.</summary>
    public string Home => Path.Combine(_layout.Folder, "home");

    /// <summary>The server's public keys, as <c>type base64</c>.</summary>
    public IReadOnlyList<string> PublicKeys =>
        [.. HostKeys.Select(name => string.Join(' ', File.ReadAllText(Path.Combine(_layout.Folder, name + ".pub")).Split(' ')[..2]))];

    /// <summary>A folder for tests to store files in.</summary>
    public string Files => _layout.Data;

    /// <summary>The server shared by all tests of this process. Skips the test if OpenSSH is not installed.</summary>
    public static Task<SshServer> SharedAsync()
    {
        Assert.SkipWhen(Programs.Find("sshd") is null || Programs.Find("ssh-keygen") is null, NotInstalled);
        return Shared.Value;
    }

    /// <summary>Makes a key pair.</summary>
    public static async Task MakeKeyAsync(string type, string file, string passphrase = "")
    {
        using var making = Process.Start(new ProcessStartInfo(Programs.Find("ssh-keygen")!, ["-q", "-t", type, "-N", passphrase, "-f", file]))!;
        await making.WaitForExitAsync();
        making.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync() => await _supervisor.DisposeAsync();

    private static async Task<SshServer> StartNewAsync()
    {
        var layout = ServerLayout.Make("sshd");
        Directory.CreateDirectory(layout.Data);
        var server = new SshServer(layout, ServerLayout.FreePort(), Programs.Find("sshd")!);
        try
        {
            await server.ConfigureAsync();
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task ConfigureAsync()
    {
        if (Environment.UserName == "root")
            Directory.CreateDirectory(Separation);
        var folder = _layout.Folder;
        var ssh = Directory.CreateDirectory(Path.Combine(Home, ".ssh")).FullName;
        await MakeKeyAsync("ed25519", Path.Combine(folder, "host_ed25519"));
        await MakeKeyAsync("rsa", Path.Combine(folder, "host_rsa"));
        await MakeKeyAsync("ed25519", Path.Combine(ssh, "id_ed25519"));
        File.Copy(Path.Combine(ssh, "id_ed25519.pub"), Path.Combine(folder, "authorized_keys"));
        await File.WriteAllTextAsync(Path.Combine(ssh, "known_hosts"), string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{Port} {PublicKeys[0]}\n"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sshd_config"), string.Create(CultureInfo.InvariantCulture, $"""
            ListenAddress 127.0.0.1:{Port}
            HostKey {folder}/host_ed25519
            HostKey {folder}/host_rsa
            AuthorizedKeysFile {folder}/authorized_keys
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 20
            Subsystem sftp internal-sftp

            """));
    }

    private async Task StartAsync()
    {
        await _supervisor.StartAsync();
        if (!await Listening.WaitAsync(Port, StartLimit))
            throw new InvalidOperationException($"OpenSSH was not ready in time. It said:\n{await File.ReadAllTextAsync(_layout.Log)}");
    }
}
