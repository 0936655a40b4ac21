using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over experiments.</summary>
public sealed record ExperimentQuery : SearchQuery<Experiment>
{
    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>Fields to order by, each with an optional direction; empty for newest first.</summary>
    public SearchOrder<Experiment> OrderBy { get; init; } = ExperimentSearch.ParseOrderBy(null);

    /// <summary>Which stages to look at.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public long MaxResults { get; init => field = PageSize.Check(value, MaxPageSize); } = 1_000;
}
