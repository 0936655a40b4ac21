using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over runs.</summary>
public sealed record RunQuery : SearchQuery<Run>
{
    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 1_000;

    /// <summary>Experiments to look in; none gives an empty result.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Fields to order by, each with an optional direction; ties, and no order at all, go by start time (newest first), then run id.</summary>
    public SearchOrder<Run> OrderBy { get; init; } = RunSearch.ParseOrderBy(null);

    /// <summary>Which stages to look at.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public long MaxResults { get; init => field = PageSize.Check(value, MaxPageSize); } = DefaultPageSize;
}
