using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Runs;

/// <summary>One expression that rows are sorted by.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Ascending">The direction.</param>
internal sealed record SortKey(string Expression, bool Ascending)
{
    /// <summary>Its value at the place that the rows wanted come after; null where there is no such place, or where all rows that equal it in
    /// the keys before equal it in this one, too.</summary>
    public object? At { get; init; }

    /// <summary>Keys as an ORDER BY lists them.</summary>
    public static string List(IEnumerable<SortKey> keys) => string.Join(", ", keys.Select(key => $"{key.Expression} {(key.Ascending ? "ASC" : "DESC")}"));

    /// <summary>True of the rows that come after the place.</summary>
    public static string After(SqlText text, IEnumerable<SortKey> keys)
    {
        var after = "";
        foreach (var key in keys.Where(key => key.At is not null).Reverse())
        {
            var at = text.Parameter(key.At);
            var beyond = $"{key.Expression} {(key.Ascending ? ">" : "<")} {at}";
            after = after.Length == 0 ? beyond : $"{beyond} OR ({key.Expression} = {at} AND ({after}))";
        }

        return after;
    }

    /// <summary>True of the place and what comes after it, as far as this key tells: what an index can answer.</summary>
    public string From(SqlText text) => $"{Expression} {(Ascending ? ">=" : "<=")} {text.Parameter(At)}";
}
