using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A stored block without its data: enough to know whether it must be opened.</summary>
/// <param name="Ordinal">Its place in the series; gaps are normal.</param>
/// <param name="Info">Bounds, count, extremes.</param>
internal readonly record struct MetricBlockRow(long Ordinal, MetricBlockInfo Info)
{
    public const string Insert =
        """
        INSERT INTO metric_blocks
          (run, name, ordinal, first_step, first_ms, last_step, last_ms, points, min_value, max_value, time_ascends, data)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
        """;

    /// <summary>Whether the block's first (step, timestamp) is that of the point or before it.</summary>
    public bool StartsAtOrBefore(in MetricPoint point) =>
        (Info.FirstStep, Info.FirstTimestampMs).CompareTo((point.Step, point.TimestampMs)) <= 0;

    /// <summary>Whether the block's last (step, timestamp) is that of the point or after it.</summary>
    public bool EndsAtOrAfter(in MetricPoint point) =>
        (Info.LastStep, Info.LastTimestampMs).CompareTo((point.Step, point.TimestampMs)) >= 0;

    /// <summary>All blocks of a series, in order.</summary>
    public static async Task<List<MetricBlockRow>> ReadInfosAsync(
        SqlSession session, long run, long name, CancellationToken cancellationToken)
    {
        var blocks = new List<MetricBlockRow>();
        var reader = await session.QueryAsync(
            """
            SELECT ordinal, first_step, first_ms, last_step, last_ms, points, min_value, max_value, time_ascends
            FROM metric_blocks WHERE run = @p0 AND name = @p1 ORDER BY ordinal
            """,
            cancellationToken,
            run,
            name).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var info = new MetricBlockInfo(
                    FirstStep: reader.GetInt64(1),
                    FirstTimestampMs: reader.GetInt64(2),
                    LastStep: reader.GetInt64(3),
                    LastTimestampMs: reader.GetInt64(4),
                    Count: reader.GetInt32(5),
                    Min: reader.IsDBNull(6) ? null : reader.GetDouble(6),
                    Max: reader.IsDBNull(7) ? null : reader.GetDouble(7),
                    TimeAscends: reader.GetInt64(8) != 0);
                blocks.Add(new MetricBlockRow(reader.GetInt64(0), info));
            }
        }

        return blocks;
    }

    /// <summary>Adds the points of one block to a list.</summary>
    public static async Task ReadPointsAsync(SqlSession session, long run, long name, long ordinal, List<MetricPoint> into)
    {
        var data = (byte[])(await session.ScalarAsync(
                "SELECT data FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal = @p2", run, name, ordinal).ConfigureAwait(false)
            ?? throw new InvalidDataException($"Block {ordinal} of series ({run}, {name}) vanished inside a transaction."));
        MetricBlockCodec.Decode(data, into);
    }
}
