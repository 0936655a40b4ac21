using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over experiments. Holds the text as it was sent and, parsed on first use, what it means.</summary>
public sealed record ExperimentQuery
{
    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>Conditions in MLflow's filter language, or null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Fields to order by, each with an optional direction; empty for newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Which stages to look at.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    public long MaxResults { get; init; } = 1_000;

    /// <summary>The token of the page before, or null for the first page.</summary>
    public string? PageToken { get; init; }

    /// <summary>The filter as a typed tree.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public IReadOnlyList<Condition> ParseFilter() => ExperimentSearch.ParseFilter(Filter);

    /// <summary>The order as typed terms, tie-breaks not included.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public IReadOnlyList<OrderTerm> ParseOrderBy() => ExperimentSearch.ParseOrderBy(OrderBy);

    /// <summary>The page size, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public int CheckMaxResults() => PageSize.Check(MaxResults, MaxPageSize);
}
