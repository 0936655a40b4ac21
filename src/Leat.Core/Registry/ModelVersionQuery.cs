using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over model versions.</summary>
public sealed record ModelVersionQuery : SearchQuery<ModelVersion>
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 200_000;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 200_000;

    /// <summary>Fields to order by, each with an optional direction; empty for last updated first.</summary>
    public SearchOrder<ModelVersion> OrderBy { get; init; } = ModelVersionSearch.ParseOrderBy(null);

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public long MaxResults { get; init => field = Check(value); } = DefaultPageSize;

    private static long Check(long maxResults) => maxResults switch
    {
        <= 0 => throw LeatException.InvalidParameter(
            $"Invalid value for max_results. It must be a positive integer, but got {maxResults}"),
        > MaxPageSize => throw LeatException.InvalidParameter(
            $"Invalid value for max_results. It must be at most {MaxPageSize}, but got {maxResults}"),
        _ => maxResults,
    };
}
