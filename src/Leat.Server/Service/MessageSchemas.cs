using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>Schemas of messages, as a client's author wants them rather than as the serializer sees them.</summary>
internal sealed class MessageSchemas(OperationTexts texts)
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) =>
            context.TypeInfo.Type == typeof(AnyJson) ? new JsonObject { ["description"] = "Any JSON." }
            : context.TypeInfo.Type == typeof(OtelValue) ? new JsonObject { ["type"] = "object", ["description"] = "One of string_value, bool_value, int_value, double_value, array_value and kvlist_value." }
            : node,
    };

    /// <summary>Fields that an element of a list must have where it knows them.</summary>
    private static readonly HashSet<string> RequiredInElements = ["key", "timestamp", "field_name", "entity", "action"];

    /// <summary>The schema of what is sent.</summary>
    /// <param name="type">The message.</param>
    /// <param name="operation">What is said of the call, its required fields among it.</param>
    public JsonObject OfRequest(JsonTypeInfo type, JsonObject? operation)
    {
        var schema = Clean(type, operation);
        foreach (var part in Objects(schema))
            KeepRequired(part);
        if (operation?["required"] is { } required)
            schema["required"] = required.DeepClone();
        return schema;
    }

    /// <summary>The schema of an answer: anything may be left out that has not been set.</summary>
    public JsonObject OfResponse(JsonTypeInfo type)
    {
        var schema = Clean(type, operation: null);
        foreach (var part in Objects(schema))
            part.Remove("required");
        return schema;
    }

    private JsonObject Clean(JsonTypeInfo type, JsonObject? operation)
    {
        var root = type.GetJsonSchemaAsNode(Options).AsObject();
        var schema = Plain(root, root).AsObject();
        foreach (var part in Objects(schema))
            Describe(part, operation);
        return schema;
    }

    private void Describe(JsonObject part, JsonObject? operation)
    {
        var fields = part["properties"]?.AsObject() ?? [];
        foreach (var (name, field) in fields)
        {
            foreach (var (keyword, value) in texts.OfField(operation, Meaning(name, fields)))
                field!.AsObject().TryAdd(keyword, value?.DeepClone());
        }
    }

    /// <summary>A status means something else on each kind of object; the fields beside it tell the kind.</summary>
    private static string Meaning(string name, JsonObject fields) => name switch
    {
        "status" when fields.ContainsKey("model_type") => "logged_model.status",
        "status" when fields.ContainsKey("request_metadata") => "trace.status",
        "status" when fields.ContainsKey("current_stage") => "model_version.status",
        "status" when fields.ContainsKey("url") => "webhook.status",
        _ => name,
    };

    /// <summary>Without references into itself, which would be wrong within a larger document, without nulls, which mean the same
    /// as a field left out, and with numbers as they are usually sent.</summary>
    private static JsonNode Plain(JsonNode node, JsonNode root)
    {
        if (node is not JsonObject schema)
            return Number();
        if (schema["$ref"] is { } reference)
            return Plain(Follow(root, (string)reference!), root);
        var plain = new JsonObject();
        foreach (var (keyword, value) in schema)
        {
            switch (keyword)
            {
                case "type":
                    plain[keyword] = PlainType(value!);
                    break;
                case "properties":
                    plain[keyword] = new JsonObject(value!.AsObject().Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Plain(field.Value!, root))));
                    break;
                case "items":
                    plain[keyword] = Plain(value!, root);
                    break;
                case "pattern" or "default":
                    break;
                default:
                    plain[keyword] = value?.DeepClone();
                    break;
            }
        }

        if ((string?)plain["type"] == "integer")
            plain["format"] = "int64";
        return plain;
    }

    /// <summary>Doubles, of which the serializer tells nothing, as it writes them in a way of our own.</summary>
    private static JsonObject Number() => new()
    {
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = "number", ["format"] = "double" },
            new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("NaN", "Infinity", "-Infinity") }),
    };

    /// <summary>One type of those allowed: 64-bit integers are taken as strings, too, and anything as null.</summary>
    private static string PlainType(JsonNode type)
    {
        if (type is JsonValue single)
            return (string)single!;
        var types = type.AsArray().Select(name => (string)name!).ToList();
        return types.Contains("integer") ? "integer" : types.First(name => name != "null");
    }

    private static JsonNode Follow(JsonNode root, string reference) => reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, step) => node[step]!);

    private static void KeepRequired(JsonObject part)
    {
        if (part["properties"] is not JsonObject fields || !part.Remove("required"))
            return;
        var required = fields.Select(field => field.Key)
            .Where(name => RequiredInElements.Contains(name) || (name == "value" && fields.ContainsKey("timestamp")))
            .ToList();
        if (required.Count > 0)
            part["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
    }

    /// <summary>The schema and all schemas of objects in it.</summary>
    private static IEnumerable<JsonObject> Objects(JsonObject schema)
    {
        yield return schema;
        var inner = (schema["properties"]?.AsObject() ?? []).Select(field => field.Value).Append(schema["items"]);
        foreach (var part in inner.OfType<JsonObject>().SelectMany(Objects))
            yield return part;
    }
}
