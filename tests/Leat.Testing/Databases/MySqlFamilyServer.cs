using System.Globalization;
using System.Net.Sockets;

namespace Leat.Testing.Databases;

/// <summary>What the servers of MariaDB and MySQL have in common.</summary>
public abstract class MySqlFamilyServer : DatabaseServer
{
    private protected MySqlFamilyServer(ServerLayout layout, int port, IReadOnlyList<string> command)
        : base(layout, port, "KILL", command)
    {
    }

    public override string UriOf(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"mysql+pymysql://{User}:{Escaped(Password)}@{Host}:{Port}/{database}");

    /// <summary>MariaDB's client works with both.</summary>
    public override Task<string> RunSqlAsync(string database, string sql, CancellationToken cancellationToken = default) => RunAsync(
        [
            Programs.Find("mariadb")!, "--no-defaults", "--batch", "--skip-column-names", "--protocol=tcp", "--host=" + Host,
            string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), "--user=" + User, .. ClientSettings, "--database=" + database,
            "--execute=" + sql,
        ],
        new Dictionary<string, string> { ["MYSQL_PWD"] = Password },
        cancellationToken);

    private protected virtual IReadOnlyList<string> ClientSettings => [];

    private protected override string SystemDatabase => "mysql";

    /// <summary>A privileged server must be told that this is intended.</summary>
    private protected static string[] AsUser => Environment.IsPrivilegedProcess ? ["--user=root"] : [];

    /// <summary>Statements that the server runs at each start: initially the data folder only has the user root.</summary>
    private protected static string UsersFile(ServerLayout layout) => Path.Combine(layout.Folder, "users.sql");

    /// <summary>A separate folder: a starting server removes the temporary tables of every other server that shares it.</summary>
    private protected static string TemporaryFolder(ServerLayout layout) => Directory.CreateDirectory(Path.Combine(layout.Folder, "tmp")).FullName;

    /// <summary>The arguments common to both.</summary>
    private protected static IReadOnlyList<string> CommandOf(string program, ServerLayout layout, int port) =>
    [
        program, "--no-defaults", .. AsUser, "--datadir=" + layout.Data, "--tmpdir=" + TemporaryFolder(layout), "--bind-address=" + Host,
        string.Create(CultureInfo.InvariantCulture, $"--port={port}"), "--socket=" + Path.Combine(layout.Data, "socket"),
        "--init-file=" + UsersFile(layout), "--skip-name-resolve", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=1",
        "--innodb-buffer-pool-size=128M", "--innodb-fast-shutdown=1",
    ];

    private protected async Task MakeDataAsync(IReadOnlyList<string> command)
    {
        await RunAsync(command, new Dictionary<string, string>(), CancellationToken.None);
        await File.WriteAllTextAsync(
            UsersFile(Layout),
            $"CREATE USER IF NOT EXISTS '{User}'@'%' IDENTIFIED BY '{Password}';\nGRANT ALL ON *.* TO '{User}'@'%' WITH GRANT OPTION;\n");
    }

    private protected override string SignalOf(DatabaseStop how) => how == DatabaseStop.Clean ? "TERM" : "KILL";

    /// <summary>The server only greets clients once it has recovered.</summary>
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
