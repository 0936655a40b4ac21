using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A stored block without its data: enough to decide whether it must be opened.</summary>
/// <param name="Ordinal">Its position in the series; gaps are normal.</param>
/// <param name="Info">Bounds, count, extremes.</param>
internal readonly record struct MetricBlockRow(long Ordinal, MetricBlockInfo Info)
{
    /// <summary>The columns that <see cref="Read"/> reads; the data may follow them.</summary>
    public const string Columns = "ordinal, first_step, first_ms, last_step, last_ms, points, min_value, max_value, time_ascends";

    public const string Insert =
        """
        INSERT INTO metric_blocks
          (run, name, ordinal, first_step, first_ms, last_step, last_ms, points, min_value, max_value, time_ascends, data)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
        """;

    public const string Delete = "DELETE FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal = @p2";

    private static readonly SqlTemplate InfosFrom = new(syntax =>
        $"SELECT {Columns} FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal >= @p2 {syntax.First("@p3", "ordinal")}");

    private static readonly SqlTemplate BlocksFrom = new(syntax =>
        $"SELECT {Columns}, data FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal >= @p2 {syntax.First("@p3", "ordinal")}");

    /// <summary>The position of the block's first point.</summary>
    public BlockOrder First => new(Info.FirstStep, Info.FirstTimestampMs);

    /// <summary>The position of the block's last point.</summary>
    public BlockOrder Last => new(Info.LastStep, Info.LastTimestampMs);

    /// <summary>Whether the block's first (step, timestamp) is at or before that of the point.</summary>
    public bool StartsAtOrBefore(in MetricPoint point) => First.CompareTo(BlockOrder.Of(point)) <= 0;

    /// <summary>Whether the block's last (step, timestamp) is at or after that of the point.</summary>
    public bool EndsAtOrAfter(in MetricPoint point) => Last.CompareTo(BlockOrder.Of(point)) >= 0;

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static MetricBlockRow Read(SqlRow row) => new(
        row.NextInt64(),
        new MetricBlockInfo(
            FirstStep: row.NextInt64(),
            FirstTimestampMs: row.NextInt64(),
            LastStep: row.NextInt64(),
            LastTimestampMs: row.NextInt64(),
            Count: row.NextInt32(),
            Min: row.NextDoubleOrNull(),
            Max: row.NextDoubleOrNull(),
            TimeAscends: row.NextFlag()));

    /// <summary>All blocks of a series, in order.</summary>
    public static Task<List<MetricBlockRow>> ReadInfosAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken) =>
        ReadInfosAsync(session, series, long.MinValue, int.MaxValue, cancellationToken);

    /// <summary>Some blocks of a series, in order, starting at an ordinal.</summary>
    public static async Task<List<MetricBlockRow>> ReadInfosAsync(
        SqlSession session, SeriesKey series, long fromOrdinal, int count, CancellationToken cancellationToken) =>
        await session.ReadAsync(
            session.Syntax.TextOf(InfosFrom), [series.Run, series.Name, fromOrdinal, (long)count], Read, cancellationToken).ConfigureAwait(false);

    /// <summary>Some blocks with their data, in order.</summary>
    /// <param name="session">A snapshot, or a transaction that locks the run.</param>
    /// <param name="series">The series.</param>
    /// <param name="fromOrdinal">The smallest ordinal to read.</param>
    /// <param name="count">Maximum number of blocks to read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<List<StoredBlock>> ReadBlocksAsync(
        SqlSession session, SeriesKey series, long fromOrdinal, int count, CancellationToken cancellationToken) =>
        await session.ReadAsync(
            session.Syntax.TextOf(BlocksFrom), [series.Run, series.Name, fromOrdinal, (long)count], StoredBlock.Read, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>The data of one block; null if there is none with this ordinal.</summary>
    public static async ValueTask<byte[]?> ReadDataAsync(SqlSession session, SeriesKey series, long ordinal) =>
        await session.ScalarAsync(
            "SELECT data FROM metric_blocks WHERE run = @p0 AND name = @p1 AND ordinal = @p2",
            series.Run,
            series.Name,
            ordinal).ConfigureAwait(false) as byte[];

    /// <summary>Appends the points of one block to a list.</summary>
    public static async Task ReadPointsAsync(SqlSession session, SeriesKey series, long ordinal, List<MetricPoint> into)
    {
        var data = await ReadDataAsync(session, series, ordinal).ConfigureAwait(false)
            ?? throw new InvalidDataException($"Block {ordinal} of series {series} vanished inside a transaction.");
        MetricBlockCodec.Decode(data, into);
    }
}
