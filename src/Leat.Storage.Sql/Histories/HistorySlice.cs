using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Histories;

/// <summary>The part of a history with ascending times that lies between two positions. The positions are bounds of the blocks as of the
/// start of the read; the blocks that hold the slice now are looked up when it is read.</summary>
internal sealed class HistorySlice
{
    private readonly int _firstBlock;
    private readonly int _endBlock;
    private readonly BlockOrder _begin;
    private readonly BlockOrder? _end;
    private readonly BlockOrder _last;
    private List<StoredBlock> _blocks = [];

    private HistorySlice(List<MetricBlockRow> blocks, int firstBlock, int endBlock)
    {
        _firstBlock = firstBlock;
        _endBlock = endBlock;
        if (firstBlock == endBlock)
            return;
        _begin = blocks[firstBlock].First;
        _end = endBlock < blocks.Count ? blocks[endBlock].First : null;
        _last = blocks[^1].Last;
    }

    public static HistorySlice None { get; } = new([], 0, 0);

    public bool IsEmpty => _firstBlock == _endBlock;

    public static HistorySlice First(List<MetricBlockRow> blocks, int size) => From(blocks, 0, size);

    /// <summary>The next slice.</summary>
    public HistorySlice Next(List<MetricBlockRow> blocks, int size) => From(blocks, _endBlock, size);

    /// <summary>Reads the blocks that now hold the slice, as bytes: these are small, and decoding them needs no snapshot.</summary>
    public async Task<bool> ReadAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken)
    {
        if (IsEmpty)
            return true;
        _blocks = [];
        var from = await BlockFinder.LastBeforeAsync(session, series, _begin, cancellationToken).ConfigureAwait(false) ?? long.MinValue;
        var pageSize = _endBlock - _firstBlock + 2;
        while (true)
        {
            var page = await MetricBlockRow.ReadBlocksAsync(session, series, from, pageSize, cancellationToken).ConfigureAwait(false);
            foreach (var block in page)
            {
                if (IsBehind(block.Row.First))
                    return true;
                if (block.Row.Last.CompareTo(_begin) >= 0)
                    _blocks.Add(block);
                from = block.Row.Ordinal + 1;
            }

            if (page.Count < pageSize)
                return true;
        }
    }

    /// <summary>The slice's points by time, block by block, in non-empty stretches.</summary>
    public IEnumerable<ReadOnlyMemory<MetricPoint>> Stretches()
    {
        if (!TimesAscend())
        {
            // Late points have been sealed into these blocks since the read started.
            if (Decode(_blocks) is { Length: > 0 } all)
                yield return all;
            yield break;
        }

        foreach (var block in _blocks)
        {
            if (Decode([block]) is { Length: > 0 } points)
                yield return points;
        }
    }

    private static HistorySlice From(List<MetricBlockRow> blocks, int first, int size)
    {
        var end = Math.Min(first + size, blocks.Count);

        // Blocks that share step and time at their boundary cannot be told apart by these, so they stay together.
        while (end > first && end < blocks.Count && blocks[end].First == blocks[end - 1].Last)
            end++;
        return new HistorySlice(blocks, first, end);
    }

    private MetricPoint[] Decode(IEnumerable<StoredBlock> blocks)
    {
        var points = new List<MetricPoint>(MetricBlockCodec.MaxPointsPerBlock);
        foreach (var block in blocks)
            MetricBlockCodec.Decode(block.Data, points);
        if (!TimesAscend())
            points.Sort(static (a, b) => MetricValues.CompareByTime(a, b));
        var span = CollectionsMarshal.AsSpan(points);
        while (span.Length > 0 && (span[0].TimestampMs, span[0].Step).CompareTo((_begin.TimestampMs, _begin.Step)) < 0)
            span = span[1..];
        while (span.Length > 0 && !IsWithin(span[^1]))
            span = span[..^1];
        return span.ToArray();
    }

    private bool IsBehind(BlockOrder first) => _end is { } end ? first.CompareTo(end) >= 0 : first.CompareTo(_last) > 0;

    private bool IsWithin(in MetricPoint point) => _end is { } end
        ? (point.TimestampMs, point.Step).CompareTo((end.TimestampMs, end.Step)) < 0
        : (point.TimestampMs, point.Step).CompareTo((_last.TimestampMs, _last.Step)) <= 0;

    private bool TimesAscend()
    {
        for (var i = 0; i < _blocks.Count; i++)
        {
            var info = _blocks[i].Row.Info;
            if (!info.TimeAscends || (i > 0 && info.FirstTimestampMs < _blocks[i - 1].Row.Info.LastTimestampMs))
                return false;
        }

        return true;
    }
}
