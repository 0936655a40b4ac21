using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Query of <c>GET</c>, or body of <c>POST /api/2.0/mlflow/registered-models/search</c>.</summary>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="OrderBy">What to sort by, each with ASC or DESC.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record SearchRegisteredModelsRequest(
    string? Filter = null,
    [property: Limits(1, RegisteredModelQuery.MaxPageSize), DefaultValue(RegisteredModelQuery.DefaultPageSize)] long? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null,
    string? PageToken = null) : IWireRequest<SearchRegisteredModelsRequest>
{
    public static SearchRegisteredModelsRequest Decode(WireFields fields) => new(
        fields.GetString("filter"),
        fields.GetInt64("max_results", max: RegisteredModelQuery.MaxPageSize),
        fields.GetStrings("order_by"),
        fields.GetString("page_token"));

    public static SearchRegisteredModelsRequest From(RegisteredModelQuery query) =>
        new(query.Filter.Text, query.MaxResults, query.OrderBy.Text.NullIfEmpty(), query.PageToken);

    public RegisteredModelQuery ToQuery() => new()
    {
        OrderBy = RegisteredModelSearch.ParseOrderBy(OrderBy),
        Filter = RegisteredModelSearch.ParseFilter(Filter),
        MaxResults = MaxResults ?? RegisteredModelQuery.DefaultPageSize,
        PageToken = PageToken,
    };
}

/// <summary>Answer of <c>registered-models/search</c>.</summary>
/// <param name="RegisteredModels">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchRegisteredModelsResponse(
    IReadOnlyList<RegisteredModelMessage>? RegisteredModels,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchRegisteredModelsResponse From(Page<RegisteredModel> page) =>
        new(page.Items.ToMessages(RegisteredModelMessage.From), page.NextPageToken);

    public Page<RegisteredModel> ToPage() => new(RegisteredModels.ToEntities(item => item.ToEntity()), Answers.PageToken(NextPageToken));
}
