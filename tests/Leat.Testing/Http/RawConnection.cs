using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Leat.Testing.Http;

/// <summary>One TCP connection: sends bytes, receives HTTP responses.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly string[] MethodsWithLength = ["POST", "PUT", "PATCH"];
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly ResponseReader _reader;
    private readonly string _authority;

    private RawConnection(Socket socket, string authority)
    {
        _socket = socket;
        _authority = authority;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new ResponseReader(_stream);
    }

    public static async Task<RawConnection> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new RawConnection(socket, $"{host}:{port.ToString(CultureInfo.InvariantCulture)}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(RawRequest request, CancellationToken cancellationToken)
    {
        var head = Encoding.Latin1.GetBytes(Head(request));
        await SendBytesAsync(request.Body is null ? head : [.. head, .. request.Body], cancellationToken);
    }

    /// <summary>Sends any bytes, HTTP or not.</summary>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Tells the server that no more bytes follow; its response can still be read.</summary>
    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>The next response, and whether the connection can carry another request.</summary>
    public Task<(RawResponse Response, bool KeepAlive)> ReadResponseAsync(
        string method, CancellationToken cancellationToken) => _reader.ReadAsync(method, cancellationToken);

    public void Dispose() => _stream.Dispose();

    private string Head(RawRequest request)
    {
        var head = new StringBuilder($"{request.Method} {request.Target} HTTP/1.1\r\n");
        if (!Has(request, "host"))
            head.Append(CultureInfo.InvariantCulture, $"Host: {_authority}\r\n");
        foreach (var (name, value) in request.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (NeedsLength(request))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {request.Body?.Length ?? 0}\r\n");
        return head.Append("\r\n").ToString();
    }

    private static bool NeedsLength(RawRequest request) =>
        !Has(request, "content-length") && !Has(request, "transfer-encoding")
        && (request.Body is not null || MethodsWithLength.Contains(request.Method));

    private static bool Has(RawRequest request, string name) =>
        request.Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
