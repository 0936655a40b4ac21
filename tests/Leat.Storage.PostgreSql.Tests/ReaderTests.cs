using Leat.Storage.Sql;
using Leat.Storage.Sql.Specification;

namespace Leat.Storage.PostgreSql.Tests;

public sealed class PostgreSqlReaderTests(PostgreSqlFixture fixture) : ReaderSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>
{
    internal override async Task WhenEndedInDatabaseAsync(SqlTrackingStore store)
    {
        var token = TestContext.Current.CancellationToken;
        while (await store.Database.Readers.ReadAsync(CountAsync, token) > 0)
            await Task.Delay(100, token);

        static async Task<long> CountAsync(Leat.Storage.Sql.Connections.SqlSession session) => (long)(await session.ScalarAsync(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()"))!;
    }
}
