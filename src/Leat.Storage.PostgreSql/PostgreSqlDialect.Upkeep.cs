using System.Globalization;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.PostgreSql;

/// <content>Compacting.</content>
internal sealed partial class PostgreSqlDialect
{
    /// <summary>Our tables, with their indexes and long values; the database may hold more.</summary>
    public override async ValueTask<long> MeasureAsync(SqlSession reader) => Convert.ToInt64(
        await reader.ScalarAsync($"SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0)::bigint {OurTables}").ConfigureAwait(false),
        CultureInfo.InvariantCulture);

    /// <summary>Not VACUUM FULL, which would shut everybody out of a table while it is rewritten.</summary>
    public override async Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken)
    {
        var session = new SqlSession(await OpenWriterAsync(cancellationToken).ConfigureAwait(false), Syntax);
        await using (session.ConfigureAwait(false))
        {
            var tables = await session.ScalarAsync($"SELECT string_agg(c.oid::regclass::text, ', ') {OurTables}").ConfigureAwait(false);
            await session.ExecuteAsync($"VACUUM (ANALYZE) {tables}").ConfigureAwait(false);
        }

        return "The space of removed rows is free for new ones, and the planner's statistics are fresh (VACUUM ANALYZE).";
    }

    private const string OurTables = "FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'";
}
