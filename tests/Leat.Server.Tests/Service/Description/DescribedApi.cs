using System.Globalization;
using System.Text.Json.Nodes;

namespace Leat.Server.Tests.Service.Description;

/// <summary>The API as its description tells of it.</summary>
internal sealed class DescribedApi(JsonObject document)
{
    /// <summary>The names of all calls.</summary>
    public static TheoryData<string> Calls { get; } = [.. Texts("operations.json").Select(text => text.Key)];

    public IReadOnlyDictionary<string, JsonObject> Schemas { get; } =
        document["components"]!["schemas"]!.AsObject().ToDictionary(schema => schema.Key, schema => schema.Value!.AsObject());

    public IReadOnlyDictionary<string, DescribedCall> ById { get; } = (
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new DescribedCall(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()))
        .ToDictionary(call => call.Id);

    public static async Task<DescribedApi> ReadAsync(HttpClient client)
    {
        var text = await client.GetStringAsync("/api/leat/1.0/openapi.json", TestContext.Current.CancellationToken);
        return new DescribedApi(JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>What is said in words.</summary>
    public static JsonObject Texts(string file)
    {
        using var stream = typeof(LeatServer).Assembly.GetManifestResourceStream("Leat.Server.Descriptions." + file)!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>The schema without references: what it refers to, and what it says beyond that.</summary>
    public JsonObject Resolve(JsonNode schema)
    {
        var whole = new JsonObject();
        var parts = schema["$ref"] is { } reference ? [Schemas[((string)reference!).Split('/')[^1]]]
            : schema["allOf"]?.AsArray().Select(part => Resolve(part!)) ?? [];
        foreach (var (keyword, value) in parts.Append(schema.AsObject()).SelectMany(part => part))
        {
            if (keyword == "required" && whole[keyword] is JsonArray known)
                value!.AsArray().ToList().ForEach(name => known.Add(name!.DeepClone()));
            else if (keyword is not ("$ref" or "allOf"))
                whole[keyword] = value!.DeepClone();
        }

        return whole;
    }

    /// <summary>The fields that a call takes, as one object, wherever they stand.</summary>
    public JsonObject FieldsOf(DescribedCall call)
    {
        if (call.Body?["application/json"] is { } body)
            return Resolve(body["schema"]!);
        var query = call.Parameters("query").ToList();
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(query.Select(field => KeyValuePair.Create((string)field["name"]!, field["schema"]?.DeepClone()))),
            ["required"] = new JsonArray([.. query.Where(field => (bool)field["required"]!).Select(field => field["name"]!.DeepClone())]),
        };
    }
}

/// <summary>A call as its description tells of it.</summary>
internal sealed record DescribedCall(string Method, string Path, JsonObject Operation)
{
    public string Id => (string)Operation["operationId"]!;

    /// <summary>The body, by its type; null for none.</summary>
    public JsonObject? Body => Operation["requestBody"]?["content"]?.AsObject();

    /// <summary>What it answers when all goes well, by its type; null for no body.</summary>
    public JsonObject? Answer => Done["content"]?.AsObject();

    /// <summary>The status of an answer when the call is done: the only one of success, or 200 if a part of it may come, too.</summary>
    public int Status => Operation["responses"]!.AsObject().Select(each => each.Key).Where(key => key.StartsWith('2')).Min(int.Parse);

    /// <summary>The answer when it is done.</summary>
    public JsonObject Done => Operation["responses"]![Status.ToString(CultureInfo.InvariantCulture)]!.AsObject();

    public IEnumerable<JsonNode> Parameters(string place) => Operation["parameters"]!.AsArray().Where(field => (string?)field!["in"] == place)!;
}
