using System.Globalization;
using Leat.Testing.ObjectStores;

namespace Leat.Testing.Databases;

/// <summary>PgBouncer in front of a PostgreSQL server, in transaction mode: each transaction of a client may run in another of its few sessions. It
/// ends with the test process, however that ends.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private const string NotInstalled = "PgBouncer is not installed (Debian: pgbouncer).";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Supervisor _supervisor;
    private readonly ServerLayout _layout;

    private PgBouncer(ServerLayout layout, int port, IReadOnlyList<string> command)
    {
        _layout = layout;
        Port = port;
        _supervisor = new Supervisor(layout.Folder, layout.Log, "TERM", command);
    }

    /// <summary>Where it listens, on the loopback interface.</summary>
    public int Port { get; }

    /// <summary>Starts one. Skips the test if PgBouncer is not installed.</summary>
    /// <param name="server">What it leads to.</param>
    /// <param name="sessions">How many sessions of a database it shares among its clients.</param>
    public static async Task<PgBouncer> StartAsync(PostgreSqlServer server, int sessions)
    {
        var program = Programs.Find("pgbouncer");
        Assert.SkipWhen(program is null, NotInstalled);
        var layout = ServerLayout.Make("pgbouncer");
        var port = ServerLayout.FreePort();
        var users = Path.Combine(layout.Folder, "users.txt");
        await File.WriteAllTextAsync(users, $"\"{DatabaseServer.User}\" \"{DatabaseServer.Password}\"\n");
        var settings = Path.Combine(layout.Folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={DatabaseServer.Host} port={server.Port}
            [pgbouncer]
            listen_addr = {DatabaseServer.Host}
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = {sessions}
            server_idle_timeout = 2
            max_client_conn = 500

            """));
        var asOwner = await PostgreSqlServer.AsOwnerAsync(layout);
        var pooler = new PgBouncer(layout, port, [.. asOwner, program!, settings]);
        try
        {
            await pooler.StartAsync();
            return pooler;
        }
        catch
        {
            await pooler.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it, with the connections of its clients and to the server, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await _supervisor.EndAsync("KILL");
        await StartAsync();
    }

    public async ValueTask DisposeAsync() => await _supervisor.DisposeAsync();

    private async Task StartAsync()
    {
        await _supervisor.StartAsync();
        if (!await Listening.WaitAsync(Port, StartLimit))
            throw new InvalidOperationException($"PgBouncer was not ready in time. It said:\n{await File.ReadAllTextAsync(_layout.Log)}");
    }
}
