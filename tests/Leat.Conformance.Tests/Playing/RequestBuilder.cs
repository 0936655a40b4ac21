using Leat.Conformance.Tests.Json;
using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Builds the bytes of a request from its description.</summary>
internal static class RequestBuilder
{
    public static RawRequest Build(JsonObject request, Variables variables)
    {
        var headers = Headers(request, variables);
        var body = Body(request, variables);
        if (request.Members.ContainsKey("json") && !Mentions(request, "content-type"))
            headers.Add(new("Content-Type", "application/json"));
        if (!Mentions(request, "accept"))
            headers.Add(new("Accept", "*/*"));
        return new RawRequest(Text(request, "method"), Target(request, variables), headers, body);
    }

    /// <summary>Encodes only the variables in a path; the rest is sent unchanged.</summary>
    private static string Target(JsonObject request, Variables variables)
    {
        var path = variables.FillText(Text(request, "path"), PercentEncoding.Path);
        var query = string.Join('&', Query(request).Select(pair =>
            PercentEncoding.Query(pair.Name) + "=" + PercentEncoding.Query(QueryText(pair.Value, variables))));
        if (query.Length == 0)
            return path;
        return path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
    }

    private static IEnumerable<(string Name, JsonValue Value)> Query(JsonObject request) =>
        request.Members.GetValueOrDefault("query") switch
        {
            JsonObject byName => byName.Members.SelectMany(member =>
                member.Value is JsonArray many
                    ? many.Items.Select(item => (member.Key, item))
                    : [(member.Key, member.Value)]),
            JsonArray pairs => pairs.Items.Cast<JsonArray>().Select(pair =>
                (((JsonString)pair.Items[0]).Value, pair.Items[1])),
            _ => [],
        };

    private static string QueryText(JsonValue value, Variables variables)
    {
        var filled = Generators.Expand(value, variables);
        return filled is JsonString text ? text.Value : JsonText.Write(filled, ascii: true);
    }

    private static List<KeyValuePair<string, string>> Headers(JsonObject request, Variables variables)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in Given(request))
        {
            if (value is JsonString text)
                headers.Add(new(name, variables.FillText(text.Value)));
        }

        return headers;
    }

    private static byte[]? Body(JsonObject request, Variables variables)
    {
        if (request.Members.TryGetValue("json", out var json))
            return LooseUtf8.GetBytes(JsonText.Write(Generators.Expand(json, variables)));
        if (request.Members.TryGetValue("text", out var text))
            return LooseUtf8.GetBytes(BodyText(text, variables));
        return request.Members.GetValueOrDefault("base64") is JsonString base64
            ? Convert.FromBase64String(base64.Value)
            : null;
    }

    private static string BodyText(JsonValue text, Variables variables) => text is JsonString plain
        ? variables.FillText(plain.Value)
        : JsonText.Plain(Generators.Expand(text, variables));

    /// <summary>A header given as null also counts as mentioned: it is not sent, and nothing replaces it.</summary>
    private static bool Mentions(JsonObject request, string header) =>
        Given(request).Any(given => given.Key.Equals(header, StringComparison.OrdinalIgnoreCase));

    private static OrderedDictionary<string, JsonValue> Given(JsonObject request) =>
        request.Members.GetValueOrDefault("headers") is JsonObject headers ? headers.Members : [];

    private static string Text(JsonObject request, string name) =>
        request.Members.GetValueOrDefault(name) is JsonString text
            ? text.Value
            : throw new FormatException($"a request has a string '{name}'");
}
