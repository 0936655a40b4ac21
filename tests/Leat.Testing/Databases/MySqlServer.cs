namespace Leat.Testing.Databases;

/// <summary>A MySQL server, started from the program in <c>LEAT_MYSQLD</c>. Debian has no MySQL, so no test requires it.</summary>
public sealed class MySqlServer : MySqlFamilyServer
{
    private static readonly string? Program = Environment.GetEnvironmentVariable("LEAT_MYSQLD");
    private static readonly Lazy<Task<MySqlServer>> Shared = new(() => StartNewAsync());

    private MySqlServer(ServerLayout layout, int port, IReadOnlyList<string> command)
        : base(layout, port, command)
    {
    }

    /// <summary>Whether the tests should also run on MySQL.</summary>
    public static bool IsAskedFor => !string.IsNullOrEmpty(Program);

    /// <summary>The server shared by all tests of this process.</summary>
    public static Task<MySqlServer> SharedAsync() => Shared.Value;

    /// <summary>A server for one test, which disposes it.</summary>
    /// <param name="settings">Additional settings, such as <c>--max-connections=20</c>.</param>
    public static async Task<MySqlServer> StartNewAsync(params string[] settings)
    {
        var layout = ServerLayout.Make("mysql");
        var port = ServerLayout.FreePort();
        var server = new MySqlServer(layout, port, [.. CommandOf(Program!, layout, port), "--mysqlx=OFF", "--secure-file-priv=NULL", .. settings]);
        try
        {
            await server.MakeDataAsync([Program!, "--no-defaults", "--initialize-insecure", .. AsUser, "--datadir=" + layout.Data]);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Without TLS the client would not send a password.</summary>
    private protected override IReadOnlyList<string> ClientSettings => ["--ssl"];
}
