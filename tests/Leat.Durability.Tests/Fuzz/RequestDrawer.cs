using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Testing.Http;

namespace Leat.Durability.Tests.Fuzz;

/// <summary>Generates requests for a described call: mostly valid ones with something wrong in them.</summary>
internal sealed class RequestDrawer(Random random, KnownValues known, HostileValues hostile)
{
    private static readonly string[] OddContentTypes =
        ["text/plain", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "", "nonsense"];

    /// <summary>Percentage of bad values in the request; drawn anew for each request.</summary>
    private int _malice;

    public RawRequest Draw(ApiOperation operation)
    {
        int[] malice = [0, 0, 5, 15, 50];
        _malice = malice[random.Next(malice.Length)];
        var body = DrawBody(operation);
        List<KeyValuePair<string, string>> headers = body is null ? [] : [new("Content-Type", DrawContentType())];
        return new RawRequest(operation.Method, DrawPath(operation) + DrawQuery(operation), headers, body);
    }

    private bool Bad() => random.Next(100) < _malice;

    private string DrawContentType() =>
        _malice > 0 && random.Next(40) == 0 ? OddContentTypes[random.Next(OddContentTypes.Length)] : "application/json";

    private string DrawPath(ApiOperation operation) => operation.PathFields.Aggregate(
        operation.Path,
        (path, field) => path.Replace($"{{{field}}}", DrawStep(field), StringComparison.Ordinal));

    /// <summary>The path of a file keeps its slashes; hostile values are sent encoded or raw.</summary>
    private string DrawStep(string field)
    {
        var value = Bad() ? hostile.DrawString() : known.Draw(field);
        var escaped = value.Length == 0 ? "%20" : Uri.EscapeDataString(value);
        return field == "path" ? escaped.Replace("%2F", "/", StringComparison.Ordinal) : escaped;
    }

    private string DrawQuery(ApiOperation operation)
    {
        var pairs = operation.Query
            .Where(field => random.Next(4) > 0 || field.Required)
            .SelectMany(field => Enumerable.Repeat(field, Bad() ? 3 : 1))
            .Select(field => $"{field.Name}={(Bad() ? hostile.DrawQueryText() : Uri.EscapeDataString(known.Draw(field.Name)))}");
        var query = string.Join('&', pairs);
        return query.Length == 0 ? "" : "?" + query;
    }

    private byte[]? DrawBody(ApiOperation operation)
    {
        if (operation.TakesBytes)
            return DrawFile();
        if (operation.Body is not { } schema)
            return null;
        if (_malice > 0 && random.Next(25) == 0)
            return Encoding.UTF8.GetBytes(hostile.DrawJson());
        var body = Encoding.UTF8.GetBytes(DrawValue("", schema, schema.Root));
        return _malice > 0 && random.Next(12) == 0 ? Damage(body) : body;
    }

    private byte[] DrawFile()
    {
        var file = new byte[random.Next(5) == 0 ? random.Next(300_000) : random.Next(200)];
        random.NextBytes(file);
        return file;
    }

    private string DrawValue(string field, JsonNode? schema, JsonNode root)
    {
        if (field.Length > 0 && Bad())
            return random.Next(2) == 0 ? hostile.DrawJson() : Quoted(hostile.DrawString());
        if ((string?)(schema?["allOf"]?[0] ?? schema)?["$ref"] is { } reference)
            schema = Resolve(root, reference);
        return Types(schema) switch
        {
            var types when types.Contains("object") => DrawObject(schema!, root),
            var types when types.Contains("array") => DrawArray(field, schema!, root),
            var types when types.Contains("boolean") => random.Next(2) == 0 ? "true" : "false",
            var types when types.Contains("integer") => DrawInteger(field),
            var types when types.Contains("string") => Quoted(known.Draw(field)),
            _ => DrawNumber(),
        };
    }

    private string DrawObject(JsonNode schema, JsonNode root)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
        var members = (schema["properties"]?.AsObject() ?? [])
            .Where(member => required.Contains(member.Key) ? !Bad() : random.Next(2) == 0)
            .Select(member => $"{Quoted(member.Key)}: {DrawValue(member.Key, member.Value, root)}");
        return $"{{{string.Join(", ", members)}}}";
    }

    private string DrawArray(string field, JsonNode schema, JsonNode root)
    {
        var items = Enumerable.Range(0, random.Next(4)).Select(_ => DrawValue(field, schema["items"], root));
        return $"[{string.Join(", ", items)}]";
    }

    private string DrawInteger(string field)
    {
        var drawn = known.Draw(field);
        var number = long.TryParse(drawn, NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) ? parsed : random.Next(100);
        var text = number.ToString(CultureInfo.InvariantCulture);
        return random.Next(5) == 0 ? Quoted(text) : text;
    }

    private string DrawNumber() => random.Next(6) switch
    {
        0 => "\"NaN\"",
        1 => "\"-Infinity\"",
        2 => random.Next().ToString(CultureInfo.InvariantCulture),
        _ => (random.NextDouble() * 100).ToString("R", CultureInfo.InvariantCulture),
    };

    private byte[] Damage(byte[] body)
    {
        var bytes = body.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            if (random.Next(3) == 0)
                bytes.RemoveRange(at, bytes.Count - at);
            else
                bytes.Insert(at, (byte)random.Next(256));
        }

        return [.. bytes];
    }

    private static HashSet<string> Types(JsonNode? schema) => (schema as JsonObject)?["type"] switch
    {
        JsonArray several => [.. several.Select(type => (string)type!)],
        JsonValue one => [(string)one!],
        _ => [],
    };

    private static JsonNode? Resolve(JsonNode root, string reference) => reference.TrimStart('#', '/').Split('/')
        .Aggregate((JsonNode?)root, (node, step) => node is null || step.Length == 0 ? node : node[step]);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
