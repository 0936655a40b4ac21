using System.Globalization;
using System.Text;
using Leat.Testing.Http;

namespace Leat.Durability.Tests.Fuzz;

/// <summary>Turns requests into bytes that are no longer valid HTTP.</summary>
internal sealed class BrokenPackets(Random random)
{
    public byte[] Draw(RawRequest request)
    {
        var body = request.Body ?? "{}"u8.ToArray();
        return random.Next(10) switch
        {
            0 => RandomBytes(),
            1 => Chunked(request, BadChunks(body)),
            2 => Flipped(Whole(request, body)),
            3 => Cut(Whole(request, body)),
            4 => [.. Head(request, $"Content-Length: {Length()}"), .. body],
            5 => [.. Head(request, $"Content-Length: {body.Length}\r\nContent-Length: {Length()}"), .. body],
            6 => [.. Head(request with { Method = Odd(Methods) }, $"Content-Length: {body.Length}"), .. body],
            7 => [.. Head(request with { Target = Odd(Targets) }, $"Content-Length: {body.Length}"), .. body],
            8 => [.. Head(request, $"{Odd(Headers)}\r\nContent-Length: {body.Length}"), .. body],
            _ => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Whole(request, body)).Replace(Odd(Parts), Odd(Parts), StringComparison.Ordinal)),
        };
    }

    private static readonly string[] Methods = ["", "get", "GET\0", "G E T", "\u00ff\u00fe", "POST\t", "(", new('A', 5000)];
    private static readonly string[] Targets =
        ["", " ", "/\0", "/%00", "/\u00c0\u00ae", "//", "/..", "*", "http://", "http://a b/", "a:1", "/?\u0001", "/#x", "/api/2.0/mlflow/runs/get?run_id=\u00ff\u00fe"];

    private static readonly string[] Headers =
    [
        ":", "a", " a: b", "a : b", "a: b\0c", "a: \u00ff\u00fe\u0001", "Host: b", "Expect: 100-continue", "Expect: x", "Transfer-Encoding: x",
        "Transfer-Encoding: chunked, gzip", "Connection: upgrade\r\nUpgrade: h2c", "Content-Encoding: gzip", "Content-Type: \u00ff", "Range: bytes=5-1,-0",
        "Cookie: " + new string('c', 40_000), "Accept: *\r\n folded",
    ];

    private static readonly string[] Parts = ["\r\n", "\n", "\r", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/", " ", ":", "Host", "\r\n\r\n", "1"];

    private static byte[] Whole(RawRequest request, byte[] body) => [.. Head(request, $"Content-Length: {body.Length}"), .. body];

    private static byte[] Chunked(RawRequest request, byte[] chunks) => [.. Head(request, "Transfer-Encoding: chunked"), .. chunks];

    private static byte[] Head(RawRequest request, string headers) => Encoding.Latin1.GetBytes(
        $"{request.Method} {request.Target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{headers}\r\n\r\n");

    private byte[] BadChunks(byte[] body)
    {
        string[] sizes = ["zz", "-1", "", "0x5", "ffffffffffffffff", "7fffffff", " 5", "5;" + new string('e', 5000), "1", "0", $"{body.Length + 1:x}", $"{body.Length:x}\n"];
        string[] ends = ["", "\r\n", "\r\n0\r\n\r\n", "0\r\n\r\n", "\r\n0\r\nTrailer: x\r\n\r\n", "\r\nzz\r\n"];
        return [.. Encoding.Latin1.GetBytes(Odd(sizes) + "\r\n"), .. body, .. Encoding.Latin1.GetBytes(Odd(ends))];
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[random.Next(1, 3000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Flipped(byte[] packet)
    {
        for (var times = random.Next(1, 6); times > 0; times--)
            packet[random.Next(Math.Min(packet.Length, 300))] = (byte)random.Next(256);
        return packet;
    }

    private byte[] Cut(byte[] packet) => packet[..random.Next(1, packet.Length)];

    private string Length()
    {
        string[] lengths = ["-1", "0", "1", "x", "", "1e5", "+5", "99999999999999999999", "2147483648", "5, 5"];
        return random.Next(3) == 0 ? random.Next(100_000).ToString(CultureInfo.InvariantCulture) : Odd(lengths);
    }

    private string Odd(string[] choices) => choices[random.Next(choices.Length)];
}
