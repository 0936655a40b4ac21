using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>A trace without its spans, as it travels in version 2 of the API.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="TimestampMs">When it began: Unix milliseconds, UTC.</param>
/// <param name="ExecutionTimeMs">How long it took; 0 while that is not known.</param>
/// <param name="Status">How it went.</param>
/// <param name="RequestMetadata">Left out when there is none.</param>
/// <param name="Tags">Left out when there are none.</param>
internal sealed record OldTraceInfoMessage(
    string? RequestId,
    string? ExperimentId,
    long? TimestampMs,
    long? ExecutionTimeMs,
    [property: WireEnum(nameof(EnumNames.TraceStatus))] string? Status,
    IReadOnlyList<TagMessage>? RequestMetadata,
    IReadOnlyList<TagMessage>? Tags)
{
    public static OldTraceInfoMessage From(TraceInfo trace) => new(
        trace.TraceId,
        trace.ExperimentId,
        trace.RequestTimeMs,
        trace.ExecutionDurationMs ?? 0,
        trace.State.OldWireName(),
        trace.Metadata.ToMessages(TagMessage.From),
        trace.Tags.ToMessages(TagMessage.From));
}

/// <summary>Answer of the calls of version 2 that return one trace.</summary>
/// <param name="TraceInfo">The trace as it is now.</param>
internal sealed record OldTraceResponse(OldTraceInfoMessage? TraceInfo)
{
    /// <summary>The answer.</summary>
    public static OldTraceResponse From(TraceInfo trace) => new(OldTraceInfoMessage.From(trace));

    /// <summary>The id of the trace that a server sent.</summary>
    public string ToId() => Answers.Require(TraceInfo?.RequestId, "trace_info.request_id");
}

/// <summary>Body of <c>POST /api/2.0/mlflow/traces</c>.</summary>
/// <param name="ExperimentId">The experiment it will belong to.</param>
/// <param name="TimestampMs">When it began: Unix milliseconds, UTC.</param>
/// <param name="RequestMetadata">Its metadata.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record StartOldTraceRequest(
    string? ExperimentId,
    long? TimestampMs,
    IReadOnlyList<TagMessage>? RequestMetadata = null,
    IReadOnlyList<TagMessage>? Tags = null) : IWireRequest<StartOldTraceRequest>
{
    public static StartOldTraceRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"),
        fields.GetInt64("timestamp_ms"),
        fields.GetMessages("request_metadata", TagMessage.Decode),
        fields.GetMessages("tags", TagMessage.Decode));

    public static StartOldTraceRequest From(NewTrace trace) => new(
        trace.ExperimentId, trace.RequestTimeMs, trace.Metadata.ToMessages(TagMessage.From), trace.Tags.ToMessages(TagMessage.From));

    public NewTrace ToCommand(InputLimits limits) => NewTrace.Begin(
        ExperimentId,
        TimestampMs ?? 0,
        RequestMetadata.ToEntities(entry => entry.ToEntity()),
        Tags.ToEntities(tag => tag.ToEntity()),
        limits);
}

/// <summary>Body of <c>PATCH /api/2.0/mlflow/traces/{request_id}</c>.</summary>
/// <param name="TimestampMs">When it ended: Unix milliseconds, UTC.</param>
/// <param name="Status">How it went.</param>
/// <param name="RequestMetadata">Added to its metadata.</param>
/// <param name="Tags">Added to its tags.</param>
internal sealed record EndOldTraceRequest(
    long? TimestampMs,
    string? Status = null,
    IReadOnlyList<TagMessage>? RequestMetadata = null,
    IReadOnlyList<TagMessage>? Tags = null) : IWireRequest<EndOldTraceRequest>
{
    public static EndOldTraceRequest Decode(WireFields fields) => new(
        fields.RequireInt64("timestamp_ms"),
        fields.GetEnum("status", EnumNames.TraceStatus),
        fields.GetMessages("request_metadata", TagMessage.Decode),
        fields.GetMessages("tags", TagMessage.Decode));

    /// <summary>The command as it travels; the trace stands in the path.</summary>
    public static EndOldTraceRequest From(TraceEnd ending) => new(
        ending.TimestampMs, ending.State.OldWireName(), ending.Metadata.ToMessages(TagMessage.From), ending.Tags.ToMessages(TagMessage.From));

    public TraceEnd ToCommand(string traceId, InputLimits limits) => TraceEnd.Create(
        traceId,
        TimestampMs ?? 0,
        TraceStates.TryParse(Status, out var state) ? state : TraceState.Unspecified,
        RequestMetadata.ToEntities(entry => entry.ToEntity()),
        Tags.ToEntities(tag => tag.ToEntity()),
        limits);
}

/// <summary>Query of <c>GET /api/2.0/mlflow/traces</c>.</summary>
/// <param name="ExperimentIds">Experiments to look in.</param>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="OrderBy">For example "timestamp_ms DESC", "execution_time_ms" or "tags.key ASC".</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record SearchOldTracesRequest(
    IReadOnlyList<string>? ExperimentIds,
    string? Filter = null,
    [property: Limits(1, TraceQuery.MaxPageSize), DefaultValue(TraceQuery.DefaultPageSize)] long? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null,
    string? PageToken = null) : IWireRequest<SearchOldTracesRequest>
{
    public static SearchOldTracesRequest Decode(WireFields fields) => new(
        fields.RequireStrings("experiment_ids"),
        fields.GetString("filter"),
        fields.GetInt64("max_results", max: TraceQuery.MaxPageSize),
        fields.GetStrings("order_by"),
        fields.GetString("page_token"));

    public TraceQuery ToQuery() => new()
    {
        ExperimentIds = ExperimentIds ?? [],
        MaxResults = MaxResults ?? TraceQuery.DefaultPageSize,
        PageToken = Core.PageToken.Check(PageToken),
        Filter = TraceSearch.ParseFilter(Filter),
        OrderBy = TraceSearch.ParseOrderBy(OrderBy),
    };
}

/// <summary>Answer of <c>GET /api/2.0/mlflow/traces</c>.</summary>
/// <param name="Traces">Left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchOldTracesResponse(
    IReadOnlyList<OldTraceInfoMessage>? Traces,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchOldTracesResponse From(Page<TraceInfo> page) =>
        new(page.Items.ToMessages(OldTraceInfoMessage.From), page.NextPageToken);
}
