using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over traces. Holds the text as it was sent and, parsed on use, what it means.</summary>
public sealed record TraceQuery
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 500;

    /// <summary>Experiments to look in; none gives an empty result.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Conditions in MLflow's filter language, or null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Fields to order by, each with an optional direction; empty for the newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    public long MaxResults { get; init; } = DefaultPageSize;

    /// <summary>The token of the page before, or null for the first page.</summary>
    public string? PageToken { get; init; }

    /// <summary>The filter as typed conditions.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public IReadOnlyList<Condition> ParseFilter() => TraceSearch.ParseFilter(Filter);

    /// <summary>The order as typed terms, tie-breaks included.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language, or a field given twice.</exception>
    public IReadOnlyList<OrderTerm> ParseOrderBy() => TraceSearch.ParseOrderBy(OrderBy);

    /// <summary>The page size, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public int CheckMaxResults() => PageSize.Check(MaxResults, MaxPageSize);
}
