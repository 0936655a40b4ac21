using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Specification;

namespace Leat.Storage.MySql.Tests;

/// <summary>These databases do not tell which tables are scanned, but a scan counts each of its rows.</summary>
public sealed class MySqlSearchReadsTests(RecordingFixture fixture)
    : SearchReadsSpecification<RecordingFixture>(fixture), IClassFixture<RecordingFixture>
{
    internal override async Task<(long Rows, IReadOnlyList<string> Scanned)> CountReadsAsync(SqlSession session)
    {
        var counts = await session.ReadAsync(
            "SHOW SESSION STATUS LIKE 'Handler_read%'", [], row => (row.NextText(), Value: row.NextSum()), TestContext.Current.CancellationToken);
        return (counts.Sum(count => count.Value), []);
    }
}

/// <summary>Makes stores that tell what they read with, and for which some hundred equal values count as many.</summary>
public sealed class RecordingFixture : MySqlFixture, IRecordingFixture
{
    public RecordedReads Reads { get; } = new();

    private protected override MySqlStoreOptions Options(string connectionString) =>
        base.Options(connectionString) with { ManyTied = 256, OnRead = Reads.Add };
}
