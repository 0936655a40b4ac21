using System.Globalization;
using System.Text.Json.Nodes;

namespace Leat.Durability.Tests.Api;

/// <summary>One point of a metric.</summary>
internal readonly record struct Point(string Key, double Value, long Timestamp, long Step)
{
    public static Point Read(JsonNode node) =>
        new((string)node["key"]!, (double)node["value"]!, (long)node["timestamp"]!, (long?)node["step"] ?? 0);

    public JsonObject ToJson() => new()
    {
        ["key"] = Key,
        ["value"] = Value,
        ["timestamp"] = Timestamp,
        ["step"] = Step,
    };

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Key}[{Step}]@{Timestamp}={Value:R}");
}
