using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Reads what of a series is not sealed yet.</summary>
internal static class MetricTail
{
    /// <summary>The points of one series in its run's tail, in the order they came, repeats included.</summary>
    public static async Task<List<MetricPoint>> ReadAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken)
    {
        var tail = new List<MetricPoint>();
        var reader = await session.QueryAsync("SELECT points FROM metric_tail WHERE run = @p0", cancellationToken, series.Run).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                TailRowCodec.Decode((byte[])reader.GetValue(0), series.Name, tail);
        }

        return tail;
    }
}
