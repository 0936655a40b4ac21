using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Traces;

/// <summary>The columns of an assessment <c>a</c>.</summary>
internal static class AssessmentColumns
{
    public const string All =
        """
        a.assessment_id, t.trace_id, n.name, a.kind, a.value, a.source_type, a.source_id, a.created_ms, a.updated_ms, a.error_json, a.span_id,
        a.rationale, a.metadata_json, a.overrides, a.valid
        """;

    public const string From = "assessments a JOIN traces t ON t.id = a.trace JOIN names n ON n.id = a.name";

    public static Assessment Read(SqlRow row) => new(
        AssessmentId: row.NextText(),
        TraceId: row.NextText(),
        Name: row.NextText(),
        Kind: (AssessmentKind)row.NextInt64(),
        Value: row.NextText(),
        Source: new AssessmentSource(row.NextText(), row.NextTextOrNull()),
        CreateTimeMs: row.NextInt64(),
        LastUpdateTimeMs: row.NextInt64())
    {
        Error = ReadError(row.NextTextOrNull()),
        SpanId = row.NextTextOrNull(),
        Rationale = row.NextTextOrNull(),
        Metadata = ReadMetadata(row.NextTextOrNull()),
        Overrides = row.NextTextOrNull(),
        Valid = row.NextFlag(),
    };

    /// <summary>The values of a row of <see cref="RowWrites.Assessment"/>.</summary>
    public static object?[] ToRow(TraceRow trace, long name, Assessment assessment) =>
    [
        trace.Key,
        assessment.AssessmentId,
        name,
        (long)assessment.Kind,
        assessment.Value,
        trace.Experiment,
        assessment.CreateTimeMs,
        assessment.LastUpdateTimeMs,
        assessment.Source.Type,
        assessment.Source.Id,
        assessment.SpanId,
        assessment.Rationale,
        WriteError(assessment.Error),
        WriteMetadata(assessment.Metadata),
        assessment.Overrides,
        assessment.Valid ? 1L : 0L,
    ];

    private static AssessmentError? ReadError(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonTree.Parse(json);
        return new AssessmentError(Text("code"), Text("message"), Text("stack"));

        string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private static string? WriteError(AssessmentError? error) => error is null ? null : JsonTexts.Write(writer =>
    {
        writer.WriteStartObject();
        Text("code", error.Code);
        Text("message", error.Message);
        Text("stack", error.StackTrace);
        writer.WriteEndObject();

        void Text(string name, string? value)
        {
            if (value is not null)
                writer.WriteString(name, value);
        }
    });

    private static IReadOnlyList<Tag> ReadMetadata(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonTree.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(entry => new Tag(entry.Name, entry.Value.GetString()!))];
    }

    private static string? WriteMetadata(IReadOnlyList<Tag> metadata) => metadata.Count == 0 ? null : JsonTexts.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (key, value) in metadata)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    });
}
