using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over evaluation datasets. Holds the text as it was sent and, parsed on use, what it means.</summary>
public sealed record EvaluationDatasetQuery
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 1_000;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>Only datasets that are part of one of these experiments; all for none. Unknown ones have no datasets.</summary>
    public IReadOnlyList<string> ExperimentIds { get; init; } = [];

    /// <summary>Conditions in MLflow's filter language, or null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Fields to order by, each with an optional direction; newest first for none.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    public long MaxResults { get; init; } = DefaultPageSize;

    /// <summary>The token of the page before, or null for the first page.</summary>
    public string? PageToken { get; init; }

    /// <summary>The filter as typed conditions.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public IReadOnlyList<Condition> ParseFilter() => EvaluationDatasetSearch.ParseFilter(Filter);

    /// <summary>The order as typed terms, tie-breaks not included.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public IReadOnlyList<OrderTerm> ParseOrderBy() => EvaluationDatasetSearch.ParseOrderBy(OrderBy);

    /// <summary>The page size, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public int CheckMaxResults() => PageSize.Check(MaxResults, MaxPageSize);
}
