using System.Text.Json;

namespace Leat.Core;

/// <summary>A valid record to be written to an evaluation dataset.</summary>
public sealed record NewEvaluationDatasetRecord
{
    private NewEvaluationDatasetRecord(string inputs, string inputHash)
    {
        Inputs = inputs;
        InputHash = inputHash;
    }

    /// <summary>A JSON object, exactly as sent.</summary>
    public string Inputs { get; }

    /// <summary>The hexadecimal SHA-256 of the inputs' JSON with sorted keys: the same for equal inputs.</summary>
    public string InputHash { get; }

    /// <summary>Whether outputs were given, even if <c>null</c>.</summary>
    public bool HasOutputs { get; private init; }

    /// <summary>Any JSON, exactly as sent; null for <c>null</c> and for none.</summary>
    public string? Outputs { get; private init; }

    /// <summary>A JSON object, exactly as sent; null if none was given.</summary>
    public string? Expectations { get; private init; }

    /// <summary>A JSON object, exactly as sent; null if none was given.</summary>
    public string? Tags { get; private init; }

    /// <summary>Its origin; null if not given.</summary>
    public EvaluationDatasetRecordSource? Source { get; private init; }

    /// <summary>Its author; null if its tags name none.</summary>
    public string? User { get; private init; }

    /// <summary>Reads a record.</summary>
    /// <param name="record">The JSON.</param>
    /// <param name="path">Its location, for messages.</param>
    /// <param name="schema">Receives the record's fields.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a record.</exception>
    internal static NewEvaluationDatasetRecord Read(JsonElement record, string path, EvaluationDatasetSchema schema)
    {
        if (record.ValueKind != JsonValueKind.Object)
            throw LeatException.InvalidParameter($"Invalid value for parameter '{path}' supplied: each record must be a JSON object.");
        var inputs = record.TryGetProperty("inputs", out var given)
            ? EvaluationJson.ObjectAt(given, $"{path}.inputs") ?? throw LeatException.InvalidParameter($"Missing value for required parameter '{path}.inputs'.")
            : EvaluationJson.Empty;
        var hasOutputs = record.TryGetProperty("outputs", out var outputs);
        var expectations = ReadObject(record, "expectations", path);
        var tags = ReadObject(record, "tags", path);
        schema.Add(inputs, outputs, expectations);
        return new NewEvaluationDatasetRecord(inputs.GetRawText(), EvaluationJson.Hash(inputs))
        {
            HasOutputs = hasOutputs,
            Outputs = hasOutputs && outputs.ValueKind != JsonValueKind.Null ? outputs.GetRawText() : null,
            Expectations = expectations?.GetRawText(),
            Tags = tags?.GetRawText(),
            Source = record.TryGetProperty("source", out var source) ? EvaluationDatasetRecordSource.Read(source, $"{path}.source") : null,
            User = tags is null ? null : EvaluationJson.TextOf(tags.Value, EvaluationDatasetRules.UserTag),
        };
    }

    private static JsonElement? ReadObject(JsonElement record, string name, string path) =>
        record.TryGetProperty(name, out var value) ? EvaluationJson.ObjectAt(value, $"{path}.{name}") : null;
}
