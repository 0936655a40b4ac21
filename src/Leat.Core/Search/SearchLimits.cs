namespace Leat.Core.Search;

/// <summary>How much one search may ask for. Far above what people and clients write, and below what databases take:
/// SQLite joins 64 tables and nests expressions 1,000 deep.</summary>
public static class SearchLimits
{
    /// <summary>Most conditions of one filter.</summary>
    public const int MaxConditions = 500;

    /// <summary>Most fields of one order.</summary>
    public const int MaxOrderTerms = 50;

    /// <summary>How deep parentheses and NOT may nest in a filter that supports them.</summary>
    public const int MaxFilterDepth = 64;

    /// <summary>Longest pattern of LIKE and ILIKE, in UTF-16 units: longer than params and tags can be. SQLite takes at most 50,000
    /// bytes, and a unit may need three.</summary>
    public const int MaxPatternLength = 10_000;

    /// <summary>Refuses patterns that are too long.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: one is.</exception>
    internal static void CheckPatterns(IEnumerable<Condition> conditions)
    {
        foreach (var condition in conditions.OfType<TextCondition>())
        {
            if (condition.Comparator is Comparator.Like or Comparator.ILike && condition.Value.Length > MaxPatternLength)
            {
                throw LeatException.InvalidParameter(
                    $"Invalid value for parameter 'filter' supplied: a pattern of LIKE has {condition.Value.Length} characters. At most {MaxPatternLength} are allowed.");
            }
        }
    }

    internal static void Check(int count, int limit, string parameter, string what)
    {
        if (count > limit)
        {
            throw LeatException.InvalidParameter(
                $"Invalid value for parameter '{parameter}' supplied: it holds {count} {what}. At most {limit} are allowed.");
        }
    }
}
