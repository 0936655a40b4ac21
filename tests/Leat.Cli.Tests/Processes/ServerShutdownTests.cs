using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Testing.Servers;

namespace Leat.Cli.Tests.Processes;

/// <summary>A server told to stop finishes what it has started.</summary>
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

        // Half of a request. When the server asks for the body, it has started reading the request.
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

    [Theory]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Every_signal_that_asks_for_the_end_ends_it_cleanly(string signal)
    {
        await using var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        await server.AddressAsync();

        await server.SignalAsync(signal);

        var end = await server.EndAsync();
        end.ExitCode.ShouldBe(0);
        end.Stdout.ShouldEndWith("Stopped.\n");
    }

    [Fact]
    public async Task What_was_acknowledged_under_load_is_there_after_the_end()
    {
        const int Writers = 16;
        string runId;
        int[] acknowledged;
        await using (var server = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]))
        {
            using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
            runId = await NewRunAsync(client);
            var load = new WriteLoad(client, runId);
            var writers = Enumerable.Range(0, Writers).Select(writer => load.WriteUntilRefusedAsync($"m{writer}")).ToList();
            await load.WhenAnsweredAsync(writes: 300);
            await server.SignalAsync("TERM");
            acknowledged = await Task.WhenAll(writers);
            (await server.EndAsync()).ExitCode.ShouldBe(0);
        }

        // The database file is whole by itself: what lay beside it is not missed.
        File.Delete(_folder.File("leat.db-wal"));
        File.Delete(_folder.File("leat.db-shm"));
        await using var next = LeatProcess.Start(_folder.Path, ["server", "--port", "0"]);
        using var reader = new HttpClient { BaseAddress = await next.AddressAsync() };
        for (var writer = 0; writer < Writers; writer++)
        {
            var steps = await StepsAsync(reader, runId, $"m{writer}");

            // Only the last write may be stored although its answer did not get through.
            steps.Count.ShouldBeInRange(acknowledged[writer], acknowledged[writer] + 1);
            steps.ShouldBe(Enumerable.Range(0, steps.Count));
        }
    }

    private static async Task<string> NewRunAsync(HttpClient client)
    {
        using var body = new StringContent("""{"experiment_id":"0"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/2.0/mlflow/runs/create", body, TestContext.Current.CancellationToken);
        var run = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return run["run"]!["info"]!["run_id"]!.GetValue<string>();
    }

    private static async Task<List<int>> StepsAsync(HttpClient client, string runId, string key)
    {
        var history = await client.GetStringAsync(
            $"/api/2.0/mlflow/metrics/get-history?run_id={runId}&metric_key={key}", TestContext.Current.CancellationToken);
        var metrics = JsonNode.Parse(history)!["metrics"]?.AsArray() ?? [];
        return [.. metrics.Select(metric => metric!["step"]!.GetValue<int>())];
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

    /// <summary>Connects until that is refused, which shows that the server has noticed the signal.</summary>
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
