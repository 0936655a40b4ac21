using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>Schemas of single fields: the type that the serializer knows, and what attributes of the property say of its values.</summary>
internal static class FieldSchemas
{
    /// <summary>The schema of a field.</summary>
    /// <param name="property">The field.</param>
    /// <param name="ofMessage">Gives the schema of an object, or of an object in a list.</param>
    public static JsonObject Of(JsonPropertyInfo property, Func<JsonTypeInfo, JsonObject> ofMessage)
    {
        var schema = OfType(property.Options.GetTypeInfo(property.PropertyType), ofMessage);
        foreach (var attribute in property.AttributeProvider!.GetCustomAttributes(inherit: false))
            Apply(attribute, schema);
        return schema;
    }

    /// <summary>Says which names a text, or each text of a list, may be.</summary>
    public static void SetNames(JsonObject schema, IEnumerable<string> names) =>
        (schema["items"]?.AsObject() ?? schema)["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);

    /// <summary>Says which numbers are allowed, how many characters or how many entries, unless that has been said.</summary>
    public static void SetLimits(JsonObject schema, long? least, long? most)
    {
        var (minimum, maximum) = (string?)schema["type"] switch
        {
            "array" => ("minItems", "maxItems"),
            "string" => ("minLength", "maxLength"),
            _ => ("minimum", "maximum"),
        };
        if (least is not null)
            schema.TryAdd(minimum, least);
        if (most is not null)
            schema.TryAdd(maximum, most);
    }

    /// <summary>The value that an omitted field has, in words; null if nothing is said. OpenAPI's own <c>default</c> would make some generators
    /// require the field.</summary>
    public static string? DefaultOf(JsonPropertyInfo property) =>
        property.AttributeProvider!.GetCustomAttributes(typeof(DefaultValueAttribute), inherit: false) is [DefaultValueAttribute { Value: { } value }]
            ? string.Create(CultureInfo.InvariantCulture, $" {value} if left out.")
            : null;

    /// <summary>The property's name in C#.</summary>
    public static string NameOf(JsonPropertyInfo property) => ((MemberInfo)property.AttributeProvider!).Name;

    private static JsonObject OfType(JsonTypeInfo type, Func<JsonTypeInfo, JsonObject> ofMessage) => type.Kind switch
    {
        JsonTypeInfoKind.Object => ofMessage(type),
        JsonTypeInfoKind.Enumerable => new() { ["type"] = "array", ["items"] = OfElement(Element(type), ofMessage) },
        JsonTypeInfoKind.Dictionary => new() { ["type"] = "object", ["additionalProperties"] = OfType(Element(type), ofMessage) },
        _ => OfScalar(Nullable.GetUnderlyingType(type.Type) ?? type.Type),
    };

    /// <summary>Fields without a value are left out, but a list has a place for each.</summary>
    private static JsonObject OfElement(JsonTypeInfo type, Func<JsonTypeInfo, JsonObject> ofMessage)
    {
        var schema = OfType(type, ofMessage);
        return Nullable.GetUnderlyingType(type.Type) is null ? schema : new() { ["oneOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private static JsonTypeInfo Element(JsonTypeInfo list) => list.Options.GetTypeInfo(list.ElementType!);

    private static JsonObject OfScalar(Type type) =>
        type == typeof(string) ? new() { ["type"] = "string" }
        : type == typeof(bool) ? new() { ["type"] = "boolean" }
        : type == typeof(long) ? new() { ["type"] = "integer", ["format"] = "int64" }
        : type == typeof(int) ? new() { ["type"] = "integer", ["format"] = "int32" }
        : type == typeof(double) ? SharedSchemas.Reference(SharedSchemas.Number)
        : type == typeof(AnyJson) ? SharedSchemas.Reference(SharedSchemas.Json)
        : type == typeof(OtelValue) ? SharedSchemas.Reference(SharedSchemas.OtelValue)
        : throw new NotSupportedException($"No schema is known for {type}.");

    private static void Apply(object attribute, JsonObject schema)
    {
        switch (attribute)
        {
            case WireEnumAttribute { Names: var names }:
                SetNames(schema, names.All);
                break;
            case AllowedValuesAttribute allowed:
                SetNames(schema, allowed.Values.Cast<string>());
                break;
            case LimitsAttribute limits:
                SetLimits(schema, limits.Least, limits.Most);
                break;
        }
    }
}
