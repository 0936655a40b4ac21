using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Traces;

/// <summary>Finds the traces that match, by number.</summary>
/// <remarks>
/// In steps:
/// <list type="number">
/// <item>Comparisons of what has few values become equality with those that match (<see cref="TraceValues"/>).</item>
/// <item>Equalities that an index answers are looked up first, up to a limit. If one matches few traces, the page is sorted from these.</item>
/// <item>Otherwise the traces are scanned in order. An index yields the usual order, so the page is soon full.</item>
/// <item>Conditions that databases cannot decide alike go through <see cref="TraceSieve"/>, a batch at a time, until the page is full. In the
/// usual order, the traces of one experiment are read in windows that grow, so that nothing behind the page is read.</item>
/// </list>
/// </remarks>
internal sealed class TraceSearcher(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    /// <summary>The most traces taken from an index; if more match, a scan in order fills the page sooner.</summary>
    private const int MaxKnown = 1_000;

    /// <summary>The most traces that are read before they go through the sieve.</summary>
    private const int MaxWindow = 16_000;

    /// <summary>The numbers of a page of traces, in order.</summary>
    public async Task<List<long>> FindAsync(TraceQuery query, long offset)
    {
        var experiments = await ExperimentsAsync(database, session, query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        if (experiments.Count == 0)
            return [];
        var (orderBy, limit) = (query.OrderBy.Total, (int)query.MaxResults);
        var filter = await TraceFilterSql.CreateAsync(database, session, query.Filter.Conditions, orderBy).ConfigureAwait(false);
        if (await new TraceValues(database, session, filter, experiments).NarrowAsync(query.Filter.Conditions, cancellationToken).ConfigureAwait(false) is not { } conditions)
            return [];
        var known = await FindKnownAsync(filter, conditions, experiments).ConfigureAwait(false);
        if (known is { Count: 0 })
            return [];
        var sieve = new TraceSieve(database, session, filter, conditions, cancellationToken);
        if (!sieve.IsOpen && known is null && experiments.Count == 1 && IsUsual(orderBy))
            return await SiftAsync(sieve, WindowsAsync(filter, conditions, experiments), limit, offset).ConfigureAwait(false);
        var text = new SqlText(database.Syntax);
        var where = Where(text, filter, experiments, known, conditions);
        if (conditions.Count == 0 && await FindEndAsync(experiments, orderBy[0], limit + offset).ConfigureAwait(false) is { } end)
            where = $"{where} AND t.duration_ms {(orderBy[0].Ascending ? "<=" : ">=")} {text.Parameter(end)}";
        var order = string.Join(", ", orderBy.SelectMany(term => filter.Order(text, term)));
        var sql = $"SELECT t.id FROM traces t WHERE {where}";
        if (!sieve.IsOpen)
            return await SiftAsync(sieve, AllAsync($"{sql} ORDER BY {order}", text), limit, offset).ConfigureAwait(false);
        var page = session.Syntax.Page(order, text.Parameter(limit), text.Parameter(offset));
        return await ReadAsync($"{sql} {page}", text, Key).ConfigureAwait(false);
    }

    /// <summary>The last duration of a page by duration, without which all traces would be sorted; null if another order is asked for, or if the
    /// page reaches to traces whose duration is not known.</summary>
    private async Task<long?> FindEndAsync(List<long> experiments, OrderTerm term, long rows)
    {
        if (term.Field != TraceSearch.ExecutionTime || experiments.Count > 1)
            return null;
        var text = new SqlText(database.Syntax);
        var found = await ReadAsync(
            $"SELECT t.duration_ms FROM traces t WHERE t.experiment_id = {text.Parameter(experiments[0])} AND t.duration_ms IS NOT NULL "
            + session.Syntax.Page($"t.duration_ms {SqlText.Direction(term)}", "1", text.Parameter(rows - 1)),
            text,
            Key).ConfigureAwait(false);
        return found is [var end] ? end : null;
    }

    /// <summary>Counts how often two filters match the same traces.</summary>
    public async Task<FilterCorrelation> CorrelateAsync(CorrelationQuery query)
    {
        var experiments = await ExperimentsAsync(database, session, query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        if (experiments.Count == 0)
            return new FilterCorrelation(0, 0, 0, 0);
        var (within, first, second) = (query.BaseFilter.Conditions, query.Filter1.Conditions, query.Filter2.Conditions);
        var all = within.Concat(first).Concat(second).ToList();
        var filter = await TraceFilterSql.CreateAsync(database, session, all, []).ConfigureAwait(false);
        var text = new SqlText(database.Syntax);
        var one = Flag(text, filter, first);
        var two = Flag(text, filter, second);
        var from = $"FROM (SELECT t.id, {one} AS one, {two} AS two FROM traces t WHERE {Where(text, filter, experiments, null, within)}) f";
        if (all.TrueForAll(TraceFilterSql.IsExact))
        {
            return (await ReadAsync(
                $"SELECT COUNT(*), COALESCE(SUM(f.one), 0), COALESCE(SUM(f.two), 0), COALESCE(SUM(f.one * f.two), 0) {from}",
                text,
                row =>
                {
                    var total = row.NextSum();
                    return new FilterCorrelation(row.NextSum(), row.NextSum(), row.NextSum(), total);
                }).ConfigureAwait(false))[0];
        }

        var candidates = await ReadAsync(
            $"SELECT f.id, f.one, f.two {from}", text, row => (Key: row.NextInt64(), One: row.NextFlag(), Two: row.NextFlag()))
            .ConfigureAwait(false);
        return await CountAsync(filter, candidates, within, first, second).ConfigureAwait(false);
    }

    private async Task<FilterCorrelation> CountAsync(
        TraceFilterSql filter,
        List<(long Key, bool One, bool Two)> candidates,
        IReadOnlyList<Condition> within,
        IReadOnlyList<Condition> first,
        IReadOnlyList<Condition> second)
    {
        var sieve = new TraceSieve(database, session, filter, within, cancellationToken);
        var sieveOne = new TraceSieve(database, session, filter, first, cancellationToken);
        var sieveTwo = new TraceSieve(database, session, filter, second, cancellationToken);
        long total = 0, ones = 0, twos = 0, joint = 0;
        foreach (var batch in candidates.Chunk(TraceSieve.Batch))
        {
            var looked = (await sieve.SiftAsync(batch.Select(candidate => candidate.Key)).ConfigureAwait(false)).ToHashSet();
            var one = await sieveOne.SiftAsync(Keys(candidate => candidate.One)).ConfigureAwait(false);
            var two = (await sieveTwo.SiftAsync(Keys(candidate => candidate.Two)).ConfigureAwait(false)).ToHashSet();
            total += looked.Count;
            ones += one.Count;
            twos += two.Count;
            joint += one.Count(two.Contains);

            IEnumerable<long> Keys(Func<(long Key, bool One, bool Two), bool> predicate) =>
                batch.Where(candidate => looked.Contains(candidate.Key) && predicate(candidate)).Select(candidate => candidate.Key);
        }

        return new FilterCorrelation(ones, twos, joint, total);
    }

    private static async Task<List<long>> SiftAsync(TraceSieve sieve, IAsyncEnumerable<IReadOnlyList<long>> candidates, int limit, long offset)
    {
        var page = new List<long>(limit);
        await foreach (var some in candidates.ConfigureAwait(false))
        {
            foreach (var batch in some.Chunk(TraceSieve.Batch))
            {
                foreach (var trace in await sieve.SiftAsync(batch).ConfigureAwait(false))
                {
                    if (offset-- > 0)
                        continue;
                    page.Add(trace);
                    if (page.Count == limit)
                        return page;
                }
            }
        }

        return page;
    }

    private async IAsyncEnumerable<IReadOnlyList<long>> AllAsync(string sql, SqlText text)
    {
        yield return await ReadAsync(sql, text, Key).ConfigureAwait(false);
    }

    /// <summary>Whether an index yields an order: newest first, then by id.</summary>
    private static bool IsUsual(IReadOnlyList<OrderTerm> orderBy) =>
        orderBy is [{ Ascending: false } time, { Ascending: true } id, ..] && time.Field == TraceSearch.Timestamp && id.Field == TraceSearch.RequestId;

    /// <summary>Traces of one experiment in the usual order, as long as they are asked for.</summary>
    private async IAsyncEnumerable<IReadOnlyList<long>> WindowsAsync(TraceFilterSql filter, IReadOnlyList<Condition> conditions, List<long> experiment)
    {
        (long Key, long Time, string Id)? last = null;
        for (var size = TraceSieve.Batch; ; size = Math.Min(2 * size, MaxWindow))
        {
            var text = new SqlText(database.Syntax);
            var where = Where(text, filter, experiment, null, conditions);
            if (last is (_, var time, var id))
            {
                var at = text.Parameter(time);
                where = $"{where} AND t.timestamp_ms <= {at} AND (t.timestamp_ms < {at} OR t.trace_id > {text.Parameter(id)})";
            }

            var window = await ReadAsync(
                $"SELECT t.id, t.timestamp_ms, t.trace_id FROM traces t WHERE {where} {session.Syntax.First(size, "t.timestamp_ms DESC, t.trace_id")}",
                text,
                row => (Key: row.NextInt64(), Time: row.NextInt64(), Id: row.NextText())).ConfigureAwait(false);
            yield return window.ConvertAll(trace => trace.Key);
            if (window.Count < size)
                yield break;
            last = window[^1];
        }
    }

    /// <summary>The numbers of the experiments that exist, including deleted ones.</summary>
    public static async Task<List<long>> ExperimentsAsync(
        SqlDatabase database, SqlSession session, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken)
    {
        var keys = ExperimentKey.ParseValid(experimentIds);
        return keys.Count == 0
            ? []
            : await session.ReadAsync(
                $"SELECT e.id FROM experiments e WHERE {database.Syntax.InList("e.id", "@p0")} AND e.stage <> {StageSql.Purged}",
                [database.Syntax.ListOf(keys)],
                Key,
                cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The traces that can match, if an index shows that they are few; null otherwise.</summary>
    private async Task<List<long>?> FindKnownAsync(TraceFilterSql filter, IReadOnlyList<Condition> conditions, List<long> experiments)
    {
        List<long>? fewest = null;
        foreach (var condition in conditions)
        {
            var text = new SqlText(database.Syntax);
            if (filter.Find(text, condition, experiments) is not { } sql)
                continue;
            var found = await ReadAsync($"SELECT f.id FROM ({sql}) f {session.Syntax.First(MaxKnown + 1)}", text, Key).ConfigureAwait(false);
            if (found.Count <= MaxKnown && (fewest is null || found.Count < fewest.Count))
                fewest = found;
            if (fewest is { Count: 0 })
                break;
        }

        return fewest;
    }

    private string Where(
        SqlText text, TraceFilterSql filter, List<long> experiments, List<long>? known, IReadOnlyList<Condition> conditions)
    {
        var syntax = database.Syntax;
        var where = new List<string>
        {
            filter.In(text, known is null ? "t.experiment_id" : syntax.Unindexed("t.experiment_id"), experiments),
        };
        if (known is not null)
            where.Add(syntax.InList("t.id", text.Parameter(syntax.ListOf(known))));
        where.AddRange(conditions.Select(condition => filter.Compile(text, condition)));
        return SqlText.And(where);
    }

    private static string Flag(SqlText text, TraceFilterSql filter, IReadOnlyList<Condition> conditions) =>
        $"CASE WHEN {SqlText.And([.. conditions.Select(condition => filter.Compile(text, condition))])} THEN 1 ELSE 0 END";

    private static long Key(SqlRow row) => row.NextInt64();

    private ValueTask<List<T>> ReadAsync<T>(string sql, SqlText text, Func<SqlRow, T> read) =>
        session.ReadAsync(sql, text.Arguments, read, cancellationToken);
}
