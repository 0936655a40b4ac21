using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Traces;

/// <summary>Turns comparisons of what has few values, as most tags have, into equality with those that match: an index answers that, whatever
/// the comparison, and databases decide it alike.</summary>
/// <remarks>The values of one name in one experiment are found by hops through the index that begins with all three.</remarks>
internal sealed class TraceValues(SqlDatabase database, SqlSession session, TraceFilterSql filter, IReadOnlyList<long> experiments)
{
    /// <summary>How many values are looked at; of more, none.</summary>
    private const int MaxValues = 200;

    /// <summary>The conditions, some of them as lists of values; null if nothing satisfies one of them.</summary>
    public async ValueTask<IReadOnlyList<Condition>?> NarrowAsync(IReadOnlyList<Condition> conditions, CancellationToken cancellationToken)
    {
        var narrowed = new List<Condition>(conditions.Count);
        foreach (var condition in conditions)
        {
            if (!IsWide(condition) || await ReadAsync(condition.Field, cancellationToken).ConfigureAwait(false) is not { } values)
            {
                narrowed.Add(condition);
                continue;
            }

            var test = TraceSearch.TestOf(condition);
            List<string> matching = [.. values.Where(value => test(value))];
            if (matching.Count == 0)
                return null;
            narrowed.Add(new ListCondition(condition.Field, Comparator.In, matching));
        }

        return narrowed;
    }

    /// <summary>Whether no index answers a condition as it stands.</summary>
    private static bool IsWide(Condition condition) =>
        condition is TextCondition { Field: NamedField { Entity: not SearchEntity.Issue }, Comparator: not Comparator.Equal };

    /// <summary>The values of a name; null if they are many, or too long for an index.</summary>
    private async ValueTask<HashSet<string>?> ReadAsync(SearchField field, CancellationToken cancellationToken)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        if (filter.NameOf(field) is not { } name)
            return values;
        var table = TraceFilterSql.Table(field.Entity);
        var head = database.Syntax.HeadOf("x.value") ?? "x.value";
        foreach (var experiment in experiments)
        {
            var found = await session.ReadAsync(
                database.Syntax.DistinctValues(table, head, "@p0", "@p1", "@p2"),
                [experiment, name, (long)MaxValues],
                row => row.NextText(),
                cancellationToken).ConfigureAwait(false);
            values.UnionWith(found);
            if (found.Count >= MaxValues || values.Count >= MaxValues || found.Exists(value => !IndexedText.IsWhole(value)))
                return null;
        }

        return values;
    }
}
