using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>A model as recorded by MLflow 2: an entry of the run's tag <c>mlflow.log-model.history</c>.</summary>
public sealed record LegacyModel
{
    /// <summary>The tag that lists a run's models.</summary>
    public const string HistoryTag = "mlflow.log-model.history";

    private static readonly string[] Mandatory = ["artifact_path", "flavors", "run_id", "utc_time_created"];

    private LegacyModel(string json) => Json = json;

    /// <summary>The entry as a JSON object, written as Python does.</summary>
    public string Json { get; }

    /// <summary>Validates the text of an MLmodel and extracts what MLflow puts into the tag: where and when the model was logged, its number,
    /// and its flavors without their configuration.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a JSON object, or not a model.</exception>
    public static LegacyModel Parse(string modelJson)
    {
        using var document = ParseObject(modelJson);
        var model = document.RootElement;
        var missing = Mandatory.Where(field => !model.TryGetProperty(field, out _)).Select(field => $"'{field}'").ToList();
        if (missing.Count > 0)
            throw LeatException.InvalidParameter($"Model json is missing mandatory fields: {{{string.Join(", ", missing)}}}");
        var flavors = model.GetProperty("flavors");
        if (flavors.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            throw LeatException.InvalidParameter("Malformed model info. Its 'flavors' are not an object.");
        try
        {
            return new LegacyModel(Write(model, flavors));
        }
        catch (InvalidOperationException exception)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, "Malformed model info. It holds text that is not Unicode.", exception);
        }
    }

    /// <summary>The tag's value with this entry appended.</summary>
    /// <param name="history">The current value of the tag; null, or anything except a list, counts as empty.</param>
    public string AppendTo(string? history)
    {
        try
        {
            using var entries = history is null ? null : JsonTree.Parse(history);
            if (entries?.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
                return $"{PythonDumps.Of(list)[..^1]}, {Json}]";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Somebody set the tag by hand; start a new list.
        }

        return $"[{Json}]";
    }

    /// <summary>In the order of MLflow. A path or run that is null is left out, a number that is not there is null.</summary>
    private static string Write(JsonElement model, JsonElement flavors)
    {
        var text = new StringBuilder("{");
        foreach (var field in (ReadOnlySpan<string>)["run_id", "artifact_path", "utc_time_created"])
        {
            if (model.GetProperty(field) is { ValueKind: not JsonValueKind.Null } value)
                PythonDumps.Append(text.Append('"').Append(field).Append("\": "), value).Append(", ");
        }

        text.Append("\"model_uuid\": ");
        if (model.TryGetProperty("model_uuid", out var uuid))
            PythonDumps.Append(text, uuid);
        else
            text.Append("null");
        AppendFlavors(text.Append(", \"flavors\": "), flavors);
        return text.Append('}').ToString();
    }

    private static void AppendFlavors(StringBuilder text, JsonElement flavors)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var flavor in flavors.ValueKind == JsonValueKind.Object ? flavors.EnumerateObject() : default)
        {
            PythonDumps.AppendName(text, flavor.Name, isFirst);
            PythonDumps.Append(text, flavor.Value, member => member != "config");
            isFirst = false;
        }

        text.Append('}');
    }

    private static JsonTree ParseObject(string modelJson)
    {
        try
        {
            var document = JsonTree.Parse(modelJson);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException exception)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue,
                $"Malformed model info. \n {TextRules.Truncate(modelJson, 200)} \n is not a valid JSON.",
                exception);
        }

        throw LeatException.InvalidParameter("Malformed model info. The text is JSON, but not an object.");
    }
}
