using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Query of <c>GET</c>, or body of <c>POST /api/3.0/mlflow/datasets/search</c>.</summary>
/// <param name="ExperimentIds">Only datasets that are part of one of these; all for none.</param>
/// <param name="FilterString">Over name, created_by, last_updated_by, created_time, last_update_time and tags.&lt;key&gt;, joined
/// by AND.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="OrderBy">name, created_time or last_update_time, with ASC or DESC.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record SearchEvaluationDatasetsRequest(
    IReadOnlyList<string>? ExperimentIds = null,
    string? FilterString = null,
    [property: Limits(1, EvaluationDatasetQuery.MaxPageSize), DefaultValue(EvaluationDatasetQuery.DefaultPageSize)] long? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null,
    string? PageToken = null) : IWireRequest<SearchEvaluationDatasetsRequest>
{
    public static SearchEvaluationDatasetsRequest Decode(WireFields fields) => new(
        fields.GetStrings("experiment_ids"),
        fields.GetString("filter_string"),
        fields.GetInt64("max_results"),
        fields.GetStrings("order_by"),
        fields.GetString("page_token"));

    public static SearchEvaluationDatasetsRequest From(EvaluationDatasetQuery query) => new(
        query.ExperimentIds.NullIfEmpty(), query.Filter.Text, query.MaxResults, query.OrderBy.Text.NullIfEmpty(), query.PageToken);

    public EvaluationDatasetQuery ToQuery() => new()
    {
        ExperimentIds = ExperimentIds ?? [],
        MaxResults = MaxResults ?? EvaluationDatasetQuery.DefaultPageSize,
        PageToken = Core.PageToken.Check(PageToken),
        Filter = EvaluationDatasetSearch.ParseFilter(FilterString),
        OrderBy = EvaluationDatasetSearch.ParseOrderBy(OrderBy),
    };
}

/// <summary>Answer of <c>datasets/search</c>.</summary>
/// <param name="Datasets">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchEvaluationDatasetsResponse(
    IReadOnlyList<EvaluationDatasetMessage>? Datasets,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchEvaluationDatasetsResponse From(Page<EvaluationDataset> page) =>
        new(page.Items.ToMessages(EvaluationDatasetMessage.From), page.NextPageToken);

    public Page<EvaluationDataset> ToPage() => new(Datasets.ToEntities(dataset => dataset.ToEntity()), Answers.PageToken(NextPageToken));
}
