using System.Data.Common;
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
                info.TraceId, experiment, span.SpanId, span.ParentSpanId, span.Name, TraceTexts.TypeOf(span), TraceTexts.StatusOf(span), span.StartUnixNano, span.EndUnixNano,
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

    private Task WriteAsync(Assessment assessment) => _assessments.AddAsync(
        assessment.AssessmentId, assessment.TraceId, assessment.Name, TraceTexts.KindOf(assessment), assessment.Value, TraceTexts.ErrorOf(assessment), assessment.CreateTimeMs,
        assessment.LastUpdateTimeMs, assessment.Source.Type, assessment.Source.Id, null, assessment.SpanId, assessment.Rationale, assessment.Overrides,
        assessment.Valid, assessment.Metadata.Count == 0 ? null : TraceTexts.ObjectOf(assessment.Metadata));
}
