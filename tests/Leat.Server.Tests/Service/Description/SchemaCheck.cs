using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leat.Server.Tests.Service.Description;

/// <summary>Holds JSON to a schema of the description. Fields that are not described are faults, too.</summary>
internal sealed class SchemaCheck(DescribedApi api)
{
    /// <summary>What is wrong, each fault with its path; empty if nothing is.</summary>
    public IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string path = "$")
    {
        var whole = api.Resolve(schema);
        if (whole["oneOf"] is JsonArray choices)
            return choices.Any(choice => !Faults(value, choice!, path).Any()) ? [] : [$"{path} is none of several things"];
        return (string?)whole["type"] switch
        {
            "object" => value is JsonObject fields ? FieldFaults(fields, whole, path) : [$"{path} is no object"],
            "array" => value is JsonArray list
                ? list.SelectMany((element, index) => Faults(element, whole["items"]!, $"{path}[{index}]"))
                : [$"{path} is no list"],
            "string" => ScalarFaults(value, JsonValueKind.String, whole, path),
            "integer" => ScalarFaults(value, JsonValueKind.Number, whole, path).Concat(IsWhole(value) ? [] : [$"{path} is no integer"]),
            "number" => ScalarFaults(value, JsonValueKind.Number, whole, path),
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? [] : [$"{path} is no truth value"],
            "null" => value is null ? [] : [$"{path} is not null"],
            _ => [],
        };
    }

    private IEnumerable<string> FieldFaults(JsonObject fields, JsonObject schema, string path)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            if (!fields.ContainsKey((string)name!))
                yield return $"{path}.{name} is not there";
        }

        foreach (var (name, value) in fields)
        {
            var field = schema["properties"]?[name] ?? schema["additionalProperties"];
            foreach (var fault in field is null ? [$"{path}.{name} is not described"] : Faults(value, field, $"{path}.{name}"))
                yield return fault;
        }
    }

    private static IEnumerable<string> ScalarFaults(JsonNode? value, JsonValueKind kind, JsonObject schema, string path)
    {
        if (value?.GetValueKind() != kind)
            return [$"{path} is no {kind}"];
        return schema["enum"] is JsonArray names && !names.Any(name => JsonNode.DeepEquals(name, value)) ? [$"{path} may not be {value}"] : [];
    }

    private static bool IsWhole(JsonNode? value) => value?.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0;
}
