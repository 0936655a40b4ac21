using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Reads what of a series is in no block: the tail of its run, not sealed yet, and the run's bundle of short series.</summary>
internal static class MetricTail
{
    /// <summary>One statement for both, so that no point is missed on its way from one to the other.</summary>
    private const string Select =
        """
        SELECT points, 0 FROM metric_tail WHERE run = @p0
        UNION ALL SELECT data, 1 FROM metric_bundles WHERE run = @p0
        """;

    /// <summary>The points of one series outside of blocks, in any order, repeats included.</summary>
    public static async Task<List<MetricPoint>> ReadAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken)
    {
        var tail = new List<MetricPoint>();
        var reader = await session.QueryAsync(Select, cancellationToken, series.Run).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var data = (byte[])reader.GetValue(0);
                if (reader.GetInt64(1) == 0)
                    TailRowCodec.Decode(data, series.Name, tail);
                else
                    MetricBundleCodec.Decode(data, series.Name, tail);
            }
        }

        return tail;
    }
}
