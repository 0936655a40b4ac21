using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/search</c>.</summary>
/// <param name="ExperimentIds">Where to look; none gives an empty result.</param>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="RunViewType">Which of active and deleted ones are wanted.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="OrderBy">For example "metrics.loss ASC" or "start_time DESC".</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record SearchRunsRequest(
    IReadOnlyList<string>? ExperimentIds,
    string? Filter = null,
    [property: DefaultValue("ACTIVE_ONLY")] string? RunViewType = null,
    [property: Limits(1, RunQuery.MaxPageSize), DefaultValue(RunQuery.DefaultPageSize)] long? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null,
    string? PageToken = null) : IWireRequest<SearchRunsRequest>
{
    public static SearchRunsRequest Decode(WireFields fields)
    {
        fields.CheckList("experiment_ids");
        var filter = fields.GetString("filter");
        var maxResults = fields.GetInt64("max_results", min: int.MinValue, max: RunQuery.MaxPageSize);
        var orderBy = fields.GetStrings("order_by");
        return new SearchRunsRequest(
            fields.GetStrings("experiment_ids"),
            filter,
            fields.GetEnum("run_view_type", EnumNames.ViewType),
            maxResults,
            orderBy,
            fields.GetString("page_token"));
    }

    public static SearchRunsRequest From(RunQuery query) => new(
        query.ExperimentIds, query.Filter.Text, query.View.WireName(), query.MaxResults, query.OrderBy.Text.NullIfEmpty(),
        query.PageToken);

    public RunQuery ToQuery(FilterLanguage language = FilterLanguage.Mlflow) => new()
    {
        ExperimentIds = ExperimentIds ?? [],
        View = ViewTypes.OrActive(RunViewType),
        MaxResults = MaxResults ?? RunQuery.DefaultPageSize,
        PageToken = Core.PageToken.Check(PageToken),
        Filter = RunSearch.ParseFilter(Filter, language),
        OrderBy = RunSearch.ParseOrderBy(OrderBy, language),
    };
}

/// <summary>Answer of <c>runs/search</c>.</summary>
/// <param name="Runs">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchRunsResponse(IReadOnlyList<RunMessage>? Runs, [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchRunsResponse From(Page<Run> page) => new(page.Items.ToMessages(RunMessage.From), page.NextPageToken);

    public Page<Run> ToPage() => new(Runs.ToEntities(run => run.ToEntity()), Answers.PageToken(NextPageToken));
}
