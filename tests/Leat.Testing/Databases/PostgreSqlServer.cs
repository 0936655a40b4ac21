using System.Globalization;

namespace Leat.Testing.Databases;

/// <summary>A PostgreSQL server of the installed version.</summary>
public sealed class PostgreSqlServer : DatabaseServer
{
    private const string NotInstalled = "PostgreSQL is not installed (Debian: postgresql).";
    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(() => StartNewAsync());

    private static readonly string? Bin = Programs.NewestBin("/usr/lib/postgresql") ?? Path.GetDirectoryName(Programs.Find("initdb"));

    private PostgreSqlServer(ServerLayout layout, int port, IReadOnlyList<string> command)
        : base(layout, port, "QUIT", command)
    {
    }

    /// <summary>The server shared by all tests of this process. Skips the test if PostgreSQL is not installed.</summary>
    public static Task<PostgreSqlServer> SharedAsync()
    {
        Assert.SkipWhen(Bin is null, NotInstalled);
        return Shared.Value;
    }

    /// <summary>A server for one test, which disposes it. Skips the test if PostgreSQL is not installed.</summary>
    /// <param name="settings">Additional settings, such as <c>max_connections=20</c>.</param>
    public static async Task<PostgreSqlServer> StartNewAsync(params string[] settings)
    {
        Assert.SkipWhen(Bin is null, NotInstalled);
        var layout = ServerLayout.Make("postgresql");
        var asOwner = await AsOwnerAsync(layout);
        var port = ServerLayout.FreePort();
        string[] all =
        [
            "listen_addresses=" + Host, string.Create(CultureInfo.InvariantCulture, $"port={port}"), "unix_socket_directories=",
            "fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=64MB", .. settings,
        ];
        var server = new PostgreSqlServer(
            layout, port, [.. asOwner, Path.Combine(Bin!, "postgres"), "-D", layout.Data, .. all.SelectMany(s => (string[])["-c", s])]);
        try
        {
            await MakeDataAsync(layout, asOwner);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override string UriOf(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"postgresql://{User}:{Escaped(Password)}@{Host}:{Port}/{database}");

    public override Task<string> RunSqlAsync(string database, string sql, CancellationToken cancellationToken = default) => RunAsync(
        [
            Programs.Find("psql") ?? Path.Combine(Bin!, "psql"), "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1",
            "-h", Host, "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", User, "-d", database, "-c", sql,
        ],
        new Dictionary<string, string> { ["PGPASSWORD"] = Password },
        cancellationToken);

    private protected override string SystemDatabase => "postgres";

    /// <summary>INT is PostgreSQL's fast shutdown; TERM would wait for every client to disconnect.</summary>
    private protected override string SignalOf(DatabaseStop how) => how == DatabaseStop.Clean ? "INT" : "KILL";

    /// <summary>Reads the last line of the server's own status file, as <c>pg_ctl</c> does.</summary>
    private protected override async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(Layout.Data, "postmaster.pid"), cancellationToken);
            return lines.Length >= 8 && lines[7].Trim() == "ready" && int.Parse(lines[0], CultureInfo.InvariantCulture) == ProcessId;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Creating the files need not be durable; the server's commits are.</summary>
    private static async Task MakeDataAsync(ServerLayout layout, string[] asOwner)
    {
        var passwordFile = Path.Combine(layout.Folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        await RunAsync(
            [
                .. asOwner, Path.Combine(Bin!, "initdb"), "-D", layout.Data, "--no-sync", "--username", User, "--pwfile", passwordFile,
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale",
            ],
            new Dictionary<string, string>(),
            CancellationToken.None);
    }

    /// <summary>PostgreSQL refuses to run as root, so it then runs as its own user, who owns the folder.</summary>
    internal static async Task<string[]> AsOwnerAsync(ServerLayout layout)
    {
        if (!Environment.IsPrivilegedProcess)
            return [];
        await RunAsync(["chown", "-R", "postgres", layout.Folder], new Dictionary<string, string>(), CancellationToken.None);
        return ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"];
    }
}
