using Leat.Core;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces;

/// <summary>Gathers the rows of the spans of many traces, so that each table is written in one statement for all of them.</summary>
internal sealed class SpanWrites(WriteTransaction transaction)
{
    /// <summary>The approximate number of characters of spans in one statement: databases limit the size of packets.</summary>
    private const int MaxCharacters = 1 << 19;

    private readonly List<object?[]> _spans = [];
    private readonly List<object?[]> _figures = [];
    private readonly List<object?[]> _tags = [];
    private readonly List<object?[]> _metadata = [];
    private readonly List<object?[]> _keptMetadata = [];
    private int _characters;

    /// <summary>Sets a tag of a trace.</summary>
    public async ValueTask SetTagAsync(TraceRow trace, string key, string value) =>
        _tags.Add(await EntryAsync(trace, key, value).ConfigureAwait(false));

    /// <summary>Sets an entry of a trace's metadata.</summary>
    public async ValueTask SetMetadataAsync(TraceRow trace, string key, string value) =>
        _metadata.Add(await EntryAsync(trace, key, value).ConfigureAwait(false));

    /// <summary>Sets an entry of a trace's metadata if it has none with this key and there is a value.</summary>
    public async ValueTask KeepMetadataAsync(TraceRow trace, string key, string? value)
    {
        if (value is not null)
            _keptMetadata.Add(await EntryAsync(trace, key, value).ConfigureAwait(false));
    }

    /// <summary>Adds spans of a trace.</summary>
    public async ValueTask AddAsync(TraceRow trace, PreparedSpans spans)
    {
        foreach (var span in spans.Spans)
        {
            var json = span.Json ?? SpanJson.Write(span.Span);
            if (_characters > 0 && _characters + json.Length > MaxCharacters)
                await FlushSpansAsync().ConfigureAwait(false);
            _characters += json.Length;
            AddRows(trace.Key, span, json);
        }
    }

    /// <summary>Writes what has been gathered.</summary>
    public async ValueTask FlushAsync()
    {
        await FlushAsync(RowWrites.TraceTag, _tags).ConfigureAwait(false);
        await FlushAsync(RowWrites.TraceMetadata, _metadata).ConfigureAwait(false);
        await FlushAsync(RowWrites.TraceMetadataKept, _keptMetadata).ConfigureAwait(false);
        await FlushSpansAsync().ConfigureAwait(false);
    }

    private async ValueTask FlushSpansAsync()
    {
        await FlushAsync(RowWrites.Span, _spans).ConfigureAwait(false);
        await FlushAsync(RowWrites.SpanFigures, _figures).ConfigureAwait(false);
        _characters = 0;
    }

    private async ValueTask FlushAsync(RowWrite table, List<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        await transaction.WriteRowsAsync(table, rows).ConfigureAwait(false);
        rows.Clear();
    }

    private void AddRows(long trace, in PreparedSpan prepared, string json)
    {
        var (span, tokens, cost) = (prepared.Span, prepared.Figures.Tokens, prepared.Figures.Cost);
        _spans.Add(
        [
            trace, span.SpanId, span.ParentSpanId, span.Name, prepared.Type, (long)span.Status, span.StartUnixNano, span.EndUnixNano,
            tokens?.Input, tokens?.Output, tokens?.Total, json,
        ]);
        _figures.Add(
        [
            trace, span.SpanId, span.Name, prepared.Type, (long)span.Status, span.StartUnixNano, span.EndUnixNano,
            tokens?.Input, tokens?.Output, tokens?.Total, tokens?.CacheRead, tokens?.CacheCreation,
            cost?.Input, cost?.Output, cost?.Total, prepared.Model, prepared.Provider,
        ]);
    }

    private async ValueTask<object?[]> EntryAsync(TraceRow trace, string key, string value) =>
        [trace.Key, await transaction.InternAsync(key).ConfigureAwait(false), value, trace.Experiment];
}
