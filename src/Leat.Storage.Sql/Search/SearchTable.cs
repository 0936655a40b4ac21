using Leat.Core.Search;

namespace Leat.Storage.Sql.Search;

/// <summary>Where a search over one kind of object looks.</summary>
/// <param name="Select">The columns to read.</param>
/// <param name="From">The tables with these columns, one row per object.</param>
/// <param name="Key">The object's number, by which other tables refer to it.</param>
/// <param name="Columns">The columns of its attributes.</param>
/// <param name="Named">The side tables with the objects' named texts.</param>
/// <typeparam name="T">What is searched.</typeparam>
internal sealed record SearchTable<T>(
    string Select, string From, string Key, SearchColumns<T> Columns, IReadOnlyDictionary<SearchEntity, NamedTable> Named)
{
    /// <summary>The final sort key for rows that tie in every term; null if the order's own tie-breaks leave no ties.</summary>
    public string? Last { get; init; }
}

/// <summary>A side table of named texts, with the columns <c>name</c> and <c>value</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Owner">The column that holds the object's number.</param>
internal sealed record NamedTable(string Table, string Owner)
{
    /// <summary>The column with the name itself, if names have no numbers.</summary>
    public string? NameText { get; init; }
}
