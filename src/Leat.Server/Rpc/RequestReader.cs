using System.Buffers;
using System.IO.Pipelines;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Reads requests the way MLflow does: fields from the query of a GET, from a JSON body otherwise.</summary>
internal static class RequestReader
{
    /// <summary>32 MiB. The largest message that MLflow's limits allow in practice is a dataset with a profile of 16 MiB.</summary>
    public const int MaxBodySize = 32 * 1024 * 1024;

    private const string JsonMediaType = "application/json";

    /// <summary>Reads a request.</summary>
    public static ValueTask<T> ReadAsync<T>(HttpContext context)
        where T : IWireRequest<T>
    {
        var query = context.Request.QueryString;
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            if (query.Value is { Length: > 1 } text)
                return new ValueTask<T>(T.Decode(WireFields.FromQuery(text)));
        }
        else
        {
            CheckContentType(context.Request);
        }

        return ReadBodyAsync(context, DecodeBody<T>);
    }

    /// <summary>Reads the body of a POST with a reader of its own.</summary>
    public static ValueTask<T> ReadAsync<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> read)
    {
        CheckContentType(context.Request);
        return ReadBodyAsync(context, read);
    }

    private static T DecodeBody<T>(ReadOnlyMemory<byte> utf8)
        where T : IWireRequest<T>
    {
        using var body = WireBody.Parse(utf8);
        return T.Decode(body.Fields);
    }

    /// <summary>MLflow looks at the type of POST and PUT only; clients send DELETE and PATCH with all sorts.</summary>
    private static void CheckContentType(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsPut(request.Method))
            return;
        if (string.IsNullOrEmpty(request.ContentType))
            throw LeatException.InvalidParameter("Bad Request. Content-Type header is missing.");
        var mediaType = request.ContentType.AsSpan();
        var semicolon = mediaType.IndexOf(';');
        if (semicolon >= 0)
            mediaType = mediaType[..semicolon];
        if (!mediaType.Trim().Equals(JsonMediaType, StringComparison.OrdinalIgnoreCase))
            throw LeatException.InvalidParameter("Bad Request. Content-Type must be one of ['application/json'].");
    }

    /// <summary>Compressed bodies are refused: no MLflow client sends one, and a small one may expand to gigabytes.</summary>
    private static void CheckEncoding(HttpRequest request)
    {
        foreach (var encoding in request.Headers.ContentEncoding)
        {
            if (!string.IsNullOrEmpty(encoding) && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            {
                throw LeatException.InvalidParameter(
                    $"The request body has the Content-Encoding '{encoding}', which this server does not unpack. Send it without.");
            }
        }
    }

    private static async ValueTask<T> ReadBodyAsync<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> read)
    {
        if (context.Request.ContentLength > MaxBodySize)
            throw TooLarge();
        CheckEncoding(context.Request);

        // Without a token: Kestrel ends the read itself when the client leaves, and a cancelled read would keep it from cleaning up.
        var reader = context.Request.BodyReader;
        var result = await reader.ReadAsync(CancellationToken.None);
        if (!result.IsCompleted || result.Buffer.Length > ArrivingBody.Uncounted)
            return await ReadArrivingAsync(context, result, read);
        try
        {
            return Read(result.Buffer, read);
        }
        finally
        {
            reader.AdvanceTo(result.Buffer.End);
        }
    }

    private static async Task<T> ReadArrivingAsync<T>(HttpContext context, ReadResult result, Func<ReadOnlyMemory<byte>, T> read)
    {
        var reader = context.Request.BodyReader;
        ArrivingBody? body = null;
        try
        {
            while (true)
            {
                try
                {
                    body ??= new ArrivingBody(context, context.Request.ContentLength);
                    body.Add(result.Buffer);
                }
                finally
                {
                    // Of a refused body, too: Kestrel passes over the rest of it, and breaks the connection if the reader is not free.
                    reader.AdvanceTo(result.Buffer.End);
                }

                if (result.IsCompleted)
                    return read(body.Bytes);
                result = await reader.ReadAsync(CancellationToken.None);
            }
        }
        finally
        {
            body?.Dispose();
        }
    }

    /// <summary>A body in one piece, as small ones are, is read in place; others are copied together once.</summary>
    private static T Read<T>(in ReadOnlySequence<byte> buffer, Func<ReadOnlyMemory<byte>, T> read)
    {
        if (buffer.IsSingleSegment)
            return read(buffer.First);
        var length = (int)buffer.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            buffer.CopyTo(whole);
            return read(whole.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    /// <summary>The error for a body over the limit.</summary>
    internal static LeatException TooLarge() => LeatException.InvalidParameter(
        $"The request body is larger than {MaxBodySize} bytes. Please send it in several requests.");
}
