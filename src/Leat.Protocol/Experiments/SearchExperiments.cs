using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/search</c>, or query of the same with GET.</summary>
/// <param name="ViewType">Which of active and deleted ones are wanted.</param>
/// <param name="MaxResults">The most to answer in one page. There is no default, as in MLflow.</param>
/// <param name="OrderBy">For example "name ASC" or "last_update_time DESC".</param>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
[Needs("max_results")]
internal sealed record SearchExperimentsRequest(
    [property: DefaultValue("ACTIVE_ONLY")] string? ViewType = null,
    [property: Limits(1, ExperimentQuery.MaxPageSize)] long? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null,
    string? Filter = null,
    string? PageToken = null) : IWireRequest<SearchExperimentsRequest>
{
    public static SearchExperimentsRequest Decode(WireFields fields)
    {
        var viewType = fields.GetEnum("view_type", EnumNames.ViewType);
        var maxResults = fields.GetInt64("max_results");
        fields.CheckList("order_by");
        var filter = fields.GetString("filter");
        var pageToken = fields.GetString("page_token");
        return new SearchExperimentsRequest(viewType, maxResults, fields.GetStrings("order_by"), filter, pageToken);
    }

    public static SearchExperimentsRequest From(ExperimentQuery query) => new(
        query.View.WireName(), query.MaxResults, query.OrderBy.Text.NullIfEmpty(), query.Filter.Text, query.PageToken);

    public ExperimentQuery ToQuery() => new()
    {
        View = ViewTypes.OrActive(ViewType),
        MaxResults = MaxResults ?? 0,
        PageToken = Core.PageToken.Check(PageToken),
        Filter = ExperimentSearch.ParseFilter(Filter),
        OrderBy = ExperimentSearch.ParseOrderBy(OrderBy),
    };
}

/// <summary>Answer of <c>experiments/search</c>.</summary>
/// <param name="Experiments">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchExperimentsResponse(
    IReadOnlyList<ExperimentMessage>? Experiments,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchExperimentsResponse From(Page<Experiment> page, string? workspace = null) =>
        new(page.Items.ToMessages(experiment => ExperimentMessage.From(experiment, workspace)), page.NextPageToken);

    public Page<Experiment> ToPage() => new(
        Experiments.ToEntities(experiment => experiment.ToEntity()), Answers.PageToken(NextPageToken));
}
