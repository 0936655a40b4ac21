using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over evaluation datasets.</summary>
public sealed record EvaluationDatasetQuery : SearchQuery<EvaluationDataset>
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 1_000;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>Only datasets of these experiments; empty for all. Unknown experiments have no datasets.</summary>
    public IReadOnlyList<string> ExperimentIds { get; init; } = [];

    /// <summary>Fields to order by, each with an optional direction; empty for newest first.</summary>
    public SearchOrder<EvaluationDataset> OrderBy { get; init; } = EvaluationDatasetSearch.ParseOrderBy(null);

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public long MaxResults { get; init => field = PageSize.Check(value, MaxPageSize); } = DefaultPageSize;
}
