using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;

namespace Leat.Storage.Sql.Search;

/// <summary>Turns a search into one statement over a table: attributes are its columns, named texts are in side tables.</summary>
/// <param name="database">The database.</param>
/// <param name="session">Reads.</param>
/// <param name="table">Where to look.</param>
/// <param name="names">The numbers of the names that the search mentions.</param>
/// <typeparam name="T">What is searched.</typeparam>
internal class SearchStatement<T>(SqlDatabase database, SqlSession session, SearchTable<T> table, SearchNames names)
{
    private readonly List<string> _where = [];

    /// <summary>The statement being built.</summary>
    protected SqlText Text { get; } = new(database.Syntax);

    /// <summary>The numbers of the names that the search mentions.</summary>
    protected SearchNames Names => names;

    /// <summary>Looks up the names that a search mentions.</summary>
    public static ValueTask<SearchNames> FindNamesAsync(
        SqlDatabase database, SqlSession session, SearchFilter<T> filter, IReadOnlyList<OrderTerm> order) =>
        SearchNames.FindAsync(
            database, session, filter.Conditions.Select(condition => condition.Field).Concat(order.Select(term => term.Field)));

    /// <summary>Keeps the rows for which this is true; all if null.</summary>
    public void Where(Func<SqlText, string?> condition)
    {
        if (condition(Text) is { } sql)
            _where.Add(sql);
    }

    /// <summary>Keeps the rows that satisfy a filter.</summary>
    public void Where(SearchFilter<T> filter) => _where.AddRange(filter.Root.Members.Select(member => FilterSql.Compile(member, Compile)));

    /// <summary>The SQL of a condition.</summary>
    public string Compile(Condition condition)
    {
        if (condition.Field is AttributeField)
            return Text.Compare(table.Columns[condition.Field], condition);
        if (condition is PresenceCondition { IsPresent: false } absence)
            return $"NOT ({Compile(absence with { Comparator = Comparator.IsNotNull })})";
        var (from, owner) = (table.Named[condition.Entity], table.Named[condition.Entity].Owner);
        if (NameIs(from, condition.Field) is not { } name)
            return FilterSql.Never;
        return $"EXISTS (SELECT 1 FROM {from.Table} x WHERE x.{owner} = {table.Key} AND {name} "
            + $"AND {Text.Compare("x.value", condition)}{Restrict(condition)})";
    }

    /// <summary>The rows of one page, and one more that shows whether another page follows.</summary>
    public async Task<Page<T>> ReadPageAsync<TRow>(
        IReadOnlyList<OrderTerm> order,
        (int Size, long Offset) page,
        Func<SqlRow, TRow> read,
        Func<List<TRow>, Task<List<T>>> hydrate,
        Func<long, string> tokenAt,
        CancellationToken cancellationToken)
    {
        var keys = string.Join(", ", order.SelectMany(Order).Concat(table.Last is { } last ? [last] : []));
        var sql =
            $"""
            SELECT {table.Select} FROM {table.From}
            WHERE {SqlText.And(_where)}
            {Text.Syntax.Page(keys, Text.Parameter(page.Size + 1), Text.Parameter(page.Offset))}
            """;
        var found = await session.ReadAsync(sql, Text.Arguments, read, cancellationToken).ConfigureAwait(false);
        var hasMore = found.Count > page.Size;
        var items = await hydrate(hasMore ? found.GetRange(0, page.Size) : found).ConfigureAwait(false);
        return new Page<T>(items, hasMore ? tokenAt(page.Offset + page.Size) : null);
    }

    /// <summary>The expressions that a term sorts by, with their directions; none for a name that nothing carries.</summary>
    protected virtual IEnumerable<string> Order(OrderTerm term) =>
        [$"{Text.Column(table.Columns[term.Field])} {SqlText.Direction(term)}"];

    /// <summary>A further condition on the rows of a side table, to follow AND.</summary>
    protected virtual string Restrict(Condition condition) => "";

    private string? NameIs(NamedTable from, SearchField field)
    {
        if (from.NameText is { } column)
            return $"x.{column} = {Text.Parameter(field.Key)}";
        return names[field] is { } number ? $"x.name = {Text.Parameter(number)}" : null;
    }
}
