using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>One column of a keyset: an expression that rows are sorted by, and its value at the cursor.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Ascending">The direction.</param>
internal sealed record KeysetColumn(string Expression, bool Ascending)
{
    /// <summary>Its value at the cursor, after which the wanted rows come; null if there is no cursor, or if all rows that equal the cursor in
    /// the earlier columns also equal it in this one.</summary>
    public object? Cursor { get; init; }

    /// <summary>Columns as an ORDER BY lists them.</summary>
    public static string List(IEnumerable<KeysetColumn> columns) =>
        string.Join(", ", columns.Select(column => $"{column.Expression} {(column.Ascending ? "ASC" : "DESC")}"));

    /// <summary>The condition that is true of the rows after the cursor.</summary>
    public static string Behind(SqlText text, IEnumerable<KeysetColumn> columns)
    {
        var behind = "";
        foreach (var column in columns.Where(column => column.Cursor is not null).Reverse())
        {
            var cursor = text.Parameter(column.Cursor);
            var beyond = $"{column.Expression} {(column.Ascending ? ">" : "<")} {cursor}";
            behind = behind.Length == 0 ? beyond : $"{beyond} OR ({column.Expression} = {cursor} AND ({behind}))";
        }

        return behind;
    }

    /// <summary>The condition that is true of the rows at or after the cursor, judged by this column alone: the range by which an index is
    /// entered.</summary>
    public string From(SqlText text) => $"{Expression} {(Ascending ? ">=" : "<=")} {text.Parameter(Cursor)}";
}
