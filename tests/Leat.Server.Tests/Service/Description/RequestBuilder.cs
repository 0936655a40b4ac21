using System.Text.Json.Nodes;

namespace Leat.Server.Tests.Service.Description;

/// <summary>Builds requests out of what is described of them.</summary>
/// <param name="api">The description.</param>
/// <param name="values">Values by the names of fields, for what means something.</param>
internal sealed class RequestBuilder(DescribedApi api, IReadOnlyDictionary<string, JsonNode> values)
{
    /// <summary>A request with the required fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="omit">The path of a field to leave out; what contains it is there.</param>
    /// <param name="include">The path of a field to have beyond the required ones.</param>
    /// <param name="value">Gives its value; a usual one if null.</param>
    public JsonObject Build(JsonObject fields, string? omit = null, string? include = null, JsonNode? value = null) =>
        Build(fields, "", new Choice(omit, include, value));

    /// <summary>The paths of all required fields, those of optional objects included.</summary>
    public IEnumerable<string> Required(JsonObject fields) => Paths(fields, "").Where(path => path.IsRequired).Select(path => path.Path);

    /// <summary>The paths and schemas of all fields.</summary>
    public IEnumerable<(string Path, JsonObject Schema, bool IsRequired)> Paths(JsonObject fields, string prefix = "")
    {
        foreach (var (name, schema) in fields["properties"]!.AsObject())
        {
            var whole = api.Resolve(schema!);
            yield return (prefix + name, whole, IsRequired(fields, name));
            if (Inner(whole) is { } inner)
            {
                foreach (var path in Paths(inner, $"{prefix}{name}."))
                    yield return path;
            }
        }
    }

    private JsonObject Build(JsonObject fields, string prefix, Choice choice)
    {
        var request = new JsonObject();
        foreach (var (name, schema) in fields["properties"]!.AsObject())
        {
            var path = prefix + name;
            if (path != choice.Omit && (IsRequired(fields, name) || choice.Contains(path)))
                request[name] = path == choice.Include && choice.Value is { } value ? value.DeepClone() : Value(name, path, api.Resolve(schema!), choice);
        }

        return request;
    }

    private JsonNode Value(string name, string path, JsonObject schema, Choice choice) =>
        Inner(schema) is { } inner ? Wrap(schema, Build(inner, path + ".", choice))
        : values.TryGetValue(path, out var value) || values.TryGetValue(name, out value) ? value.DeepClone()
        : Wrap(schema, Scalar(schema["items"] is { } items ? api.Resolve(items) : schema));

    private static JsonNode Wrap(JsonObject schema, JsonNode value) => (string?)schema["type"] == "array" ? new JsonArray(value) : value;

    private static JsonNode Scalar(JsonObject schema) =>
        schema["enum"] is JsonArray names ? names[^1]!.DeepClone()
        : (string?)schema["type"] switch
        {
            "integer" => 1,
            "boolean" => true,
            "string" => (string?)schema["format"] == "date-time" ? "2026-01-01T00:00:00Z" : "some",
            "object" => new JsonObject(),
            _ => 1.5,
        };

    /// <summary>The object that a field is, or has in a list.</summary>
    private JsonObject? Inner(JsonObject schema)
    {
        var element = schema["items"] is { } items ? api.Resolve(items) : schema;
        return element.ContainsKey("properties") ? element : null;
    }

    private static bool IsRequired(JsonObject fields, string name) => fields["required"]?.AsArray().Any(required => (string?)required == name) == true;

    private sealed record Choice(string? Omit, string? Include, JsonNode? Value)
    {
        public bool Contains(string path) => IsAt(Omit, path) || IsAt(Include, path);

        private static bool IsAt(string? chosen, string path) => chosen == path || chosen?.StartsWith(path + ".", StringComparison.Ordinal) == true;
    }
}
