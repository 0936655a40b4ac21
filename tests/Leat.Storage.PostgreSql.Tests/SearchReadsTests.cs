using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Specification;

namespace Leat.Storage.PostgreSql.Tests;

public sealed class PostgreSqlSearchReadsTests(RecordingFixture fixture)
    : SearchReadsSpecification<RecordingFixture>(fixture), IClassFixture<RecordingFixture>
{
    internal override async Task<(long Rows, IReadOnlyList<string> Scanned)> CountReadsAsync(SqlSession session)
    {
        var counts = await session.ReadAsync(
            """
            SELECT c.relname, c.relkind = 'r' AND pg_stat_get_xact_numscans(c.oid) > 0, pg_stat_get_xact_tuples_returned(c.oid)
            FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'i')
            """,
            [],
            row => (Name: row.NextText(), IsScanned: (bool)row.NextValue(), Rows: row.NextInt64()),
            TestContext.Current.CancellationToken);
        return (counts.Sum(count => count.Rows), [.. counts.Where(count => count.IsScanned).Select(count => count.Name)]);
    }
}

/// <summary>Makes stores that tell what they read with, and for which some hundred equal values count as many.</summary>
public sealed class RecordingFixture : PostgreSqlFixture, IRecordingFixture
{
    public RecordedReads Reads { get; } = new();

    private protected override PostgreSqlStoreOptions Options(string connectionString) =>
        base.Options(connectionString) with { ManyTied = 256, OnRead = Reads.Add };
}
