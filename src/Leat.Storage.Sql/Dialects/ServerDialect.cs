using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Dialects;

/// <summary>What databases on servers have in common: each exchange with them is a round trip, so that statements are sent together
/// where they can be, and other servers may write at the same time.</summary>
internal abstract class ServerDialect : SqlDialect
{
    /// <summary>Writers of a store that is not told how many. The more there are, the fewer writes share a transaction: on two processors
    /// four take 1.7 times the processor time a write that one takes (docs/adr/0011).</summary>
    protected static int DefaultWriters { get; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    public override bool SharesTables => true;

    public override ValueTask WriteRowsAsync(SqlSession session, RowWrite rows, IReadOnlyList<object?[]> values) =>
        session.RunAllAsync([.. StatementsOf(new RowBatch(rows, values))]);

    public override ValueTask CommitAsync(SqlSession session, IReadOnlyList<RowBatch> batches) =>
        session.RunAllAsync([.. batches.SelectMany(StatementsOf), new SqlStatement(Commit, [])]);

    /// <summary>The statements that write several rows, as few as there may be.</summary>
    protected abstract IEnumerable<SqlStatement> StatementsOf(RowBatch batch);
}
