namespace Leat.Core.Search;

/// <summary>What every search says. A query that exists is valid: its texts are read, and its numbers checked, when it is made.</summary>
/// <typeparam name="T">What is searched.</typeparam>
public abstract record SearchQuery<T>
{
    /// <summary>Which objects are wanted; all by default.</summary>
    public SearchFilter<T> Filter { get; init; } = SearchFilter<T>.All;

    /// <summary>The token of the page before, or null for the first page. It is the store's: others pass it on unread.</summary>
    public string? PageToken { get; init; }
}
