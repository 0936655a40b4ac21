namespace Leat.Core;

/// <summary>How many results a page may hold.</summary>
public static class PageSize
{
    /// <summary>The page size, if it is from 1 to <paramref name="max"/>.</summary>
    /// <param name="maxResults">As it was sent.</param>
    /// <param name="max">The most that one page may hold.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above the limit.</exception>
    public static int Check(long maxResults, int max = int.MaxValue)
    {
        if (maxResults <= 0)
        {
            throw LeatException.InvalidParameter(
                $"Invalid value {maxResults} for parameter 'max_results' supplied. It must be a positive integer");
        }

        return maxResults <= max
            ? (int)maxResults
            : throw LeatException.InvalidParameter(
                $"Invalid value {maxResults} for parameter 'max_results' supplied. It must be at most {max}");
    }
}
