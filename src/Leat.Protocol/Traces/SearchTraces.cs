using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/traces/search</c>.</summary>
/// <param name="Locations">Experiments to look in.</param>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="OrderBy">For example "timestamp_ms DESC", "execution_time_ms" or "tags.key ASC".</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
[Needs("locations.mlflow_experiment", "locations.mlflow_experiment.experiment_id")]
internal sealed record SearchTracesRequest(
    IReadOnlyList<TraceLocationMessage>? Locations,
    string? Filter = null,
    [property: Limits(1, TraceQuery.MaxPageSize), DefaultValue(TraceQuery.DefaultPageSize)] long? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null,
    string? PageToken = null) : IWireRequest<SearchTracesRequest>
{
    public static SearchTracesRequest Decode(WireFields fields) => new(
        fields.RequireMessages("locations").Decode(TraceLocationMessage.Decode),
        fields.GetString("filter"),
        fields.GetInt64("max_results", max: TraceQuery.MaxPageSize),
        fields.GetStrings("order_by"),
        fields.GetString("page_token"));

    public static SearchTracesRequest From(TraceQuery query) => new(
        query.ExperimentIds.ToMessages(TraceLocationMessage.Of) ?? [], query.Filter.Text, query.MaxResults, query.OrderBy.Text.NullIfEmpty(),
        query.PageToken);

    public TraceQuery ToQuery() => new()
    {
        ExperimentIds = [.. (Locations ?? []).Select(location => location.ToExperimentId())],
        MaxResults = MaxResults ?? TraceQuery.DefaultPageSize,
        PageToken = Core.PageToken.Check(PageToken),
        Filter = TraceSearch.ParseFilter(Filter),
        OrderBy = TraceSearch.ParseOrderBy(OrderBy),
    };
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/traces/search</c>.</summary>
/// <param name="Traces">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchTracesResponse(
    IReadOnlyList<TraceInfoMessage>? Traces,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchTracesResponse From(Page<TraceInfo> page) =>
        new(page.Items.ToMessages(TraceInfoMessage.From), page.NextPageToken);

    public Page<TraceInfo> ToPage() => new(Traces.ToEntities(trace => trace.ToWholeEntity()), Answers.PageToken(NextPageToken));
}
