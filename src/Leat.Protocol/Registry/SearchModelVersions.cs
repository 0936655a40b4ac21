using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/model-versions/search</c>.</summary>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="OrderBy">What to sort by, each with ASC or DESC.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record SearchModelVersionsRequest(
    string? Filter = null,
    [property: Limits(1, ModelVersionQuery.MaxPageSize), DefaultValue(ModelVersionQuery.DefaultPageSize)] long? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null,
    string? PageToken = null) : IWireRequest<SearchModelVersionsRequest>
{
    public static SearchModelVersionsRequest Decode(WireFields fields) => new(
        fields.GetString("filter"),
        fields.GetInt64("max_results", max: ModelVersionQuery.MaxPageSize),
        fields.GetStrings("order_by"),
        fields.GetString("page_token"));

    public static SearchModelVersionsRequest From(ModelVersionQuery query) =>
        new(query.Filter.Text, query.MaxResults, query.OrderBy.Text.NullIfEmpty(), query.PageToken);

    public ModelVersionQuery ToQuery() => new()
    {
        OrderBy = ModelVersionSearch.ParseOrderBy(OrderBy),
        Filter = ModelVersionSearch.ParseFilter(Filter),
        MaxResults = MaxResults ?? ModelVersionQuery.DefaultPageSize,
        PageToken = PageToken,
    };
}

/// <summary>Answer of <c>model-versions/search</c>.</summary>
/// <param name="ModelVersions">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchModelVersionsResponse(
    IReadOnlyList<ModelVersionMessage>? ModelVersions,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchModelVersionsResponse From(Page<ModelVersion> page) =>
        new(page.Items.ToMessages(ModelVersionMessage.From), page.NextPageToken);

    public Page<ModelVersion> ToPage() => new(ModelVersions.ToEntities(item => item.ToEntity()), Answers.PageToken(NextPageToken));
}
