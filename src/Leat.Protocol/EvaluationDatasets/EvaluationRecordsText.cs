using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Records of evaluation datasets as the client sees them: JSON in a text field, whichever way it goes.</summary>
internal static class EvaluationRecordsText
{
    private const string Field = "records";

    /// <summary>The records that are to be written.</summary>
    public static string Write(NewEvaluationDatasetRecords records)
    {
        var text = new StringBuilder("[");
        foreach (var record in records.Records)
        {
            text.Append(text.Length == 1 ? "" : ", ").Append("{\"inputs\": ").Append(record.Inputs);
            Append(text, "outputs", record.HasOutputs ? record.Outputs ?? "null" : null);
            Append(text, "expectations", record.Expectations);
            Append(text, "tags", record.Tags);
            Append(text, "source", record.Source?.Json);
            text.Append('}');
        }

        return LiteralRepair.Restore(text.Append(']').ToString());
    }

    /// <summary>The records that a server sent.</summary>
    public static IReadOnlyList<EvaluationDatasetRecord> Read(string? text)
    {
        using var document = EmbeddedJson.Parse(text ?? "[]", Field);
        return [.. document.RootElement.EnumerateArray().Select(ReadRecord)];
    }

    private static void Append(StringBuilder text, string name, string? json)
    {
        if (json is not null)
            text.Append(", \"").Append(name).Append("\": ").Append(json);
    }

    private static EvaluationDatasetRecord ReadRecord(JsonElement record)
    {
        var inputs = record.GetProperty("inputs");
        return new EvaluationDatasetRecord(
            Answers.Require(Text("dataset_record_id"), "dataset_record_id"),
            EvaluationJson.Hash(inputs),
            inputs.GetRawText(),
            Json("outputs"),
            Json("expectations"),
            Json("tags") ?? "{}",
            Json("source"),
            Text("source_id"),
            Text("source_type"),
            record.GetProperty("created_time").GetInt64(),
            record.GetProperty("last_update_time").GetInt64(),
            Text("created_by"),
            Text("last_updated_by"));

        string? Text(string name) => record.TryGetProperty(name, out var value) ? value.GetString() : null;

        string? Json(string name) =>
            record.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;
    }
}
