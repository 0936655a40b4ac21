using System.Globalization;
using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Tables;

/// <summary>Lists the most frequent values of a field, among a bounded number of runs.</summary>
/// <param name="database">The database.</param>
/// <param name="session">A session in a read transaction, which sees one state of the database.</param>
/// <param name="query">Which values.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class RunValueReader(SqlDatabase database, SqlSession session, RunValueQuery query, CancellationToken cancellationToken)
{
    /// <summary>Comes after every character that a text may continue with.</summary>
    private const string Last = "\U0010FFFF";

    public async Task<RunValueList> ReadAsync()
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var hasMore = false;
        foreach (var experiment in ExperimentKey.ParseValid(query.ExperimentIds))
            hasMore |= await AddAsync(experiment, counts).ConfigureAwait(false);
        return new RunValueList(
            [
                .. counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(query.MaxResults)
                    .Select(entry => new RunValue(entry.Key, entry.Value)),
            ],
            hasMore || counts.Count > query.MaxResults);
    }

    /// <summary>Adds the values of one experiment, and returns whether there may be others.</summary>
    private async Task<bool> AddAsync(long experiment, Dictionary<string, long> counts)
    {
        var text = new SqlText(database.Syntax);
        if (await SourceAsync(text, experiment).ConfigureAwait(false) is not var (from, value))
            return false;
        from += BeginsWith(text, value);

        // Grouping all of them follows the index. Of a part of them the database makes a table first, which takes four times as long.
        var probe = $"SELECT COUNT(*) FROM (SELECT 1 AS one FROM {from} {database.Syntax.First(RunValueQuery.MaxRuns + 1)}) c";
        var isWhole = Convert.ToInt64(await session.ScalarAsync(probe, text.Arguments).ConfigureAwait(false), CultureInfo.InvariantCulture) <= RunValueQuery.MaxRuns;
        var (key, rows) = isWhole ? (value, from) : ("c.v", $"(SELECT {value} AS v FROM {from} {database.Syntax.First(RunValueQuery.MaxRuns)}) c");
        var found = await session.ReadEachAsync(
            $"SELECT {key} AS g, COUNT(*) FROM {rows} GROUP BY g {database.Syntax.First(text.Parameter(query.MaxResults + 1), "COUNT(*) DESC, g")}",
            text.Arguments,
            row =>
            {
                var one = row.NextText();
                counts[one] = counts.GetValueOrDefault(one) + row.NextSum();
            },
            cancellationToken).ConfigureAwait(false);
        return !isWhole || found > query.MaxResults;
    }

    /// <summary>Where the values are; null if nothing has the name.</summary>
    private async Task<(string From, string Value)?> SourceAsync(SqlText text, long experiment)
    {
        if (query.Field.Key is not { } key)
        {
            var attribute = query.Field.Kind switch
            {
                RunColumnKind.Status => RunSearch.Status,
                RunColumnKind.RunName => RunSearch.RunName,
                _ => RunSearch.UserId,
            };
            return ($"runs r WHERE r.experiment_id = {text.Parameter(experiment)}", RunSearchColumns.Instance[attribute].Expression);
        }

        if (await database.Names.FindAsync(session, LongName.StandIn(key)).ConfigureAwait(false) is not { } name)
            return null;
        var table = query.Field.Kind == RunColumnKind.Param ? "params" : "tags";
        return ($"{table} x WHERE {RunFilterSql.OfName(text, "x", experiment, name)}", IndexedText.Whole(database.Syntax, table, "x"));
    }

    private string BeginsWith(SqlText text, string value)
    {
        if (query.Prefix.Length == 0)
            return "";
        var whole = Between(value, query.Prefix);
        return database.Syntax.HeadOf(query.Field.Key is null ? value : "x.value") is { } head ? Between(head, IndexedText.Cut(query.Prefix)) + whole : whole;

        string Between(string column, string prefix) => $" AND {column} >= {text.Parameter(prefix)} AND {column} < {text.Parameter(prefix + Last)}";
    }
}
