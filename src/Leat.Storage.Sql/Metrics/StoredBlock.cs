using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A block with its bytes.</summary>
/// <param name="Row">Its position and bounds.</param>
/// <param name="Data">See <see cref="MetricBlockCodec"/>.</param>
internal readonly record struct StoredBlock(MetricBlockRow Row, byte[] Data)
{
    private static readonly SqlTemplate Last = new(syntax =>
        $"SELECT {MetricBlockRow.Columns}, data FROM metric_blocks WHERE run = @p0 AND name = @p1 {syntax.First(1, "ordinal DESC")}");

    /// <summary>Reads a row of <see cref="MetricBlockRow.Columns"/> followed by the data.</summary>
    public static StoredBlock Read(SqlRow row) => new(MetricBlockRow.Read(row), row.NextBytes());

    /// <summary>The last block of each of some series of a run, by the number of the series' name; null for a series without blocks.</summary>
    public static async Task<Dictionary<long, StoredBlock?>> ReadLastAsync(SqlSession session, long run, IEnumerable<long> names)
    {
        var last = session.Syntax.TextOf(Last);
        var blocks = new Dictionary<long, StoredBlock?>();
        await session.RunAllAsync([.. names.Select(name => new SqlStatement(last, [run, name], row => blocks.Add(name, Read(row))))]).ConfigureAwait(false);
        return blocks;
    }
}
