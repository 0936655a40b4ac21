using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Describes the calls in OpenAPI 3.1, from the very messages that they take and answer.</summary>
internal static class ApiDescription
{
    private static readonly JsonSchemaExporterOptions SchemaOptions = new() { TreatNullObliviousAsNonNullable = true };

    public static byte[] Write(IReadOnlyList<RpcCall> calls)
    {
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Leat",
                ["version"] = ServiceEndpoints.LeatVersion,
                ["description"] = $"MLflow's tracking protocol, version {LeatServer.ProtocolVersion}. Every path below "
                    + "/api/2.0 is also served below /ajax-api/2.0.",
            },
            ["paths"] = Paths(calls),
            ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["Error"] = Schema(ProtocolJsonContext.Default.ErrorResponse) } },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, DescriptionJsonContext.Default.JsonObject);
    }

    private static JsonObject Paths(IReadOnlyList<RpcCall> calls)
    {
        var paths = new JsonObject();
        foreach (var byPath in calls.GroupBy(call => (call.AjaxOnly ? "/ajax-api/2.0" : "/api/2.0") + call.Path))
            paths[byPath.Key] = new JsonObject(byPath.Select(call => KeyValuePair.Create(Key(call), (JsonNode?)Operation(call, Id(call, byPath.Count())))));
        return paths;
    }

    private static string Key(RpcCall call) => call.Method switch
    {
        "GET" => "get",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "post",
    };

    /// <summary>The name of the call: that of its request, or, where the path says it all, its method and path. A GET that has a POST
    /// beside it takes the same fields, in the query.</summary>
    private static string Id(RpcCall call, int callsOfPath)
    {
        if (call.Request.Type == typeof(PathOnlyRequest))
            return Key(call) + string.Concat(call.Path.Split('/', '-', '{', '}', '_').Where(part => part.Length > 0).Select(Capitalised));
        var name = call.Request.Type.Name.Replace("Request", "", StringComparison.Ordinal);
        return callsOfPath > 1 && HttpMethods.IsGet(call.Method) ? name + "ByQuery" : name;
    }

    private static JsonObject Operation(RpcCall call, string id)
    {
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(call.Tag),
            ["operationId"] = id,
        };
        operation["parameters"] = new JsonArray([.. PathParameters(call), .. QueryParameters(call)]);
        if (!HttpMethods.IsGet(call.Method))
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(Schema(call.Request)) };
        operation["responses"] = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = Content(Schema(call.Response)) },
            ["default"] = new JsonObject
            {
                ["description"] = "Not done; the message says why.",
                ["content"] = Content(new JsonObject { ["$ref"] = "#/components/schemas/Error" }),
            },
        };
        return operation;
    }

    private static string Capitalised(string part) => char.ToUpperInvariant(part[0]) + part[1..];

    private static IEnumerable<JsonNode> PathParameters(RpcCall call) =>
        call.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => new JsonObject
        {
            ["name"] = part[1..^1],
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string" },
        });

    private static IEnumerable<JsonNode> QueryParameters(RpcCall call)
    {
        if (!HttpMethods.IsGet(call.Method))
            yield break;
        foreach (var (name, schema) in Schema(call.Request)["properties"]?.AsObject() ?? [])
            yield return new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = schema?.DeepClone() };
    }

    private static JsonObject Content(JsonObject schema) =>
        new() { [ResponseWriter.Json] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Schema(JsonTypeInfo type) => type.GetJsonSchemaAsNode(SchemaOptions).AsObject();
}
