using System.Text.Json.Nodes;

namespace Leat.Server;

/// <summary>Schemas of values written in a format of our own, of which the serializer knows nothing.</summary>
internal static class SharedSchemas
{
    /// <summary>A double, NaN and infinities as texts.</summary>
    public const string Number = "Number";

    /// <summary>Any JSON.</summary>
    public const string Json = "Json";

    /// <summary>A value of an attribute in OpenTelemetry's JSON.</summary>
    public const string OtelValue = "OtelValue";

    /// <summary>All of them, by name.</summary>
    public static JsonObject Load() => Descriptions.ReadJson("schemas.json");

    /// <summary>A reference to a named schema.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };
}
