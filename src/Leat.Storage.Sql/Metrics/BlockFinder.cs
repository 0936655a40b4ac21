using Leat.Storage.Sql.Connections;
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
        var reader = await session.QueryAsync(Bounds, cancellationToken, series.Run, series.Name).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && !await reader.IsDBNullAsync(0, cancellationToken).ConfigureAwait(false)
                ? (reader.GetInt64(0), reader.GetInt64(1))
                : null;
        }
    }

    private static async ValueTask<(long Ordinal, BlockOrder First)?> ReadFirstFromAsync(
        SqlSession session, SeriesKey series, long ordinal, CancellationToken cancellationToken)
    {
        var reader = await session.QueryAsync(session.Syntax.TextOf(FirstFrom), cancellationToken, series.Run, series.Name, ordinal).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                ? (reader.GetInt64(0), new BlockOrder(reader.GetInt64(1), reader.GetInt64(2)))
                : null;
        }
    }
}
