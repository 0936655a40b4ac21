using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Finds where a point belongs in a series without reading the columns of all its blocks. Ordinals follow the order of points, so
/// a binary search over the primary key works (about 30 seeks, however long the series).</summary>
internal static class BlockFinder
{
    private const string Bounds = "SELECT MIN(ordinal), MAX(ordinal) FROM metric_blocks WHERE run = @p0 AND name = @p1";

    private static readonly SqlTemplate FirstFrom = new(syntax =>
        $"""
        SELECT ordinal, first_step, first_ms FROM metric_blocks
        WHERE run = @p0 AND name = @p1 AND ordinal >= @p2 {syntax.First(1, "ordinal")}
        """);

    /// <summary>The ordinal of the last block that starts before <paramref name="place"/>; null if there is none.</summary>
    public static async ValueTask<long?> LastBeforeAsync(SqlSession session, SeriesKey series, BlockOrder place, CancellationToken cancellationToken)
    {
        if (await ReadBoundsAsync(session, series, cancellationToken).ConfigureAwait(false) is not var (low, high))
            return null;
        long? found = null;

        // Try the last block first: points usually belong there.
        for (var middle = high; low <= high; middle = low + ((high - low) / 2))
        {
            var (ordinal, first) = await ReadFirstFromAsync(session, series, middle, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException($"Block {high} of series {series} vanished inside a transaction.");
            if (first.CompareTo(place) < 0)
            {
                found = ordinal;
                low = ordinal + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return found;
    }

    private static async ValueTask<(long Low, long High)?> ReadBoundsAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            Bounds, [series.Run, series.Name], row => (Low: row.NextInt64OrNull(), High: row.NextInt64OrNull()), cancellationToken).ConfigureAwait(false);
        return found is [({ } low, { } high)] ? (low, high) : null;
    }

    private static async ValueTask<(long Ordinal, BlockOrder First)?> ReadFirstFromAsync(
        SqlSession session, SeriesKey series, long ordinal, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            session.Syntax.TextOf(FirstFrom),
            [series.Run, series.Name, ordinal],
            row => (row.NextInt64(), new BlockOrder(row.NextInt64(), row.NextInt64())),
            cancellationToken).ConfigureAwait(false);
        return found is [var first] ? first : null;
    }
}
