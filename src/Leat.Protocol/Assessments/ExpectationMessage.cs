using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>What should have come out, as it travels: a plain value, or a text that holds anything else.</summary>
/// <param name="Value">A text, number, truth value, or list of them.</param>
/// <param name="SerializedValue">Anything else.</param>
internal sealed record ExpectationMessage(
    [property: MayBeLeftOut] AnyJson? Value,
    [property: MayBeLeftOut] SerializedValueMessage? SerializedValue)
{
    /// <summary>The expectation as it travels.</summary>
    /// <param name="json">JSON text.</param>
    public static ExpectationMessage From(string json) => IsPlain(json)
        ? new ExpectationMessage(new AnyJson(json), null)
        : new ExpectationMessage(null, new SerializedValueMessage(SerializedValueMessage.JsonFormat, json));

    internal static ExpectationMessage Decode(WireFields fields) => fields.GetMessage("serialized_value") is { } serialized
        ? new ExpectationMessage(null, SerializedValueMessage.Decode(serialized))
        : new ExpectationMessage(new AnyJson(fields.GetJsonText("value")), null);

    /// <summary>The value as JSON text.</summary>
    public string ToJson() => SerializedValue?.ToJson() ?? Value?.Text ?? "null";

    private static bool IsPlain(string json)
    {
        using var document = JsonTree.Parse(json, new JsonDocumentOptions { MaxDepth = WireBody.MaxDepth });
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().All(IsScalar) : IsScalar(root);
    }

    private static bool IsScalar(JsonElement value) => value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);
}

/// <summary>A value that was made a text.</summary>
/// <param name="SerializationFormat">How it was made a text.</param>
/// <param name="Value">The text.</param>
internal sealed record SerializedValueMessage(
    [property: AllowedValues(SerializedValueMessage.JsonFormat)] string? SerializationFormat,
    string? Value)
{
    internal const string JsonFormat = "JSON_FORMAT";

    internal static SerializedValueMessage Decode(WireFields fields) =>
        new(fields.GetString("serialization_format"), fields.GetString("value"));

    internal string ToJson()
    {
        if (SerializationFormat is not (null or "" or JsonFormat))
            throw RequestFaults.Described($"Unknown serialization format: '{SerializationFormat}'. Only {JsonFormat} is supported.");
        return JsonValueText.Normalise(Value ?? "")
            ?? throw RequestFaults.Described("The value of 'expectation.serialized_value' is no JSON text.");
    }
}
