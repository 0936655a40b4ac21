using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over registered models.</summary>
public sealed record RegisteredModelQuery : SearchQuery<RegisteredModel>
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 1_000;

    /// <summary>Fields to order by, each with an optional direction; ties, and no order at all, go by name.</summary>
    public SearchOrder<RegisteredModel> OrderBy { get; init; } = RegisteredModelSearch.ParseOrderBy(null);

    /// <summary>Page size, 1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above <see cref="MaxPageSize"/>.</exception>
    public long MaxResults { get; init => field = PageSize.Check(value, MaxPageSize); } = DefaultPageSize;
}
