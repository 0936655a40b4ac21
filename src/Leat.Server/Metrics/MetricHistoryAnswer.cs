using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>A page of a metric history, sent as it is read. Each piece waits until the client has taken the previous one, so neither a long
/// history nor a slow client takes memory.</summary>
/// <param name="MetricKey">Which metric.</param>
/// <param name="Points">Its points from the offset on, in pieces. One point more than requested shows that there is a next page.</param>
/// <param name="Offset">How many points come before.</param>
/// <param name="Limit">How many points are requested; null for all.</param>
internal sealed record MetricHistoryAnswer(string MetricKey, IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> Points, long Offset, long? Limit)
    : IWrittenAnswer
{
    public async Task WriteAsync(HttpContext http)
    {
        var (response, cancellationToken) = (http.Response, http.RequestAborted);
        var writer = new MetricHistoryWriter(response.BodyWriter, MetricKey);
        var left = Limit ?? long.MaxValue;
        var more = false;
        await foreach (var piece in Points.WithCancellation(cancellationToken))
        {
            if (!response.HasStarted)
                response.ContentType = ResponseWriter.Json;
            writer.Write(piece.Span[..(int)Math.Min(piece.Length, left)]);
            more = piece.Length > left;
            left -= Math.Min(piece.Length, left);

            // Nothing may stay unsent while the next piece is read: if that fails, what follows is an error or a broken connection.
            await response.BodyWriter.FlushAsync(cancellationToken);
        }

        if (!response.HasStarted)
            response.ContentType = ResponseWriter.Json;
        writer.End(more ? PageToken.FromOffset(Offset + Limit!.Value) : null);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
