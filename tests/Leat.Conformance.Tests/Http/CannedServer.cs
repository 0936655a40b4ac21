using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Leat.Conformance.Tests.Http;

/// <summary>A server that answers each request with the next of its prepared responses, byte for byte.</summary>
/// <remarks>An empty response closes the connection without an answer. The requests can be read afterwards.</remarks>
internal sealed class CannedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<string> _answers;
    private readonly Task _serving;

    public CannedServer(params IEnumerable<string> answers)
    {
        _answers = new Queue<string>(answers);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Every request as received: headers and body.</summary>
    public List<string> Requests { get; } = [];

    public int Connections { get; private set; }

    /// <summary>A complete JSON response.</summary>
    public static string Json(string body, int status = 200) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Connections++;
                await ServeAsync(socket);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        while (await ReadRequestAsync(socket) is { } request)
        {
            Requests.Add(request);
            var answer = _answers.Dequeue();
            await socket.SendAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
            if (!IsFramed(answer))
                return;
        }
    }

    private static bool IsFramed(string answer) =>
        answer.Contains("Content-Length", StringComparison.Ordinal) || answer.Contains("chunked", StringComparison.Ordinal);

    private async Task<string?> ReadRequestAsync(Socket socket)
    {
        var text = "";
        var buffer = new byte[4096];
        while (!IsWhole(text))
        {
            var count = await socket.ReceiveAsync(buffer, _stop.Token);
            if (count == 0)
                return null;
            text += Encoding.UTF8.GetString(buffer, 0, count);
        }

        return text;
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        var body = Encoding.UTF8.GetByteCount(text.AsSpan(end + 4));
        return length is null || body >= int.Parse(length.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
