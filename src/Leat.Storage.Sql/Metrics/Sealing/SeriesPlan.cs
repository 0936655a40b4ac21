using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>How a series' new points are sealed. Mostly they go on where the last block ends; then the blocks are encoded before
/// the transaction, and it only makes sure that the last block is still the same.</summary>
internal sealed class SeriesPlan
{
    private readonly SeriesKey _series;
    private readonly List<MetricPoint> _added;
    private readonly StoredBlock? _last;
    private readonly bool _replaces;
    private readonly List<NewBlock>? _blocks;

    /// <summary>Plans on a snapshot.</summary>
    /// <param name="series">The series.</param>
    /// <param name="added">One or more points, sorted, each once.</param>
    /// <param name="last">The last block of the series; null if it has none.</param>
    public SeriesPlan(SeriesKey series, List<MetricPoint> added, StoredBlock? last)
    {
        _series = series;
        _added = added;
        _last = last;
        if (last is not { } block)
        {
            _blocks = NewBlock.Of(added, atEnd: true);
            return;
        }

        // Strictly after its start: then nothing falls into an earlier block, which ends there at the latest.
        if (block.Row.First.CompareTo(BlockOrder.Of(added[0])) >= 0)
            return;
        _replaces = block.Row.Info.Count < MetricBlockCodec.MaxPointsPerBlock || block.Row.EndsAtOrAfter(added[0]);
        var stored = new List<MetricPoint>();
        if (_replaces)
            MetricBlockCodec.Decode(block.Data, stored);
        _blocks = NewBlock.Of(_replaces ? MetricMerge.Merge(stored, added) : added, atEnd: true);
    }

    /// <summary>The number of the series' name.</summary>
    public long Name => _series.Name;

    /// <summary>How many points there are to store.</summary>
    public int Points => _added.Count;

    /// <summary>Whether there are points from further back than the last block.</summary>
    public bool IsLate => _blocks is null;

    /// <summary>What stores all points at the end of the series.</summary>
    /// <param name="now">The last block, now that the run is locked.</param>
    /// <returns>Null if that is impossible: the points, or the last block by now, are not so.</returns>
    public IEnumerable<SqlStatement>? AtEndOf(StoredBlock? now)
    {
        if (_blocks is null || !IsSame(now, _last))
            return null;
        var last = _last?.Row.Ordinal ?? 0;
        var before = _replaces ? last - NewBlock.OrdinalGap : last;
        return NewBlock.Replacement(_series, _replaces ? [last] : [], _blocks, NewBlock.OrdinalsAfter(before, _blocks.Count));
    }

    /// <summary>Stores the points, or some of them, wherever they fall.</summary>
    /// <param name="transaction">A transaction that has locked the run.</param>
    /// <param name="from">Index of the first that is not stored yet.</param>
    /// <param name="isOver">Whether to leave the rest to another transaction.</param>
    /// <returns>Index of the first that is left, <see cref="Points"/> if none is.</returns>
    public async ValueTask<int> MergeAsync(WriteTransaction transaction, int from, Func<bool> isOver) =>
        await new LateMerge(transaction, _series).MergeAsync(_added, from, isOver).ConfigureAwait(false);

    /// <summary>By its bytes: bounds and count may be those of other points.</summary>
    private static bool IsSame(StoredBlock? a, StoredBlock? b) =>
        a?.Row == b?.Row && (a is not { } block || block.Data.AsSpan().SequenceEqual(b!.Value.Data));
}
