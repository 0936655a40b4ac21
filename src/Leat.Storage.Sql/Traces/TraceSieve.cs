using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Traces;

/// <summary>Decides conditions that databases cannot decide, or not alike: regular expressions and attributes of spans. Reads the texts
/// concerned for many traces at once and tests them here.</summary>
internal sealed class TraceSieve
{
    private readonly SqlDatabase _database;
    private readonly SqlSession _session;
    private readonly TraceFilterSql _filter;
    private readonly (Condition Condition, Predicate<string> Test)[] _conditions;
    private readonly CancellationToken _cancellationToken;

    public TraceSieve(
        SqlDatabase database, SqlSession session, TraceFilterSql filter, IEnumerable<Condition> conditions, CancellationToken cancellationToken)
    {
        _database = database;
        _session = session;
        _filter = filter;
        _conditions = [.. conditions.Where(condition => !TraceFilterSql.IsExact(condition)).Select(condition => (condition, TestOf(condition)))];
        _cancellationToken = cancellationToken;
    }

    /// <summary>How many traces are tested at a time.</summary>
    public static int Batch => 500;

    /// <summary>Whether every trace passes.</summary>
    public bool IsOpen => _conditions.Length == 0;

    /// <summary>The given traces that satisfy every condition, in their order.</summary>
    public async Task<List<long>> SiftAsync(IEnumerable<long> traces)
    {
        var left = traces.ToList();
        foreach (var (condition, test) in _conditions)
        {
            if (left.Count == 0)
                break;
            var kept = await FindAsync(left, condition, test).ConfigureAwait(false);
            left.RemoveAll(trace => !kept.Contains(trace));
        }

        return left;
    }

    private static Predicate<string> TestOf(Condition condition)
    {
        var test = TraceSearch.TestOf(condition);
        return condition.Field is SpanField { Part: SpanPart.Attribute } attribute
            ? content => SpanContent.FindAttribute(content, attribute.Key) is { } value && test(value)
            : test;
    }

    private async Task<HashSet<long>> FindAsync(List<long> traces, Condition condition, Predicate<string> test)
    {
        var found = new HashSet<long>();
        var text = new SqlText(_database.Syntax);
        if (_filter.TextsOf(text, condition, text.Parameter(_database.Syntax.ListOf(traces))) is not { } sql)
            return found;
        await _session.ReadEachAsync(
            sql,
            text.Arguments,
            row =>
            {
                var trace = row.NextInt64();
                if (!found.Contains(trace) && row.NextTextOrNull() is { } value && test(value))
                    found.Add(trace);
            },
            _cancellationToken).ConfigureAwait(false);
        return found;
    }
}
