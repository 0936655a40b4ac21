using System.Text;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.BadInput;

/// <summary>Bytes that are not HTTP are rejected or dropped, and the next client is served.</summary>
public sealed class GarbageTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const int RandomPackets = 100;
    private readonly Complaints _complaints = new(fixture.Server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Packets =>
    [
        Packet("other version", "GET / HTTP/9.9\r\n\r\n"),
        Packet("no version", "GET /\r\n\r\n"),
        Packet("no host", "GET /health HTTP/1.1\r\n\r\n"),
        Packet("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        Packet("null in a header", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\n\r\n"),
        Packet("header without colon", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nnonsense\r\n\r\n"),
        Packet("folded header", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n b\r\n\r\n"),
        Packet("endless header", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + new string('x', 1_000_000) + "\r\n\r\n"),
        Packet("endless target", "GET /" + new string('x', 1_000_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        Packet("endless headers", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 100_000)) + "\r\n"),
        Packet("negative length", "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n"),
        Packet("length that is no number", "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n"),
        Packet("two lengths", "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        Packet("length and chunks", "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Packet("bad chunk", "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
        Packet("huge chunk", "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}"),
        Packet("body cut off", "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\""),
        Packet("upload cut off", "PUT /api/2.0/mlflow-artifacts/artifacts/cut.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nabc"),
        Packet("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001"),
        Packet("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Packet("upgrade", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
        Packet("absolute target", "GET http://evil.example/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        Packet("authority target", "CONNECT evil.example:443 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        Packet("asterisk target", "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        Packet("empty lines", "\r\n\r\n\r\n\r\n"),
    ];

    [Theory]
    [MemberData(nameof(Packets))]
    public async Task Broken_http_is_refused(string packet)
    {
        await SendAsync(Encoding.Latin1.GetBytes(packet));
        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    [Fact(Timeout = 120_000)]
    public async Task Random_bytes_are_refused()
    {
        var random = new Random(Seed.Draw());
        for (var i = 0; i < RandomPackets; i++)
        {
            var bytes = new byte[random.Next(1, 5000)];
            random.NextBytes(bytes);
            await SendAsync(bytes);
        }

        await _complaints.ShouldBeNoneAsync(Cancellation);
    }

    [Fact]
    public async Task Upload_that_was_cut_off_leaves_no_file()
    {
        const string head = "PUT /api/2.0/mlflow-artifacts/artifacts/half.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nabc";
        await SendAsync(Encoding.Latin1.GetBytes(head));
        using var client = fixture.Server.Connect();
        var got = await client.SendAsync(new RawRequest("GET", "/api/2.0/mlflow-artifacts/artifacts/half.txt"), Cancellation);
        got.Status.ShouldBe(404);
    }

    /// <summary>Found by the fuzz test: this was answered as a server error. The connection stays open, because a client that hangs up gets
    /// no answer.</summary>
    [Fact]
    public async Task Chunk_of_an_impossible_size_is_refused()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        using var connection = await RawConnection.OpenAsync(fixture.Server.Address.Host, fixture.Server.Address.Port, limit.Token);
        const string head = "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        await connection.SendBytesAsync(Encoding.Latin1.GetBytes(head + "ffffffffffffffff\r\n{}"), limit.Token);

        var (response, _) = await connection.ReadResponseAsync("POST", limit.Token);
        response.Status.ShouldBe(400, response.Text);
        Judge.FaultOfApiAnswer(response).ShouldBeNull();
    }

    private Task SendAsync(byte[] packet) =>
        new PacketSender(fixture.Server, _complaints, TimeSpan.FromSeconds(30)).SendAsync(packet, allowed: 0, Cancellation);

    /// <summary>Uses a label: a packet of a megabyte cannot be the name of a test.</summary>
    private static TheoryDataRow<string> Packet(string label, string packet) => new(packet) { Label = label };
}
