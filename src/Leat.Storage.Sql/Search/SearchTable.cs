using Leat.Core.Search;

namespace Leat.Storage.Sql.Search;

/// <summary>Where a search over one kind of object looks.</summary>
/// <param name="Select">The columns to read.</param>
/// <param name="From">The tables that they stand in, one row for each object.</param>
/// <param name="Key">The object's number, which other tables refer to it by.</param>
/// <param name="Columns">The columns of its attributes.</param>
/// <param name="Named">The tables of what objects have by name.</param>
/// <typeparam name="T">What is searched.</typeparam>
internal sealed record SearchTable<T>(
    string Select, string From, string Key, SearchColumns<T> Columns, IReadOnlyDictionary<SearchEntity, NamedTable> Named)
{
    /// <summary>What sorts rows that no term tells apart; null where the order's tie-breaks tell all apart.</summary>
    public string? Last { get; init; }
}

/// <summary>A table of what objects have by name, with the columns <c>name</c> and <c>value</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Owner">The column that holds the object's number.</param>
internal sealed record NamedTable(string Table, string Owner)
{
    /// <summary>The column of the name itself, where names have no numbers.</summary>
    public string? NameText { get; init; }
}
