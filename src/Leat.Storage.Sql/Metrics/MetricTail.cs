using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Reads the points of a series that are in no block: the unsealed tail of its run and the run's bundle of short series.</summary>
internal static class MetricTail
{
    /// <summary>One statement for both, so that no point is missed while it moves from one to the other.</summary>
    private const string Select =
        """
        SELECT points, 0 FROM metric_tail WHERE run = @p0
        UNION ALL SELECT data, 1 FROM metric_bundles WHERE run = @p0
        """;

    /// <summary>The points of one series that are not in blocks, in any order, including repeats.</summary>
    public static async Task<List<MetricPoint>> ReadAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken)
    {
        var tail = new List<MetricPoint>();
        await session.ReadEachAsync(
            Select,
            [series.Run],
            row =>
            {
                var data = row.NextBytes();
                if (row.NextFlag())
                    MetricBundleCodec.Decode(data, series.Name, tail);
                else
                    TailRowCodec.Decode(data, series.Name, tail);
            },
            cancellationToken).ConfigureAwait(false);
        return tail;
    }
}
