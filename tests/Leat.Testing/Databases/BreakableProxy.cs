using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Leat.Testing.Databases;

/// <summary>Sits between a client and a server and can break off: the client loses its connections, while the server continues with what it
/// has received and notices nothing.</summary>
public sealed class BreakableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly ConcurrentBag<TcpClient> _servers = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private readonly Task _loop;

    public BreakableProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks the client side of all current connections. Later ones work.</summary>
    public void BreakClients()
    {
        while (_clients.TryTake(out var client))
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _loop;
        BreakClients();
        foreach (var server in _servers)
            server.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                var server = new TcpClient { NoDelay = true };
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
                client.NoDelay = true;
                _clients.Add(client);
                _servers.Add(server);
                _ = PassOnAsync(client, server);
                _ = PassOnAsync(server, client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task PassOnAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stopping.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Broken or stopped. The other side is left alone.
        }
    }
}
