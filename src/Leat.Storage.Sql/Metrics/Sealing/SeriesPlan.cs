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

    private SeriesPlan(SeriesKey series, List<MetricPoint> added, StoredBlock? last)
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

    /// <summary>Plans on a snapshot.</summary>
    /// <param name="session">The snapshot.</param>
    /// <param name="series">The series.</param>
    /// <param name="added">One or more points, sorted, each once.</param>
    public static async Task<SeriesPlan> MakeAsync(SqlSession session, SeriesKey series, List<MetricPoint> added) =>
        new(series, added, await ReadLastAsync(session, series).ConfigureAwait(false));

    /// <summary>How many points there are to store.</summary>
    public int Points => _added.Count;

    /// <summary>Stores the points, or some of them: late ones may fall into any number of blocks.</summary>
    /// <param name="transaction">A transaction that has locked the run.</param>
    /// <param name="from">Index of the first that is not stored yet.</param>
    /// <param name="isOver">Whether to leave the rest to another transaction.</param>
    /// <returns>Index of the first that is left, <see cref="Points"/> if none is.</returns>
    public async ValueTask<int> ApplyAsync(WriteTransaction transaction, int from, Func<bool> isOver)
    {
        if (from > 0 || _blocks is null || !await IsStillLastAsync(transaction.Session).ConfigureAwait(false))
            return await new LateMerge(transaction, _series).MergeAsync(_added, from, isOver).ConfigureAwait(false);

        var last = _last?.Row.Ordinal ?? 0;
        var before = _replaces ? last - NewBlock.OrdinalGap : last;
        await NewBlock.ReplaceAsync(
            transaction, _series, _replaces ? [last] : [], _blocks, NewBlock.OrdinalsAfter(before, _blocks.Count)).ConfigureAwait(false);
        return Points;
    }

    /// <summary>By its bytes: bounds and count may be those of other points.</summary>
    private async ValueTask<bool> IsStillLastAsync(SqlSession session)
    {
        var now = await ReadLastAsync(session, _series).ConfigureAwait(false);
        return now?.Row == _last?.Row && (now is not { } block || block.Data.AsSpan().SequenceEqual(_last!.Value.Data));
    }

    private static async ValueTask<StoredBlock?> ReadLastAsync(SqlSession session, SeriesKey series)
    {
        var reader = await session.QueryAsync(
            $"SELECT {MetricBlockRow.Columns}, data FROM metric_blocks WHERE run = @p0 AND name = @p1 ORDER BY ordinal DESC LIMIT 1",
            CancellationToken.None,
            series.Run,
            series.Name).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync().ConfigureAwait(false)
                ? new StoredBlock(MetricBlockRow.Read(reader), (byte[])reader.GetValue(MetricBlockRow.DataColumn))
                : null;
        }
    }
}
