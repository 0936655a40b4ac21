using System.Text.Json.Nodes;

namespace Leat.Durability.Tests.Fuzz;

/// <summary>Plausible values for fields by name: some known from the start, others learned from the server's responses, so that later calls
/// use objects created by earlier ones.</summary>
internal sealed class KnownValues(Random random)
{
    private const int MostPerField = 12;

    /// <summary>Fields that share the values of another field.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["experiment_ids"] = "experiment_id",
        ["run_ids"] = "run_id",
        ["run_uuid"] = "run_id",
        ["source_run_id"] = "run_id",
        ["metric_key"] = "key",
        ["tag_key"] = "key",
        ["page_token"] = "next_page_token",
        ["stages"] = "stage",
        ["artifact_directory_path"] = "path",
        ["artifact_file_path"] = "path",
        ["experiment_name"] = "name",
        ["run_view_type"] = "view_type",
        ["start_step"] = "step",
        ["end_step"] = "step",
        ["start_time"] = "timestamp",
        ["end_time"] = "timestamp",
        ["dataset_name"] = "name",
        ["dataset_digest"] = "digest",
    };

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal)
    {
        ["key"] = ["m", "p", "a/b", "\u00e4 key", "t.1"],
        ["value"] = ["1", "1.5", "text", "-7e10"],
        ["status"] = ["RUNNING", "FINISHED", "KILLED", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"],
        ["view_type"] = ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"],
        ["stage"] = ["None", "Staging", "Production", "Archived"],
        ["filter"] =
        [
            "metrics.m > 1 and params.p = 'x'", "name ILIKE '%a%'", "tags.t.1 = 'v'", "creation_time > 5", "attributes.status IN ('RUNNING')",
            "tags.`a b` LIKE 'v%'", "version_number >= 1",
        ],
        ["order_by"] = ["metrics.m DESC", "name", "creation_time ASC", "params.p", "last_update_time DESC", "start_time"],
        ["field_name"] = ["creation_timestamp", "metrics.m", "name"],
        ["path"] = ["a.txt", "a", "a/b.json", "model/MLmodel", "\u00e4 b/c.html"],
        ["source"] = ["mlflow-artifacts:/1/x", "s3://bucket/model", "models:/name-1/1"],
        ["artifact_location"] = ["mlflow-artifacts:/own", "s3://bucket/a", "mlflow-artifacts:/a/b?c=d"],
        ["model_json"] = ["{\"artifact_path\": \"m\", \"flavors\": {}, \"utc_time_created\": \"2026-01-01\", \"run_id\": \"0\"}"],
        ["timestamp"] = ["1", "1700000000000"],
        ["step"] = ["0", "1", "5", "1000"],
        ["max_results"] = ["1", "2", "5", "1000"],
        ["alias"] = ["champion", "a_1"],
        ["version"] = ["1", "2"],
        ["digest"] = ["0123abcd"],
    };

    private int _fresh;

    /// <summary>A plausible value for the field; sometimes a new name.</summary>
    public string Draw(string field)
    {
        field = Aliases.GetValueOrDefault(field, field);
        var fresh = field is "name" or "new_name" ? 3 : 6;
        if (!_values.TryGetValue(field, out var known) || random.Next(fresh) == 0)
            return $"{field}-{++_fresh}";
        return known[random.Next(known.Count)];
    }

    /// <summary>Remembers the strings in a response under their field names.</summary>
    public void Learn(JsonNode? answer)
    {
        switch (answer)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    Learn(name, value);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Learn(item);
                break;
        }
    }

    private void Learn(string name, JsonNode? value)
    {
        Learn(value);
        if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text) || text.Length > 300)
            return;
        if (!_values.TryGetValue(name, out var known))
            _values[name] = known = [];
        if (known.Contains(text))
            return;
        if (known.Count < MostPerField)
            known.Add(text);
        else
            known[random.Next(MostPerField)] = text;
    }
}
