using System.Net;
using System.Net.Sockets;

namespace Leat.Testing.ObjectStores;

/// <summary>Passes connections on to a server and cuts them in the middle, so often; after that it leaves them alone until it ends, which ends them.</summary>
public sealed class CutConnections : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly (int FromServer, int FromClient, int Times) _cut;
    private readonly int _serverPort;
    private int _cuts;

    /// <param name="serverPort">Where to.</param>
    /// <param name="fromServer">After how many bytes of the server's a connection is cut.</param>
    /// <param name="fromClient">After how many bytes of the client's.</param>
    /// <param name="times">How many connections.</param>
    /// <param name="port">Where clients connect; 0 for any free port.</param>
    public CutConnections(int serverPort, int fromServer, int fromClient, int times, int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        (_serverPort, _cut) = (serverPort, (fromServer, fromClient, times));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public int Cuts => Volatile.Read(ref _cuts);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
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
                _ = PassOnAsync(client, server, _cut.FromClient);
                _ = PassOnAsync(server, client, _cut.FromServer);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task PassOnAsync(TcpClient from, TcpClient to, int most)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var passed = 0L; ;)
            {
                var read = await from.GetStream().ReadAsync(buffer, _stopping.Token);
                if (read == 0)
                    break;
                passed += read;
                if (passed > most && Interlocked.Increment(ref _cuts) <= _cut.Times)
                {
                    foreach (var side in new[] { from, to })
                    {
                        side.LingerState = new LingerOption(enable: true, seconds: 0);
                        side.Dispose();
                    }

                    return;
                }

                if (passed > most)
                    Interlocked.Decrement(ref _cuts);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Broken or stopped.
            from.Dispose();
            to.Dispose();
        }
    }
}
