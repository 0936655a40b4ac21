namespace Leat.Core.Search;

/// <summary>How much one search may ask for. Far above what people and clients write, and below what databases take:
/// SQLite joins 64 tables and nests expressions 1,000 deep.</summary>
public static class SearchLimits
{
    /// <summary>Most conditions of one filter.</summary>
    public const int MaxConditions = 500;

    /// <summary>Most fields of one order.</summary>
    public const int MaxOrderTerms = 50;

    /// <summary>How deep parentheses and NOT may nest in a filter that knows them.</summary>
    public const int MaxFilterDepth = 64;

    internal static void Check(int count, int limit, string parameter, string what)
    {
        if (count > limit)
        {
            throw LeatException.InvalidParameter(
                $"Invalid value for parameter '{parameter}' supplied: it holds {count} {what}. At most {limit} are allowed.");
        }
    }
}
