using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>How to seal a series' new points. Usually they follow the last block; then the blocks are encoded before the transaction, which
/// only checks that the last block is unchanged.</summary>
internal sealed class SeriesPlan
{
    private readonly SeriesKey _series;
    private readonly List<MetricPoint> _added;
    private readonly StoredBlock? _last;
    private readonly bool _replaces;
    private readonly List<NewBlock>? _blocks;

    /// <summary>Makes a plan on a snapshot.</summary>
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

        // Strictly after its start: then nothing falls into an earlier block, because these end no later than there.
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

    /// <summary>Number of points to store.</summary>
    public int Points => _added.Count;

    /// <summary>Whether there are points from before the last block.</summary>
    public bool IsLate => _blocks is null;

    /// <summary>The statements that store all points at the end of the series.</summary>
    /// <param name="now">The last block as of now, with the run locked.</param>
    /// <returns>Null if that is impossible, because points are late or the last block has changed.</returns>
    public IEnumerable<SqlStatement>? AtEndOf(StoredBlock? now)
    {
        if (_blocks is null || !IsSame(now, _last))
            return null;
        var last = _last?.Row.Ordinal ?? 0;
        var before = _replaces ? last - NewBlock.OrdinalGap : last;
        return NewBlock.Replacement(_series, _replaces ? [last] : [], _blocks, NewBlock.OrdinalsAfter(before, _blocks.Count));
    }

    /// <summary>Stores some or all points, wherever they fall.</summary>
    /// <param name="transaction">A transaction that has locked the run.</param>
    /// <param name="from">Index of the first point not stored yet.</param>
    /// <param name="isOver">Whether to leave the rest to another transaction.</param>
    /// <returns>Index of the first remaining point, <see cref="Points"/> if there is none.</returns>
    public async ValueTask<int> MergeAsync(WriteTransaction transaction, int from, Func<bool> isOver) =>
        await new LateMerge(transaction, _series).MergeAsync(_added, from, isOver).ConfigureAwait(false);

    /// <summary>Compares bytes: different points may have the same bounds and count.</summary>
    private static bool IsSame(StoredBlock? a, StoredBlock? b) =>
        a?.Row == b?.Row && (a is not { } block || block.Data.AsSpan().SequenceEqual(b!.Value.Data));
}
