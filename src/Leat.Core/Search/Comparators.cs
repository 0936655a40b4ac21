namespace Leat.Core.Search;

/// <summary>The comparators of filters by what they compare with, and how they are written.</summary>
internal static class Comparators
{
    public static readonly (string Text, Comparator Comparator)[] OfNumbers =
    [
        ("=", Comparator.Equal), ("!=", Comparator.NotEqual), (">", Comparator.Greater),
        (">=", Comparator.GreaterOrEqual), ("<", Comparator.Less), ("<=", Comparator.LessOrEqual),
    ];

    public static readonly (string Text, Comparator Comparator)[] OfPatterns = [("LIKE", Comparator.Like), ("ILIKE", Comparator.ILike)];

    public static readonly (string Text, Comparator Comparator)[] OfTexts = [("=", Comparator.Equal), ("!=", Comparator.NotEqual), .. OfPatterns];

    public static readonly (string Text, Comparator Comparator)[] OfLists = [("IN", Comparator.In), ("NOT IN", Comparator.NotIn)];

    public static readonly (string Text, Comparator Comparator)[] OfPresence = [("IS NULL", Comparator.IsNull), ("IS NOT NULL", Comparator.IsNotNull)];

    /// <summary>The comparator of a clause, if it is one of these.</summary>
    public static Comparator? Find(this (string Text, Comparator Comparator)[] valid, Clause clause, StringComparison comparison)
    {
        foreach (var (text, comparator) in valid)
        {
            if (text.Equals(clause.Operator.Text, comparison))
                return comparator;
        }

        return null;
    }
}
