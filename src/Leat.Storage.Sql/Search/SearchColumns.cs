using System.Collections.Frozen;
using Leat.Core.Search;

namespace Leat.Storage.Sql.Search;

/// <summary>The expression for an attribute in a statement.</summary>
/// <param name="Expression">Over the tables of the search.</param>
/// <param name="IsNullable">Whether it may be NULL.</param>
/// <param name="IsNumberAsText">Whether it is a number that searches treat as text.</param>
internal sealed record SearchColumn(string Expression, bool IsNullable = false, bool IsNumberAsText = false)
{
    public static implicit operator SearchColumn(string expression) => new(expression);
}

/// <summary>The column of every attribute that one kind of object is searched by.</summary>
/// <typeparam name="T">What is searched.</typeparam>
internal sealed class SearchColumns<T>
{
    private readonly FrozenDictionary<SearchField, SearchColumn> _columns;

    /// <summary>Takes the columns.</summary>
    /// <param name="attributes">Every attribute.</param>
    /// <param name="columns">Their columns.</param>
    /// <exception cref="ArgumentException">An attribute has no column.</exception>
    public SearchColumns(IReadOnlyList<AttributeField<T>> attributes, Dictionary<SearchField, SearchColumn> columns)
    {
        _columns = columns.ToFrozenDictionary();
        if (attributes.FirstOrDefault(attribute => !_columns.ContainsKey(attribute)) is { } forgotten)
            throw new ArgumentException($"The attribute {forgotten} of {typeof(T).Name} has no column.", nameof(columns));
    }

    /// <summary>The column of an attribute.</summary>
    public SearchColumn this[SearchField attribute] => _columns[attribute];
}
