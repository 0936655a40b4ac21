using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over traces.</summary>
public sealed record TraceQuery : SearchQuery<TraceInfo>
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 500;

    /// <summary>Experiments to look in; none gives an empty result.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Fields to order by, each with an optional direction; empty for the newest first.</summary>
    public SearchOrder<TraceInfo> OrderBy { get; init; } = TraceSearch.ParseOrderBy(null);

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public long MaxResults { get; init => field = PageSize.Check(value, MaxPageSize); } = DefaultPageSize;
}
