using Leat.Core.Search;

namespace Leat.Core;

/// <summary>A search over logged models.</summary>
public sealed record LoggedModelQuery : SearchQuery<LoggedModel>
{
    /// <summary>The page size when none is given.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>The page size when 0 is given, as in MLflow.</summary>
    public const int PageSizeForZero = 100;

    /// <summary>The most that one page may hold.</summary>
    public const int MaxPageSize = 50_000;

    /// <summary>Experiments to look in; none gives an empty result.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>Datasets that metric conditions look at; without such conditions, models that have any metric on one of them.</summary>
    public IReadOnlyList<ModelDataset> Datasets { get; init; } = [];

    /// <summary>Fields to order by; ties, and no order at all, go by creation time, newest first.</summary>
    public LoggedModelOrder OrderBy { get; init; } = LoggedModelSearch.ParseOrderBy(null);

    /// <summary>Page size, 0 (meaning <see cref="PageSizeForZero"/>) to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: negative, or above <see cref="MaxPageSize"/>.</exception>
    public long MaxResults { get; init => field = value == 0 ? PageSizeForZero : PageSize.Check(value, MaxPageSize); } = DefaultPageSize;
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

/// <summary>An order of logged models: what it means, and the fields as they were sent.</summary>
/// <param name="Sent">The fields as they were sent.</param>
/// <param name="Total">What they mean, followed by the tie-break: the creation time, newest first.</param>
public sealed record LoggedModelOrder(IReadOnlyList<ModelOrder> Sent, IReadOnlyList<OrderTerm> Total);

/// <summary>A metric to order logged models by. Of a model's values, the one with the newest timestamp, then step, counts.</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="Dataset">Only values on this dataset count; null for all.</param>
public sealed record ModelMetricField(string Key, ModelDataset? Dataset) : SearchField(SearchEntity.Metric, Key);
