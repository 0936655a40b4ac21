using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/logged-models/search</c>.</summary>
/// <param name="ExperimentIds">Where to look.</param>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="Datasets">Metrics in the filter must belong to one of these.</param>
/// <param name="MaxResults">The most to answer in one page; 0 means 100.</param>
/// <param name="OrderBy">Fields to order by.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
[Needs("datasets.dataset_name", "order_by.field_name")]
internal sealed record SearchLoggedModelsRequest(
    IReadOnlyList<string>? ExperimentIds,
    string? Filter = null,
    IReadOnlyList<ModelDatasetMessage>? Datasets = null,
    [property: Limits(0, LoggedModelQuery.MaxPageSize), DefaultValue(LoggedModelQuery.DefaultPageSize)] long? MaxResults = null,
    IReadOnlyList<ModelOrderMessage>? OrderBy = null,
    string? PageToken = null) : IWireRequest<SearchLoggedModelsRequest>
{
    public static SearchLoggedModelsRequest Decode(WireFields fields) => new(
        fields.RequireStrings("experiment_ids"),
        fields.GetString("filter"),
        fields.GetMessages("datasets", ModelDatasetMessage.Decode),
        fields.GetInt64("max_results", int.MinValue, int.MaxValue),
        fields.GetMessages("order_by", ModelOrderMessage.Decode),
        fields.GetString("page_token"));

    public static SearchLoggedModelsRequest From(LoggedModelQuery query) => new(
        query.ExperimentIds,
        query.Filter.Text,
        query.Datasets.ToMessages(dataset => new ModelDatasetMessage(dataset.Name, dataset.Digest)),
        query.MaxResults,
        query.OrderBy.Sent.ToMessages(order => new ModelOrderMessage(order.FieldName, order.Ascending, order.DatasetName, order.DatasetDigest)),
        query.PageToken);

    public LoggedModelQuery ToQuery() => new()
    {
        ExperimentIds = ExperimentIds ?? [],
        Datasets = Datasets.ToEntities(dataset => dataset.ToEntity()),
        MaxResults = MaxResults ?? LoggedModelQuery.DefaultPageSize,
        PageToken = PageToken,
        Filter = LoggedModelSearch.ParseFilter(Filter),
        OrderBy = LoggedModelSearch.ParseOrderBy(OrderBy.ToEntities(order => order.ToEntity())),
    };
}

/// <summary>A dataset that models were measured on.</summary>
/// <param name="DatasetName">Its name.</param>
/// <param name="DatasetDigest">Its digest; any if left out.</param>
internal sealed record ModelDatasetMessage(string? DatasetName, string? DatasetDigest)
{
    internal static ModelDatasetMessage Decode(WireFields fields) =>
        new(fields.GetString("dataset_name"), fields.GetString("dataset_digest"));

    /// <summary>The dataset.</summary>
    public ModelDataset ToEntity() => string.IsNullOrEmpty(DatasetName)
        ? throw LeatException.InvalidParameter("`dataset_name` in the `datasets` clause must be specified.")
        : new ModelDataset(DatasetName, string.IsNullOrEmpty(DatasetDigest) ? null : DatasetDigest);
}

/// <summary>A field to order logged models by.</summary>
/// <param name="FieldName">An attribute, or <c>metrics.</c> and a key.</param>
/// <param name="Ascending">The direction; ascending if left out.</param>
/// <param name="DatasetName">For metrics, only values on this dataset count.</param>
/// <param name="DatasetDigest">The dataset's digest.</param>
internal sealed record ModelOrderMessage(string? FieldName, bool? Ascending, string? DatasetName, string? DatasetDigest)
{
    internal static ModelOrderMessage Decode(WireFields fields) => new(
        fields.GetString("field_name"),
        fields.GetBool("ascending"),
        fields.GetString("dataset_name"),
        fields.GetString("dataset_digest"));

    /// <summary>The field.</summary>
    public ModelOrder ToEntity() => new(
        FieldName ?? "",
        Ascending ?? true,
        string.IsNullOrEmpty(DatasetName) ? null : DatasetName,
        string.IsNullOrEmpty(DatasetDigest) ? null : DatasetDigest);
}

/// <summary>Answer of <c>logged-models/search</c>.</summary>
/// <param name="Models">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchLoggedModelsResponse(
    IReadOnlyList<LoggedModelMessage>? Models,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchLoggedModelsResponse From(Page<LoggedModel> page) =>
        new(page.Items.ToMessages(LoggedModelMessage.From), page.NextPageToken);

    public Page<LoggedModel> ToPage() => new(Models.ToEntities(model => model.ToEntity()), Answers.PageToken(NextPageToken));
}
