using Leat.Core;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>What many new runs have logged, as rows of each table.</summary>
/// <param name="transaction">Knows the numbers of the names.</param>
internal sealed class BulkRows(WriteTransaction transaction)
{
    private readonly List<object?[]> _params = [];
    private readonly List<object?[]> _tags = [];
    private readonly List<object?[]> _latest = [];
    private readonly List<object?[]> _blocks = [];
    private readonly List<object?[]> _bundles = [];

    /// <summary>All rows, table by table.</summary>
    public IEnumerable<RowBatch> Batches =>
    [
        new(RowWrites.Param, _params),
        new(RowWrites.Tag, _tags),
        new(RowWrites.NewLatestMetric, _latest),
        new(RowWrites.MetricBlock, _blocks),
        new(RowWrites.MetricBundle, _bundles),
    ];

    /// <summary>Adds a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="metrics">Its series, packed.</param>
    /// <param name="key">Its number.</param>
    /// <param name="experiment">The number of its experiment.</param>
    public async ValueTask AddAsync(BulkRun run, List<PackedSeries> metrics, long key, long experiment)
    {
        foreach (var param in run.Params)
            _params.Add([key, await transaction.InternAsync(param.Key).ConfigureAwait(false), param.Value, experiment]);
        foreach (var tag in run.Tags)
            _tags.Add([key, await transaction.InternAsync(tag.Key).ConfigureAwait(false), tag.Value, experiment]);
        var bundle = MetricBundle.New(key);
        foreach (var series in metrics)
            Add(series, new SeriesKey(key, await transaction.InternAsync(series.Key).ConfigureAwait(false)), experiment, bundle);
        if (bundle.NewRow() is { } row)
            _bundles.Add(row);
    }

    private void Add(PackedSeries series, SeriesKey key, long experiment, MetricBundle bundle)
    {
        var latest = series.Latest;
        _latest.Add(
        [
            key.Run,
            key.Name,
            MetricValues.NanAsZero(latest.Value),
            double.IsNaN(latest.Value) ? 1L : 0L,
            latest.Step,
            latest.TimestampMs,
            series.Min,
            series.Max,
            experiment,
        ]);
        var blocks = series.Blocks;
        if (series.Short.Count > 0)
        {
            if (bundle.HasRoomFor(series.Short))
                bundle.Put(key.Name, series.Short);
            else
                blocks = NewBlock.Of(series.Short, atEnd: true);
        }

        _blocks.AddRange(blocks.Zip(NewBlock.OrdinalsAfter(0, blocks.Count), (block, ordinal) => block.Values(key, ordinal)));
    }
}
