using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Reads the traces of a file store. Their spans lie in a file beside them; here they become part of the store.</summary>
internal sealed class MlrunsTraceReader(MlrunsFolder folder)
{
    private const long LargestSpans = 64 << 20;

    /// <summary>A trace; null if it cannot be read, which is noted.</summary>
    public Trace? Read(string id, string path)
    {
        if (folder.ReadYaml(Path.Combine(path, "trace_info.yaml"), FileThing.Trace, id) is not { } info)
            return null;
        var spans = ReadSpans(id, path);
        var tags = EntriesOf(path, "tags", id);
        if (spans is not null && tags.TrueForAll(tag => tag.Key != TraceKeys.SpansLocation))
            tags.Add(new Tag(TraceKeys.SpansLocation, TraceKeys.TrackingStore));
        var location = info["trace_location"]["mlflow_experiment"]["experiment_id"].Text ?? info["experiment_id"].Text;
        var trace = new TraceInfo(
            id,
            location ?? "",
            MlrunsFields.Time(info["request_time"]) ?? MlrunsFields.Integer(info["timestamp_ms"]) ?? 0,
            MlrunsFields.Integer(info["execution_duration_ms"]) ?? MlrunsFields.Integer(info["execution_time_ms"]),
            TraceStates.TryParse(info["state"].Text ?? info["status"].Text, out var state) ? state : TraceState.Unspecified,
            EntriesOf(path, "request_metadata", id),
            tags,
            [.. ReadAssessments(id, path)])
        {
            ClientRequestId = info["client_request_id"].Text,
            RequestPreview = info["request_preview"].Text,
            ResponsePreview = info["response_preview"].Text,
        };
        return new Trace(trace, spans ?? []);
    }

    private List<Tag> EntriesOf(string path, string name, string id) =>
        [.. folder.Texts(Path.Combine(path, name), FileThing.Trace, id).Select(entry => new Tag(entry.Key, entry.Value))];

    /// <summary>The spans, which may be none yet; null if there is no file of them that can be read.</summary>
    private List<Span>? ReadSpans(string id, string path)
    {
        var file = new FileInfo(Path.Combine(path, "artifacts", "traces.json"));
        if (!file.Exists || !folder.TryRead(file, LargestSpans, FileThing.Trace, id, out var text))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.GetProperty("spans").EnumerateArray().Select(span => SpanJson.Read(id, span.GetRawText()))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            folder.Note(FileThing.Trace, id, $"Its spans in '{folder.Relative(file.FullName)}' are not as MLflow writes them, and stay there.");
            return null;
        }
    }

    private List<Assessment> ReadAssessments(string id, string path)
    {
        var found = new List<Assessment>();
        foreach (var (_, file) in folder.Files(Path.Combine(path, "assessments"), FileThing.Trace, id))
        {
            if (folder.ReadYaml(file.FullName, FileThing.Trace, id) is not { } node)
                continue;
            if (AssessmentOf(id, Path.GetFileNameWithoutExtension(file.Name), node) is { } assessment)
                found.Add(assessment);
            else
                folder.Note(FileThing.Trace, id, $"'{folder.Relative(file.FullName)}' is neither feedback nor an expectation that can be read.");
        }

        return [.. found.OrderBy(assessment => assessment.CreateTimeMs)];
    }

    private static Assessment? AssessmentOf(string traceId, string id, YamlNode node)
    {
        var kind = node["feedback"].IsMap ? AssessmentKind.Feedback : node["expectation"].IsMap ? AssessmentKind.Expectation : (AssessmentKind?)null;
        if (kind is null || node["assessment_name"].Text is not { } name)
            return null;
        var body = node[kind == AssessmentKind.Feedback ? "feedback" : "expectation"];
        var created = MlrunsFields.Time(node["create_time"]) ?? 0;
        var error = body["error"].IsMap ? body["error"] : node["error"];
        return new Assessment(
            node["assessment_id"].Text ?? id,
            traceId,
            name,
            kind.Value,
            body["serialized_value"]["value"].Text is { } json ? SerializedOf(json) : JsonOf(body["value"]),
            new AssessmentSource(node["source"]["source_type"].Text ?? "SOURCE_TYPE_UNSPECIFIED", node["source"]["source_id"].Text),
            created,
            MlrunsFields.Time(node["last_update_time"]) ?? created)
        {
            Error = error.IsMap ? new AssessmentError(error["error_code"].Text, error["error_message"].Text, error["stack_trace"].Text) : null,
            SpanId = node["span_id"].Text,
            Rationale = node["rationale"].Text,
            Metadata = [.. node["metadata"].Entries.Select(entry => new Tag(entry.Key, entry.Value.Text ?? ""))],
            Overrides = node["overrides"].Text,
            Valid = node["valid"].Text != "false",
        };
    }

    /// <summary>Lists and maps of expectations are JSON in a text.</summary>
    private static string SerializedOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return PythonDumps.Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A text then, as it is there.
            var text = new System.Text.StringBuilder();
            PythonFormat.AppendWholeText(text, json);
            return text.ToString();
        }
    }

    /// <summary>A value as the JSON that Python writes, which is what filters compare.</summary>
    private static string JsonOf(YamlNode node)
    {
        using var document = JsonDocument.Parse(TreeOf(node)?.ToJsonString() ?? "null");
        return PythonDumps.Of(document.RootElement);
    }

    private static JsonNode? TreeOf(YamlNode node)
    {
        if (node.IsMap)
            return new JsonObject(node.Entries.DistinctBy(entry => entry.Key).Select(entry => KeyValuePair.Create(entry.Key, TreeOf(entry.Value))));
        if (node.IsList)
            return new JsonArray([.. node.Items.Select(TreeOf)]);
        if (node.Text is not { } text)
            return null;
        if (node.IsQuoted || !IsJsonValue(text))
            return JsonValue.Create(text);
        return JsonNode.Parse(text);
    }

    /// <summary>Whether a plain text is a number or a truth, which PyYAML writes as JSON does.</summary>
    private static bool IsJsonValue(string text)
    {
        if (text is "true" or "false")
            return true;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
