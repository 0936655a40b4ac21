using System.Buffers;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Leat.Server;

/// <summary>Histories for a chart as bytes that a page draws without parsing, a frame each (<c>docs/formats/series.md</c>), sent as they are
/// read.</summary>
internal sealed class SeriesAnswer : IWrittenAnswer
{
    /// <summary>The media type of the frames; clients ask for it in <c>Accept</c>.</summary>
    public const string MediaType = "application/vnd.leat.series";

    /// <summary>Frames wait until there are this many bytes: each flush costs a write, and compression begins anew after it.</summary>
    private const int FlushAt = 64 * 1024;

    private readonly Pieces<ThinnedHistory> _series;
    private readonly IReadOnlyList<SeriesColumn> _columns;
    private readonly TimeSpan _limit;

    private SeriesAnswer(Pieces<ThinnedHistory> series, IReadOnlyList<SeriesColumn> columns, TimeSpan limit) =>
        (_series, _columns, _limit) = (series, columns, limit);

    /// <summary>Whether the client would rather have frames than JSON.</summary>
    public static bool IsAskedFor(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(type => type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) && type.Quality != 0);

    /// <summary>Reads the first series.</summary>
    /// <param name="query">Which series.</param>
    /// <param name="columns">What to tell of their points.</param>
    /// <param name="call">The call.</param>
    /// <param name="limit">How long the reading of all series may take.</param>
    public static async Task<IWrittenAnswer> BeginAsync(
        ThinnedHistoryQuery query, IReadOnlyList<SeriesColumn> columns, RpcContext call, TimeSpan limit) => new SeriesAnswer(
            await Pieces<ThinnedHistory>.BeginAsync(leaving => call.Store.Metrics.StreamThinnedHistoriesAsync(query, leaving), call), columns, limit);

    public async Task WriteAsync(HttpContext http)
    {
        // Not the response's own buffer: if a series cannot be read, nothing may be left in that which has not been sent.
        var waiting = new ArrayBufferWriter<byte>(FlushAt);
        var frames = new SeriesFrameWriter(waiting, _columns);
        http.Response.ContentType = MediaType;
        for (var there = _series.IsThere; there; there = await _series.MoveNextAsync(http, _limit))
        {
            frames.Write(_series.Current);
            if (waiting.WrittenCount < FlushAt)
                continue;
            await SendAsync(waiting, http);
        }

        await SendAsync(waiting, http);
    }

    private static async Task SendAsync(ArrayBufferWriter<byte> waiting, HttpContext http)
    {
        await http.Response.BodyWriter.WriteAsync(waiting.WrittenMemory, http.RequestAborted);
        waiting.ResetWrittenCount();
    }
}
