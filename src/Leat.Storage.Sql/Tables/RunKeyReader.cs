using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Tables;

/// <summary>Lists the names of metrics, params and tags: by hops through an index from one name to the next, so that it costs as many steps as
/// there are names, however many runs have them.</summary>
/// <param name="database">The database.</param>
/// <param name="session">A session in a read transaction, which sees one state of the database.</param>
/// <param name="query">Which names.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class RunKeyReader(SqlDatabase database, SqlSession session, RunKeyQuery query, CancellationToken cancellationToken)
{
    /// <summary>How many index entries one answer may count. Keys after that have no count.</summary>
    private const long MaxCounted = 2_000_000;

    /// <summary>How many runs of a metric are asked for their step.</summary>
    private const int StepSample = 50;

    private readonly IReadOnlyList<long> _experiments = ExperimentKey.ParseValid(query.ExperimentIds);
    private long _left = MaxCounted;

    public async Task<RunKeyPage> ReadAsync()
    {
        var offset = PageToken.ToOffset(query.PageToken);
        var all = new List<(RunKey Key, long Name)>();
        foreach (var kind in query.Kinds.Distinct())
        {
            var names = await NamesAsync(kind).ConfigureAwait(false);
            all.AddRange(names
                .Where(name => query.Contains is not { } part || name.Key.Contains(part, StringComparison.OrdinalIgnoreCase))
                .OrderBy(name => name.Key, StringComparer.Ordinal)
                .Select(name => (new RunKey(kind, name.Key), name.Value)));
        }

        var page = all.Skip((int)Math.Min(offset, all.Count)).Take((int)query.MaxResults).ToList();
        var keys = new List<RunKey>(page.Count);
        foreach (var (key, name) in page)
            keys.Add(query.Counts ? await MeasureAsync(key, name).ConfigureAwait(false) : key);
        var end = offset + page.Count;
        return new RunKeyPage(keys, all.Count, end < all.Count ? PageToken.FromOffset(end) : null);
    }

    private static string TableOf(RunColumnKind kind) => kind switch
    {
        RunColumnKind.Metric => "metric_latest",
        RunColumnKind.Param => "params",
        _ => "tags",
    };

    private async Task<Dictionary<string, long>> NamesAsync(RunColumnKind kind)
    {
        var names = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var experiment in _experiments)
        {
            await session.ReadEachAsync(
                $"SELECT n.name, n.id FROM ({database.Syntax.DistinctNames(TableOf(kind), "@p0")}) d JOIN names n ON n.id = d.name",
                [experiment],
                row => names[row.NextText()] = row.NextInt64(),
                cancellationToken).ConfigureAwait(false);
        }

        return names;
    }

    private async Task<RunKey> MeasureAsync(RunKey key, long name)
    {
        foreach (var experiment in _experiments)
        {
            if (_left == 0)
                return key with { Runs = null };
            var (runs, least, greatest, steps) = await MeasureAsync(key.Kind, experiment, name).ConfigureAwait(false);
            key = key with
            {
                Runs = (key.Runs ?? 0) + runs,
                Least = least is null || key.Least < least ? key.Least : least,
                Greatest = greatest is null || key.Greatest > greatest ? key.Greatest : greatest,
                HasSteps = steps is null ? key.HasSteps : steps.Value || key.HasSteps == true,
            };
            if (runs > _left)
                (_left, key) = (0, key with { Runs = null });
            else
                _left -= runs;
        }

        return key;
    }

    private async Task<(long Runs, double? Least, double? Greatest, bool? Steps)> MeasureAsync(RunColumnKind kind, long experiment, long name)
    {
        var text = new SqlText(database.Syntax);
        var rows = $"FROM {TableOf(kind)} x WHERE {RunFilterSql.OfName(text, "x", experiment, name)}";
        var count = $"(SELECT COUNT(*) FROM (SELECT 1 AS one {rows} {database.Syntax.First(text.Parameter(_left + 1))}) c)";
        var measures = kind == RunColumnKind.Metric
            ? $"""
              , (SELECT x.value {rows} AND x.is_nan = 0 {database.Syntax.First(1, "x.value ASC")}),
                (SELECT x.value {rows} AND x.is_nan = 0 {database.Syntax.First(1, "x.value DESC")}),
                (SELECT MAX(CASE WHEN s.step <> 0 THEN 1 ELSE 0 END) FROM (SELECT x.step AS step {rows} {database.Syntax.First(StepSample)}) s)
              """
            : "";
        var read = await session.ReadAsync(
            $"SELECT {count}{measures}",
            text.Arguments,
            row => kind == RunColumnKind.Metric
                ? (Runs: row.NextSum(), Least: row.NextDoubleOrNull(), Greatest: row.NextDoubleOrNull(), Steps: row.NextInt64OrNull())
                : (row.NextSum(), null, null, null),
            cancellationToken).ConfigureAwait(false);
        var (runs, least, greatest, steps) = read[0];
        return (runs, least, greatest, steps is null ? null : steps != 0);
    }
}
