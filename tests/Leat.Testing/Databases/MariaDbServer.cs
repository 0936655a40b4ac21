using System.Globalization;
using System.Net.Sockets;

namespace Leat.Testing.Databases;

/// <summary>A MariaDB server of the installed version.</summary>
public sealed class MariaDbServer : DatabaseServer
{
    private const string NotInstalled = "MariaDB is not installed (Debian: mariadb-server).";
    private static readonly Lazy<Task<MariaDbServer>> Shared = new(() => StartNewAsync());

    private static readonly string? Program = Programs.Find("mariadbd");

    private MariaDbServer(ServerLayout layout, int port, IReadOnlyList<string> command)
        : base(layout, port, "KILL", command)
    {
    }

    /// <summary>The server that all tests of this process share. Skips the test where MariaDB is not installed.</summary>
    public static Task<MariaDbServer> SharedAsync()
    {
        Assert.SkipWhen(Program is null, NotInstalled);
        return Shared.Value;
    }

    /// <summary>A server for one test, which disposes it. Skips the test where MariaDB is not installed.</summary>
    /// <param name="settings">More settings, as <c>--max-connections=20</c>.</param>
    public static async Task<MariaDbServer> StartNewAsync(params string[] settings)
    {
        Assert.SkipWhen(Program is null, NotInstalled);
        var layout = ServerLayout.Make("mariadb");
        string[] asUser = Environment.IsPrivilegedProcess ? ["--user=root"] : [];
        var users = Path.Combine(layout.Folder, "users.sql");
        var port = ServerLayout.FreePort();
        string[] command =
        [
            Program!, "--no-defaults", .. asUser, "--datadir=" + layout.Data, "--bind-address=" + Host,
            string.Create(CultureInfo.InvariantCulture, $"--port={port}"), "--socket=" + Path.Combine(layout.Data, "socket"),
            "--init-file=" + users, "--skip-name-resolve", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=1",
            "--innodb-log-file-size=64M", "--innodb-buffer-pool-size=128M", "--innodb-fast-shutdown=1", .. settings,
        ];
        var server = new MariaDbServer(layout, port, command);
        try
        {
            await MakeDataAsync(layout, asUser, users);
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
        string.Create(CultureInfo.InvariantCulture, $"mysql+pymysql://{User}:{Escaped(Password)}@{Host}:{Port}/{database}");

    public override Task<string> RunSqlAsync(string database, string sql, CancellationToken cancellationToken = default) => RunAsync(
        [
            Programs.Find("mariadb")!, "--no-defaults", "--batch", "--skip-column-names", "--protocol=tcp", "--host=" + Host,
            string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), "--user=" + User, "--database=" + database,
            "--execute=" + sql,
        ],
        new Dictionary<string, string> { ["MYSQL_PWD"] = Password },
        cancellationToken);

    private protected override string SystemDatabase => "mysql";

    private protected override string SignalOf(DatabaseStop how) => how == DatabaseStop.Clean ? "TERM" : "KILL";

    private static async Task MakeDataAsync(ServerLayout layout, string[] asUser, string users)
    {
        await RunAsync(
            [
                Programs.Find("mariadb-install-db")!, "--no-defaults", .. asUser, "--datadir=" + layout.Data, "--skip-test-db",
                "--auth-root-authentication-method=normal", "--innodb-log-file-size=16M",
            ],
            new Dictionary<string, string>(),
            CancellationToken.None);

        // Run at each start: the data folder begins with root alone.
        await File.WriteAllTextAsync(
            users,
            $"CREATE USER IF NOT EXISTS '{User}'@'%' IDENTIFIED BY '{Password}';\nGRANT ALL ON *.* TO '{User}'@'%' WITH GRANT OPTION;\n");
    }

    /// <summary>MariaDB greets who connects once it has recovered, not before.</summary>
    private protected override async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, Port, cancellationToken);
            return await client.GetStream().ReadAsync(new byte[1], cancellationToken) == 1;
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return false;
        }
    }
}
