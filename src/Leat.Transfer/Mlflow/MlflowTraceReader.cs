using System.Runtime.CompilerServices;
using System.Text.Json;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Reads the traces of an MLflow database.</summary>
internal sealed class MlflowTraceReader(SourceReader reader, MlflowTables tables)
{
    private const int IdsPerPage = 1_000;

    public async IAsyncEnumerable<IReadOnlyList<string>> ReadIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (tables.Traces is null)
            yield break;
        var after = "";
        while (true)
        {
            var page = await reader.ListAsync(
                $"SELECT request_id FROM trace_info WHERE request_id > @p0 AND {tables.IsTaken} ORDER BY request_id {MlflowSyntax.First(IdsPerPage)}",
                [after],
                row => row.GetString(0),
                cancellationToken).ConfigureAwait(false);
            if (page.Count > 0)
                yield return page;
            if (page.Count < IdsPerPage)
                yield break;
            after = page[^1];
        }
    }

    public async Task<IReadOnlyList<SourceTrace>> ReadAsync(string[] ids, CancellationToken cancellationToken)
    {
        if (tables.Traces is not { } table || ids.Length == 0)
            return [];
        var list = MlflowRunReader.ParametersOf(ids.Length);
        var tags = await ReadEntriesAsync("trace_tags", ids, list, cancellationToken).ConfigureAwait(false);
        var metadata = await ReadEntriesAsync("trace_request_metadata", ids, list, cancellationToken).ConfigureAwait(false);
        var assessments = await ReadAssessmentsAsync(ids, list, cancellationToken).ConfigureAwait(false);
        var spans = await ReadSpansAsync(ids, list, cancellationToken).ConfigureAwait(false);
        var runs = await ReadRunsAsync(ids, list, cancellationToken).ConfigureAwait(false);
        return await reader.ListAsync(
            $"""
            SELECT {table.List(
                "request_id", "experiment_id", "timestamp_ms", "execution_time_ms", "status", "client_request_id", "request_preview", "response_preview")}
            FROM trace_info WHERE request_id IN ({list})
            """,
            ids,
            row =>
            {
                var id = row.GetString(0);
                var info = new TraceInfo(
                    id,
                    row.Id(1),
                    row.GetInt64(2),
                    row.Integer(3),
                    TraceStates.TryParse(row.Text(4), out var state) ? state : TraceState.Unspecified,
                    [.. metadata[id]],
                    [.. tags[id]],
                    [.. assessments[id].OfType<Assessment>()])
                {
                    ClientRequestId = row.Text(5),
                    RequestPreview = row.Text(6),
                    ResponsePreview = row.Text(7),
                };
                return new SourceTrace(new Trace(info, [.. spans[id].OfType<Span>()]), [.. runs[id]], FaultOf(spans[id].Contains(null), assessments[id].Contains(null)));
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static string? FaultOf(bool ofSpans, bool ofAssessments) => (ofSpans, ofAssessments) switch
    {
        (true, true) => "Some of its spans and assessments are not as MLflow writes them, and were left out.",
        (true, false) => "Some of its spans are not as MLflow writes them, and were left out.",
        (false, true) => "Some of its assessments are not as MLflow writes them, and were left out.",
        _ => null,
    };

    private Task<ILookup<string, Tag>> ReadEntriesAsync(string table, string[] ids, string list, CancellationToken cancellationToken) => reader.LookupAsync(
        $"SELECT request_id, {reader.Quote("key")}, {reader.Quote("value")} FROM {table} WHERE request_id IN ({list})",
        ids,
        row => new Tag(row.GetString(1), row.Text(2) ?? ""),
        cancellationToken);

    private async Task<ILookup<string, string>> ReadRunsAsync(string[] ids, string list, CancellationToken cancellationToken) => tables.Associations is null
        ? Array.Empty<string>().ToLookup(id => id, StringComparer.Ordinal)
        : await reader.LookupAsync(
            $"""
            SELECT source_id, destination_id FROM entity_associations
            WHERE source_type = 'trace' AND destination_type = 'run' AND source_id IN ({list})
            """,
            ids,
            row => row.GetString(1),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Spans by trace; null for one that cannot be read.</summary>
    private async Task<ILookup<string, Span?>> ReadSpansAsync(string[] ids, string list, CancellationToken cancellationToken) => tables.Spans is null
        ? Array.Empty<Span?>().ToLookup(_ => "", StringComparer.Ordinal)
        : await reader.LookupAsync(
            $"SELECT trace_id, content FROM spans WHERE trace_id IN ({list})",
            ids,
            row => ReadOrNull(() => SpanJson.Read(row.GetString(0), row.GetString(1))),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Assessments by trace, oldest first; null for one that cannot be read.</summary>
    private async Task<ILookup<string, Assessment?>> ReadAssessmentsAsync(string[] ids, string list, CancellationToken cancellationToken)
    {
        if (tables.Assessments is not { } table)
            return Array.Empty<Assessment?>().ToLookup(_ => "", StringComparer.Ordinal);
        var columns = table.List(
            "trace_id", "assessment_id", "name", "assessment_type", "value", "source_type", "source_id", "created_timestamp", "last_updated_timestamp", "error",
            "span_id", "rationale", "assessment_metadata", "overrides");
        return await reader.LookupAsync(
            $"SELECT {columns}, {table.Flag("valid")} FROM assessments WHERE trace_id IN ({list}) ORDER BY created_timestamp, assessment_id",
            ids,
            row => ReadOrNull(() => new Assessment(
                row.GetString(1),
                row.GetString(0),
                row.GetString(2),
                KindOf(row.Text(3)),
                row.Text(4) ?? "null",
                new AssessmentSource(row.Text(5) ?? "SOURCE_TYPE_UNSPECIFIED", row.Text(6)),
                row.Integer(7) ?? 0,
                row.Integer(8) ?? 0)
            {
                Error = ErrorOf(row.Text(9)),
                SpanId = row.Text(10),
                Rationale = row.Text(11),
                Metadata = MetadataOf(row.Text(12)),
                Overrides = row.Text(13),
                Valid = row.GetInt64(14) != 0,
            }),
            cancellationToken).ConfigureAwait(false);
    }

    private static AssessmentKind KindOf(string? type) => type switch
    {
        "expectation" => AssessmentKind.Expectation,
        "issue" => AssessmentKind.Issue,
        _ => AssessmentKind.Feedback,
    };

    private static AssessmentError? ErrorOf(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        var error = document.RootElement;
        if (error.ValueKind != JsonValueKind.Object)
            return null;
        return new AssessmentError(TextOf("error_code"), TextOf("error_message"), TextOf("stack_trace"));

        string? TextOf(string name) => error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static IReadOnlyList<Tag> MetadataOf(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Object
            ? []
            : [.. document.RootElement.EnumerateObject().Select(entry => new Tag(
                entry.Name, entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText()))];
    }

    /// <summary>What is read from JSON; null if that is not as MLflow writes it.</summary>
    private static T? ReadOrNull<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
