using System.Globalization;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.MySql;

/// <content>Compacting.</content>
internal sealed partial class MySqlDialect
{
    private const string OurTables = "FROM information_schema.tables WHERE table_schema = DATABASE()";

    public override async ValueTask<long> MeasureAsync(SqlSession reader) => Convert.ToInt64(
        await reader.ScalarAsync($"SELECT COALESCE(SUM(data_length + index_length), 0) {OurTables}").ConfigureAwait(false),
        CultureInfo.InvariantCulture);

    /// <summary>InnoDB frees the space of removed rows by itself. Not OPTIMIZE TABLE, which makes each table anew and shuts everybody out
    /// as it begins and ends.</summary>
    public override async Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken)
    {
        var session = new SqlSession(await OpenWriterAsync(cancellationToken).ConfigureAwait(false), Syntax);
        await using (session.ConfigureAwait(false))
        {
            var tables = await session.ScalarAsync($"SELECT GROUP_CONCAT(table_name) {OurTables}").ConfigureAwait(false);
            await session.ExecuteAsync($"ANALYZE TABLE {tables}").ConfigureAwait(false);
        }

        return "The space of removed rows is free for new ones, and the planner's statistics are fresh (ANALYZE TABLE).";
    }
}
