namespace Leat.Core.Search;

/// <summary>An order of one kind of object: what it means, and the texts it was read from.</summary>
/// <remarks>Made by the search language of the object, for example <see cref="RunSearch.ParseOrderBy"/>. Immutable; equal to those of the same texts.</remarks>
/// <typeparam name="T">What is searched.</typeparam>
public sealed class SearchOrder<T> : IEquatable<SearchOrder<T>>
{
    internal SearchOrder(IReadOnlyList<string> text, IReadOnlyList<OrderTerm> terms, IReadOnlyList<OrderTerm> total)
    {
        Text = text;
        Terms = terms;
        Total = total;
    }

    /// <summary>Fields, each with an optional direction, as they were written.</summary>
    public IReadOnlyList<string> Text { get; }

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<OrderTerm> Terms { get; }

    /// <summary>What was asked for, followed by the tie-breaks: no two objects share a position in it.</summary>
    public IReadOnlyList<OrderTerm> Total { get; }

    /// <inheritdoc/>
    public bool Equals(SearchOrder<T>? other) => other is not null && other.Text.SequenceEqual(Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SearchOrder<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.Count == 0 ? 0 : HashCode.Combine(Text.Count, Text[0]);

    /// <summary>The texts, joined by commas.</summary>
    public override string ToString() => string.Join(", ", Text);
}
