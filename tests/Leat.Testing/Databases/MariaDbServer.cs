namespace Leat.Testing.Databases;

/// <summary>A MariaDB server of the installed version.</summary>
public sealed class MariaDbServer : MySqlFamilyServer
{
    private const string NotInstalled = "MariaDB is not installed (Debian: mariadb-server).";
    private static readonly Lazy<Task<MariaDbServer>> Shared = new(() => StartNewAsync());

    private static readonly string? Program = Programs.Find("mariadbd");

    private MariaDbServer(ServerLayout layout, int port, IReadOnlyList<string> command)
        : base(layout, port, command)
    {
    }

    /// <summary>The server shared by all tests of this process. Skips the test if MariaDB is not installed.</summary>
    public static Task<MariaDbServer> SharedAsync()
    {
        Assert.SkipWhen(Program is null, NotInstalled);
        return Shared.Value;
    }

    /// <summary>A server for one test, which disposes it. Skips the test if MariaDB is not installed.</summary>
    /// <param name="settings">Additional settings, such as <c>--max-connections=20</c>.</param>
    public static async Task<MariaDbServer> StartNewAsync(params string[] settings)
    {
        Assert.SkipWhen(Program is null, NotInstalled);
        var layout = ServerLayout.Make("mariadb");
        var port = ServerLayout.FreePort();
        var server = new MariaDbServer(layout, port, [.. CommandOf(Program!, layout, port), "--innodb-log-file-size=64M", .. settings]);
        try
        {
            await server.MakeDataAsync(
                [
                    Programs.Find("mariadb-install-db")!, "--no-defaults", .. AsUser, "--datadir=" + layout.Data, "--tmpdir=" + TemporaryFolder(layout),
                    "--skip-test-db", "--auth-root-authentication-method=normal", "--innodb-log-file-size=16M",
                ]);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
