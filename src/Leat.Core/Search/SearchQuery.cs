namespace Leat.Core.Search;

/// <summary>What all searches have in common. A query that exists is valid: its texts are parsed, and its numbers checked, when it is
/// created.</summary>
/// <typeparam name="T">What is searched.</typeparam>
public abstract record SearchQuery<T>
{
    /// <summary>Which objects are wanted; all by default.</summary>
    public SearchFilter<T> Filter { get; init; } = SearchFilter<T>.All;

    /// <summary>The token from the previous page, or null for the first page. Only the store reads it; others pass it on as it
    /// is.</summary>
    public string? PageToken { get; init; }
}
