using System.Net;
using System.Net.Sockets;

namespace Leat.Testing.ObjectStores;

/// <summary>Waits for servers of the loopback interface.</summary>
internal static class Listening
{
    /// <summary>Waits until a port takes connections.</summary>
    /// <returns>False if it does not in time.</returns>
    public static async Task<bool> WaitAsync(int port, TimeSpan limit)
    {
        using var ends = new CancellationTokenSource(limit);
        while (!await IsListeningAsync(port, ends.Token))
        {
            if (ends.IsCancellationRequested)
                return false;
            await Task.Delay(50, CancellationToken.None);
        }

        return true;
    }

    private static async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken)
    {
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
