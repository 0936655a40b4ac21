using System.Globalization;
using System.Text;

namespace Leat.Testing.Http;

/// <summary>Reads HTTP/1.x responses from a stream: status line, headers, and the body in any framing.</summary>
internal sealed class ResponseReader(Stream stream)
{
    private const int LongestLine = 64 * 1024;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public async Task<(RawResponse Response, bool KeepAlive)> ReadAsync(
        string method, CancellationToken cancellationToken)
    {
        var (version, status) = await ReadStatusAsync(cancellationToken);
        var headers = await ReadHeadersAsync(cancellationToken);
        while (status is >= 100 and < 200)
        {
            (version, status) = await ReadStatusAsync(cancellationToken);
            headers = await ReadHeadersAsync(cancellationToken);
        }

        var framed = true;
        byte[] body = [];
        if (method != "HEAD" && status is not (204 or 304))
            (body, framed) = await ReadBodyAsync(headers, cancellationToken);
        return (new RawResponse(status, headers, body), framed && KeepsAlive(version, headers));
    }

    private static bool KeepsAlive(string version, Dictionary<string, string> headers) =>
        version == "HTTP/1.1"
        && !headers.GetValueOrDefault("connection", "").Contains("close", StringComparison.OrdinalIgnoreCase);

    private async Task<(string Version, int Status)> ReadStatusAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        var parts = line.Split(' ', 3);
        if (parts.Length < 2 || !parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw new RawHttpException($"not a status line: '{line}'");
        return (parts[0], status);
    }

    private async Task<Dictionary<string, string>> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var line = await ReadLineAsync(cancellationToken); line.Length > 0;
             line = await ReadLineAsync(cancellationToken))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
                throw new RawHttpException($"not a header: '{line}'");
            headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private async Task<(byte[] Body, bool Framed)> ReadBodyAsync(
        Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.GetValueOrDefault("transfer-encoding", "").Equals("chunked", StringComparison.OrdinalIgnoreCase))
            return (await ReadChunksAsync(cancellationToken), true);
        if (!headers.TryGetValue("content-length", out var length))
            return (await ReadToEndAsync(cancellationToken), false);
        using var body = new MemoryStream();
        await CopyAsync(body, long.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture), cancellationToken);
        return (body.ToArray(), true);
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = (await ReadLineAsync(cancellationToken)).Split(';')[0].Trim();
            if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count))
                throw new RawHttpException($"not a chunk size: '{size}'");
            await CopyAsync(body, count, cancellationToken);
            if (count == 0)
                break;
            await ReadLineAsync(cancellationToken);
        }

        await ReadHeadersAsync(cancellationToken);
        return body.ToArray();
    }

    private async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        do
        {
            body.Write(_buffer, _start, _end - _start);
            _start = _end;
        }
        while (await FillAsync(cancellationToken));
        return body.ToArray();
    }

    private async Task CopyAsync(MemoryStream body, long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                throw new RawHttpException("the connection closed in the middle of a body");
            var taken = (int)Math.Min(count, _end - _start);
            body.Write(_buffer, _start, taken);
            _start += taken;
            count -= taken;
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                throw new RawHttpException("the connection closed before an answer");
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var taken = found < 0 ? _end - _start : found;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, taken));
            _start += found < 0 ? taken : taken + 1;
            if (found >= 0)
                return line.ToString().TrimEnd('\r');
            if (line.Length > LongestLine)
                throw new RawHttpException("a line of the answer has no end");
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
