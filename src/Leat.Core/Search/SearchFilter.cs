namespace Leat.Core.Search;

/// <summary>A filter over one kind of object: what it means, and the text it was read from.</summary>
/// <remarks>Made by the search language of the object, for example <see cref="RunSearch.ParseFilter"/>. Immutable; equal to those of the same text.</remarks>
/// <typeparam name="T">What is searched.</typeparam>
public sealed class SearchFilter<T> : IEquatable<SearchFilter<T>>
{
    internal SearchFilter(string? text, FilterLanguage language, FilterNode root)
    {
        Text = text;
        Language = language;
        Root = root;
        Conditions = [.. root.Conditions];
        SearchLimits.CheckPatterns(Conditions);
    }

    /// <summary>The filter that all objects satisfy.</summary>
    internal static SearchFilter<T> All { get; } = new(null, FilterLanguage.Mlflow, FilterNode.All);

    /// <summary>The filter as it was written; null for all objects.</summary>
    public string? Text { get; }

    /// <summary>The language of the text.</summary>
    public FilterLanguage Language { get; }

    /// <summary>What it means.</summary>
    public FilterNode Root { get; }

    /// <summary>The comparisons in it, in the order they were written. In <see cref="FilterLanguage.Mlflow"/> all of them must hold.</summary>
    public IReadOnlyList<Condition> Conditions { get; }

    /// <inheritdoc/>
    public bool Equals(SearchFilter<T>? other) => other is not null && other.Text == Text && other.Language == Language;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SearchFilter<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Language);

    /// <summary>The text; empty for all objects.</summary>
    public override string ToString() => Text ?? "";
}
