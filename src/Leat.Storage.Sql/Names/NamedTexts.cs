using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Names;

/// <summary>A table of named texts of objects, such as their tags.</summary>
/// <param name="Table">The table, with the columns <c>name</c> and <c>value</c>.</param>
/// <param name="Owner">The column that holds the object's number.</param>
/// <param name="Order">The order of one object's texts: by the names, or by their numbers.</param>
internal sealed record NamedTexts(string Table, string Owner, string Order = "n.name")
{
    /// <summary>The SQL expression for the name of a text.</summary>
    public string Name { get; init; } = "n.name";

    /// <summary>The texts of many objects, with one query for all.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="owners">The numbers of the objects: a list parameter.</param>
    /// <param name="make">Makes an entry from a name and its text.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<ILookup<long, T>> ReadAsync<T>(
        SqlSession session, object owners, Func<string, string, T> make, CancellationToken cancellationToken)
    {
        var rows = await session.ReadAsync(
            $"""
            SELECT x.{Owner}, {Name}, x.value FROM {Table} x JOIN names n ON n.id = x.name
            WHERE {session.Syntax.InList($"x.{Owner}", "@p0")} ORDER BY x.{Owner}, {Order}
            """,
            [owners],
            row => (Owner: row.NextInt64(), Item: make(row.NextText(), row.NextText())),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Owner, row => row.Item);
    }
}
