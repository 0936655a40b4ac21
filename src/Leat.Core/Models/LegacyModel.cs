using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leat.Core;

/// <summary>A model as recorded by MLflow 2: an entry of the run's tag <c>mlflow.log-model.history</c>.</summary>
public sealed record LegacyModel
{
    /// <summary>The tag that lists a run's models.</summary>
    public const string HistoryTag = "mlflow.log-model.history";

    private static readonly string[] Mandatory = ["artifact_path", "flavors", "run_id", "utc_time_created"];

    private LegacyModel(string json) => Json = json;

    /// <summary>The entry as a JSON object.</summary>
    public string Json { get; }

    /// <summary>Validates the text of an MLmodel and extracts what the tag holds: flavors without their configuration.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a JSON object, or not a model.</exception>
    public static LegacyModel Parse(string modelJson)
    {
        var model = ParseObject(modelJson);
        var missing = Mandatory.Where(field => !model.ContainsKey(field)).Select(field => $"'{field}'").ToList();
        if (missing.Count > 0)
            throw LeatException.InvalidParameter($"Model json is missing mandatory fields: {{{string.Join(", ", missing)}}}");
        if (model["flavors"] is JsonObject flavors)
        {
            foreach (var (_, flavor) in flavors)
                (flavor as JsonObject)?.Remove("config");
        }

        return new LegacyModel(model.ToJsonString());
    }

    /// <summary>The tag's value with this entry appended.</summary>
    /// <param name="history">The current value of the tag; null, or anything except a list, counts as empty.</param>
    public string AppendTo(string? history)
    {
        JsonArray? entries = null;
        try
        {
            entries = history is null ? null : JsonNode.Parse(history) as JsonArray;
        }
        catch (JsonException)
        {
            // Somebody set the tag by hand; start a new list.
        }

        entries ??= [];
        entries.Add(JsonNode.Parse(Json));
        return entries.ToJsonString();
    }

    private static JsonObject ParseObject(string modelJson)
    {
        try
        {
            return JsonNode.Parse(modelJson) as JsonObject
                ?? throw LeatException.InvalidParameter("Malformed model info. The text is JSON, but not an object.");
        }
        catch (JsonException exception)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue,
                $"Malformed model info. \n {TextRules.Truncate(modelJson, 200)} \n is not a valid JSON.",
                exception);
        }
    }
}
