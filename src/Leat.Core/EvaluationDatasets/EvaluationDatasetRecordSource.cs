using System.Text.Json;

namespace Leat.Core;

/// <summary>The origin of a record.</summary>
/// <param name="Type">One of <see cref="Types"/>.</param>
/// <param name="Id">The trace or other object it refers to; null if none.</param>
/// <param name="Json">The whole source, as a JSON object.</param>
public sealed record EvaluationDatasetRecordSource(string Type, string? Id, string Json)
{
    private const string TypeField = "source_type";
    private const string DataField = "source_data";

    /// <summary>The valid types.</summary>
    public static IReadOnlyList<string> Types { get; } = ["UNSPECIFIED", "TRACE", "HUMAN", "DOCUMENT", "CODE"];

    /// <summary>Reads a source; null for <c>null</c> and for an empty object.</summary>
    /// <param name="source">The JSON.</param>
    /// <param name="path">Its location, for messages.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a source.</exception>
    internal static EvaluationDatasetRecordSource? Read(JsonElement source, string path)
    {
        if (EvaluationJson.ObjectAt(source, path) is not { } fields || !fields.EnumerateObject().Any())
            return null;
        foreach (var field in fields.EnumerateObject())
        {
            if (!field.NameEquals(TypeField) && !field.NameEquals(DataField))
                throw LeatException.InvalidParameter($"Invalid value for parameter '{path}' supplied: it may hold '{TypeField}' and '{DataField}' only.");
        }

        var type = ReadType(fields, path);
        var data = fields.TryGetProperty(DataField, out var given) ? EvaluationJson.ObjectAt(given, $"{path}.{DataField}") : null;
        return new EvaluationDatasetRecordSource(
            type,
            data is null ? null : EvaluationJson.TextOf(data.Value, type == "TRACE" ? "trace_id" : "source_id"),
            $$"""{"{{TypeField}}": "{{type}}", "{{DataField}}": {{data?.GetRawText() ?? "{}"}}}""");
    }

    private static string ReadType(JsonElement source, string path)
    {
        var type = EvaluationJson.TextOf(source, TypeField)?.ToUpperInvariant()
            ?? throw LeatException.InvalidParameter($"Missing value for required parameter '{path}.{TypeField}'.");
        return Types.Contains(type)
            ? type
            : throw LeatException.InvalidParameter(
                $"Invalid dataset record source type: {TextRules.Truncate(type, 100)}. Valid source types: [{string.Join(", ", Types.Select(known => $"'{known}'"))}]");
    }
}
