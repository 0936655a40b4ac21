using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over logged models. Holds the text as it was sent and, parsed on use, what it means.</summary>
public sealed record LoggedModelQuery
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>The page size when 0 is given, as in MLflow.</summary>
    public const int PageSizeForZero = 100;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>Experiments to look in; none gives an empty result.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Conditions in MLflow's filter language, or null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Datasets that metric conditions look at; without such conditions, models that have any metric on one of them.</summary>
    public IReadOnlyList<ModelDataset> Datasets { get; init; } = [];

    /// <summary>Fields to order by; ties, and no order at all, go by creation time, newest first.</summary>
    public IReadOnlyList<ModelOrder> OrderBy { get; init; } = [];

    /// <summary>Page size, 0 (meaning <see cref="PageSizeForZero"/>) to <see cref="MaxPageSize"/>.</summary>
    public long MaxResults { get; init; } = DefaultPageSize;

    /// <summary>The token of the page before, or null for the first page. It belongs to the same experiments, filter and order.</summary>
    public string? PageToken { get; init; }

    /// <summary>The filter as a typed tree.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public IReadOnlyList<Condition> ParseFilter() => LoggedModelSearch.ParseFilter(Filter);

    /// <summary>The order as typed terms.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a field that cannot be ordered by.</exception>
    public IReadOnlyList<ModelOrderTerm> ParseOrderBy() => LoggedModelSearch.ParseOrderBy(OrderBy);

    /// <summary>The page size, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: negative, or above <see cref="MaxPageSize"/>.</exception>
    public int CheckMaxResults() => MaxResults == 0 ? PageSizeForZero : PageSize.Check(MaxResults, MaxPageSize);
}

/// <summary>A dataset that models were measured on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its digest; null for any.</param>
public sealed record ModelDataset(string Name, string? Digest);

/// <summary>A field to order logged models by, as it was sent.</summary>
/// <param name="FieldName">An attribute, or <c>metrics.</c> and a key.</param>
/// <param name="Ascending">The direction.</param>
/// <param name="DatasetName">For metrics, only values on this dataset count.</param>
/// <param name="DatasetDigest">The dataset's digest; not without its name.</param>
public sealed record ModelOrder(string FieldName, bool Ascending = true, string? DatasetName = null, string? DatasetDigest = null);

/// <summary>A field to order logged models by. What does not have it comes last in both directions.</summary>
/// <param name="Term">Attribute or Metric; for metrics the value with the newest timestamp, then step.</param>
/// <param name="Dataset">For metrics, only values on this dataset count; null for all.</param>
public sealed record ModelOrderTerm(OrderTerm Term, ModelDataset? Dataset);
