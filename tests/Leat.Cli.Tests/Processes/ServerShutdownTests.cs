using System.Net;
using System.Net.Sockets;
using System.Text;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>A server that is told to end finishes what it has begun.</summary>
public sealed class ServerShutdownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Request_under_way_is_answered_before_the_end()
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        var address = await server.AddressAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();

        // Half of a request; that the server asks for the body shows that it has begun to read it.
        await SendAsync(stream, $"PUT /api/2.0/mlflow-artifacts/artifacts/a.txt HTTP/1.1\r\nHost: 127.0.0.1:{address.Port}\r\n"
            + "Content-Length: 8\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        (await ReadLineAsync(stream)).ShouldBe("HTTP/1.1 100 Continue");
        (await ReadLineAsync(stream)).ShouldBeEmpty();
        await SendAsync(stream, "half");
        await server.SignalAsync("TERM");
        await NoNewConnectionsAsync(address.Port);
        await SendAsync(stream, "half");

        (await ReadLineAsync(stream)).ShouldBe("HTTP/1.1 200 OK");
        (await server.EndAsync()).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder.File("mlartifacts/a.txt"), TestContext.Current.CancellationToken)).ShouldBe("halfhalf");
    }

    private static async Task SendAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<string> ReadLineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, TestContext.Current.CancellationToken) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }

    /// <summary>Connects until that is refused: then the server has taken note of the signal.</summary>
    private static async Task NoNewConnectionsAsync(int port)
    {
        while (true)
        {
            using var another = new TcpClient();
            try
            {
                await another.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
