using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over runs. Holds the text as it was sent and, parsed on use, what it means.</summary>
public sealed record RunQuery
{
    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 1_000;

    /// <summary>Experiments to look in; none gives an empty result.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Conditions in the filter language, or null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>What the filter may say.</summary>
    public FilterLanguage Language { get; init; }

    /// <summary>Fields to order by, each with an optional direction; ties, and no order at all, go by start time (newest first), then run id.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Which stages to look at.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    public long MaxResults { get; init; } = DefaultPageSize;

    /// <summary>The token of the page before, or null for the first page.</summary>
    public string? PageToken { get; init; }

    /// <summary>The filter as a typed tree.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public FilterNode ParseFilter() => RunSearch.ParseFilter(Filter, Language);

    /// <summary>The order as typed terms, tie-breaks not included.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public IReadOnlyList<OrderTerm> ParseOrderBy() => RunSearch.ParseOrderBy(OrderBy);

    /// <summary>The page size, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public int CheckMaxResults() => PageSize.Check(MaxResults, MaxPageSize);
}
