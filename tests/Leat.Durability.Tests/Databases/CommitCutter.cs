using System.Net;
using System.Net.Sockets;
using Leat.Core;

namespace Leat.Durability.Tests.Databases;

/// <summary>Sits between a store and its database and breaks the connection in mid-commit on request.</summary>
/// <remarks>It reads the statements as they pass, so they must be neither encrypted nor prepared.</remarks>
internal sealed class CommitCutter : IAsyncDisposable
{
    private readonly DatabaseUri _database;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private CutAt? _next;

    public CommitCutter(DatabaseUri database)
    {
        _database = database;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The database reached through the cutter.</summary>
    public DatabaseUri Database => _database with { Port = ((IPEndPoint)_listener.LocalEndpoint).Port, Tls = DatabaseTls.Disable };

    public int Cuts { get; private set; }

    /// <summary>Breaks the next commit of a write connection.</summary>
    public void CutNext(CutAt at) => _next = at;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_over.Token)));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var store = client;
        using var server = new TcpClient();
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        try
        {
            await server.ConnectAsync(_database.Host, _database.Port, broken.Token);
            var wire = new CutWire(store.GetStream(), server.GetStream(), TakeCut);
            await await Task.WhenAny(wire.AskAsync(broken.Token), wire.AnswerAsync(broken.Token));
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
        {
            // One side has disconnected.
        }

        await broken.CancelAsync();
    }

    private CutAt? TakeCut()
    {
        var cut = _next;
        _next = null;
        if (cut is not null)
            Cuts++;
        return cut;
    }
}
