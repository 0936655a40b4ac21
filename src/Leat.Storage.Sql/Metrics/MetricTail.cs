using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Reads the points of a series that are in no block: the unsealed tail of its run and the run's bundle of short series.</summary>
internal static class MetricTail
{
    /// <summary>One statement for both, so that no point is missed while it moves from one to the other.</summary>
    public const string Select =
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
                Decode(data, row.NextFlag(), series.Name, tail);
            },
            cancellationToken).ConfigureAwait(false);
        return tail;
    }

    /// <summary>Appends the points that a row of <see cref="Select"/> has of a series.</summary>
    public static void Decode(ReadOnlySpan<byte> data, bool isBundle, long name, List<MetricPoint> into)
    {
        if (isBundle)
            MetricBundleCodec.Decode(data, name, into);
        else
            TailRowCodec.Decode(data, name, into);
    }
}
