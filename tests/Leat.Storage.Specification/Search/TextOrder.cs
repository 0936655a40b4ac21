namespace Leat.Storage.Specification.Search;

/// <summary>The order of texts in every store: by code point, which is the order of their UTF-8 bytes.</summary>
/// <remarks>Differs from ordinal comparison where characters beyond the basic plane (surrogates in UTF-16) meet U+E000 to U+FFFF.</remarks>
public sealed class TextOrder : IComparer<string>
{
    private TextOrder()
    {
    }

    /// <summary>The one comparer; safe for concurrent use.</summary>
    public static TextOrder Instance { get; } = new();

    /// <summary>Below, at or above 0 as <paramref name="x"/> comes before, with or after <paramref name="y"/>; null comes first.</summary>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is not null).CompareTo(y is not null);
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
            return x.Length.CompareTo(y.Length);
        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
