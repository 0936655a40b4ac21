using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Describes the calls in OpenAPI 3.1: their fields from the very messages that they take and answer, the rest from texts.</summary>
internal sealed class ApiDescription
{
    private const string About =
        $"""
        MLflow's tracking protocol, version {LeatServer.ProtocolVersion}. Every path below `/api` is also served below `/ajax-api`.

        **Requests.** POST takes JSON and says so in `Content-Type: application/json`. GET takes its fields from the query, lists by
        repeating a key. DELETE and PATCH take them from a JSON body. Unknown fields are ignored, null counts as left out, and a
        required text may not be empty. 64-bit integers may be sent as decimal strings, numbers also as "NaN", "Infinity" and
        "-Infinity". A body may have 32 MiB, a request line 64 KiB; files that are uploaded may have any size.

        **Answers.** Fields that are not set, and empty lists, are left out. Times are milliseconds since 1970, UTC.

        **Errors.** `error_code` is for programs, `message` for people. Any call may answer 400 INVALID_PARAMETER_VALUE for a field that
        is missing or wrong, 500 INTERNAL_ERROR for a fault of the server, and 503 TEMPORARILY_UNAVAILABLE, after which the same call
        may be sent again. Paths that do not exist answer 404 with a small HTML page, wrong methods 405 likewise. 403 in plain text
        refuses a foreign Host header or a page of a foreign origin.

        **Paging.** Give `next_page_token` of an answer as `page_token` of the next call; on the last page it is left out.
        """;

    private const string InvalidParameter = "INVALID_PARAMETER_VALUE: a field is missing or wrong";

    private readonly OperationTexts _texts = new();
    private readonly MessageSchemas _schemas;

    private ApiDescription() => _schemas = new MessageSchemas(_texts);

    public static byte[] Write(IReadOnlyList<RpcCall> calls) => new ApiDescription().WriteDocument(calls);

    private byte[] WriteDocument(IReadOnlyList<RpcCall> calls)
    {
        var paths = Paths(calls);
        foreach (var (path, operations) in _texts.FilePaths)
            paths[path] = operations?.DeepClone();
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Leat", ["version"] = ServiceEndpoints.LeatVersion, ["description"] = About },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject { ["Error"] = _schemas.OfResponse(ProtocolJsonContext.Default.ErrorResponse) },
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, DescriptionJsonContext.Default.JsonObject);
    }

    private JsonObject Paths(IReadOnlyList<RpcCall> calls)
    {
        var paths = new JsonObject();
        foreach (var byPath in calls.GroupBy(call => call.FullPath))
        {
            paths[byPath.Key] = new JsonObject(byPath.Select(call => KeyValuePair.Create(
                call.Method.ToLowerInvariant(), (JsonNode?)Operation(call, Id(call, byPath.Count()), _texts.Find(call.Method, byPath.Key)))));
        }

        return paths;
    }

    /// <summary>The name of the call: that of its request, or, where the path says it all, its method and path. A GET that has a POST
    /// beside it takes the same fields, in the query.</summary>
    private static string Id(RpcCall call, int callsOfPath)
    {
        if (call.Request!.Type == typeof(PathOnlyRequest))
        {
            return call.Method.ToLowerInvariant()
                + string.Concat(call.Path.Split('/', '-', '{', '}', '_').Where(part => part.Length > 0).Select(Capitalised));
        }

        var name = call.Request!.Type.Name.Replace("Request", "", StringComparison.Ordinal);

        // A call of Leat's own may take the fields of one of MLflow's.
        if (call is { Version: RpcCall.LeatVersion, Path: "/runs/search" })
            name += "ByTree";

        // Some calls are the same in both versions of MLflow's.
        if (call is { Version: RpcCall.LaterMlflowVersion, Path: "/mlflow/traces/delete-traces" or "/mlflow/traces/{trace_id}/tags" })
            name += "V3";
        return callsOfPath > 1 && HttpMethods.IsGet(call.Method) ? name + "ByQuery" : name;
    }

    private JsonObject Operation(RpcCall call, string id, JsonObject? text)
    {
        var operation = new JsonObject { ["tags"] = new JsonArray(call.Tag), ["operationId"] = id };
        foreach (var part in (string[])["summary", "description"])
        {
            if (text?[part] is { } words)
                operation[part] = words.DeepClone();
        }

        var request = _schemas.OfRequest(call.Request!, text);
        operation["parameters"] = new JsonArray([.. PathParameters(call), .. QueryParameters(call, request)]);
        if (!HttpMethods.IsGet(call.Method) && request.ContainsKey("properties"))
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(request) };
        operation["responses"] = Responses(call, text);
        return operation;
    }

    private JsonObject Responses(RpcCall call, JsonObject? text)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = Content(_schemas.OfResponse(call.Response!)) },
        };
        var errors = (text?["errors"]?.AsArray() ?? []).Select(error => ((string)error!).Split(' ', 2)).Append(["400", InvalidParameter]);
        foreach (var byStatus in errors.GroupBy(error => error[0], error => error[1]).OrderBy(group => group.Key, StringComparer.Ordinal))
            responses[byStatus.Key] = Error(string.Join("; ", byStatus) + ".");
        responses["default"] = Error("Not done; the message says why.");
        return responses;
    }

    private static JsonObject Error(string description) => new()
    {
        ["description"] = description,
        ["content"] = Content(new JsonObject { ["$ref"] = "#/components/schemas/Error" }),
    };

    private static string Capitalised(string part) => char.ToUpperInvariant(part[0]) + part[1..];

    private static IEnumerable<JsonNode> PathParameters(RpcCall call) =>
        call.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => new JsonObject
        {
            ["name"] = part[1..^1],
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string" },
        });

    private static IEnumerable<JsonNode> QueryParameters(RpcCall call, JsonObject request)
    {
        if (!HttpMethods.IsGet(call.Method))
            yield break;
        var required = (request["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, schema) in request["properties"]?.AsObject() ?? [])
        {
            yield return new JsonObject
            {
                ["name"] = name,
                ["in"] = "query",
                ["required"] = required.Contains(name),
                ["schema"] = schema?.DeepClone(),
            };
        }
    }

    private static JsonObject Content(JsonObject schema) =>
        new() { [ResponseWriter.Json] = new JsonObject { ["schema"] = schema } };
}
