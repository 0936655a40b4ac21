using System.Data.Common;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>Writes traces with their spans and assessments.</summary>
internal sealed class MlflowTraceWriter(DbConnection connection) : IAsyncDisposable
{
    private readonly TableWriter _traces = new(
        connection, "trace_info", "request_id", "experiment_id", "timestamp_ms", "execution_time_ms", "status", "client_request_id", "request_preview",
        "response_preview");

    private readonly TableWriter _tags = new(connection, "trace_tags", "key", "value", "request_id");
    private readonly TableWriter _metadata = new(connection, "trace_request_metadata", "key", "value", "request_id");
    private readonly TableWriter _spans = new(
        connection, "spans", "trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano",
        "content");

    private readonly TableWriter _assessments = new(
        connection, "assessments", "assessment_id", "trace_id", "name", "assessment_type", "value", "error", "created_timestamp", "last_updated_timestamp",
        "source_type", "source_id", "run_id", "span_id", "rationale", "overrides", "valid", "assessment_metadata");

    private readonly TableWriter _links = new(
        connection, "entity_associations", "association_id", "source_type", "source_id", "destination_type", "destination_id", "created_time");

    public async Task WriteAsync(SourceTrace source)
    {
        var info = source.Trace.Info;
        var experiment = MlflowValues.ExperimentId(info.ExperimentId);
        await _traces.AddAsync(
            info.TraceId, experiment, info.RequestTimeMs, info.ExecutionDurationMs, info.State.WireName(), info.ClientRequestId, info.RequestPreview,
            info.ResponsePreview).ConfigureAwait(false);
        foreach (var tag in info.Tags)
            await _tags.AddAsync(tag.Key, tag.Value, info.TraceId).ConfigureAwait(false);
        foreach (var entry in info.Metadata)
            await _metadata.AddAsync(entry.Key, entry.Value, info.TraceId).ConfigureAwait(false);
        foreach (var span in source.Trace.Spans)
        {
            await _spans.AddAsync(
                info.TraceId, experiment, span.SpanId, span.ParentSpanId, span.Name, TypeOf(span), StatusOf(span), span.StartUnixNano, span.EndUnixNano,
                SpanJson.Write(span)).ConfigureAwait(false);
        }

        foreach (var assessment in info.Assessments)
            await WriteAsync(assessment).ConfigureAwait(false);
        foreach (var run in source.RunIds)
            await _links.AddAsync($"a-{MlflowValues.NewId()}", "trace", info.TraceId, "run", run, info.RequestTimeMs).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in (TableWriter[])[_traces, _tags, _metadata, _spans, _assessments, _links])
            await table.DisposeAsync().ConfigureAwait(false);
    }

    private static string? TypeOf(Span span) =>
        span.Attributes.FirstOrDefault(attribute => attribute.Key == TraceKeys.SpanType).Value is { } json ? SpanJson.TextOf(json) : null;

    /// <summary><c>OK</c>, without the prefix that the status has in JSON.</summary>
    private static string StatusOf(Span span) => SpanJson.WireName(span.Status)["STATUS_CODE_".Length..];

    private Task WriteAsync(Assessment assessment) => _assessments.AddAsync(
        assessment.AssessmentId, assessment.TraceId, assessment.Name, TypeOf(assessment.Kind), assessment.Value, ErrorOf(assessment.Error), assessment.CreateTimeMs,
        assessment.LastUpdateTimeMs, assessment.Source.Type, assessment.Source.Id, null, assessment.SpanId, assessment.Rationale, assessment.Overrides,
        assessment.Valid, MetadataOf(assessment.Metadata));

    private static string TypeOf(AssessmentKind kind) => kind switch
    {
        AssessmentKind.Expectation => "expectation",
        AssessmentKind.Issue => "issue",
        _ => "feedback",
    };

    private static string? ErrorOf(AssessmentError? error) => error is null
        ? null
        : new JsonObject { ["error_code"] = error.Code, ["error_message"] = error.Message, ["stack_trace"] = error.StackTrace }.ToJsonString();

    private static string? MetadataOf(IReadOnlyList<Tag> metadata) =>
        metadata.Count == 0 ? null : new JsonObject(metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value)))).ToJsonString();
}
