using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Core;

namespace Leat.Server;

/// <summary>Describes the server in OpenAPI 3.1: the calls as they are mapped, their fields from the messages that they take and answer, the rest
/// from text files.</summary>
internal static class ApiDescription
{
    private const string About =
        $"""
        MLflow's tracking protocol, version {LeatServer.ProtocolVersion}. Every path below `/api` is also served below `/ajax-api`.

        **Requests.** POST takes JSON and says so in `Content-Type: application/json`. GET takes its fields from the query, lists by
        repeating a key. DELETE and PATCH take them from a JSON body. Unknown fields are ignored, null counts as left out, and a
        required text may not be empty. 64-bit integers may be sent as decimal strings, numbers also as "NaN", "Infinity" and
        "-Infinity", ids of experiments also as numbers. A body may have 32 MiB, a request line 64 KiB; files that are uploaded may
        have any size.

        **Answers.** Fields that are not set, and empty lists, are left out. Times are milliseconds since 1970, UTC.

        **Errors.** `error_code` is for programs, `message` for people. Any call may answer 400 INVALID_PARAMETER_VALUE for a field that
        is missing or wrong, 500 INTERNAL_ERROR for a fault of the server, and 503 TEMPORARILY_UNAVAILABLE, after which the same call
        may be sent again. Paths that do not exist answer 404 with a small HTML page, wrong methods 405 likewise. 403 in plain text
        refuses a foreign Host header or a page of a foreign origin.

        **Paging.** Give `next_page_token` of an answer as `page_token` of the next call; on the last page it is left out.
        """;

    private static readonly JsonWriterOptions Readable = PlainJson.WriterOptions with { Indented = true };

    /// <summary>Makes the document, in UTF-8.</summary>
    /// <param name="calls">All calls of the server; those without a name are left out.</param>
    /// <param name="prefix">The static prefix, below which all of them lie; empty for none.</param>
    public static byte[] Write(IEnumerable<RpcCall> calls, string prefix)
    {
        var described = calls.Where(call => call.Id is not null).ToList();
        var operations = new OperationSchemas(described);
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Leat",
                ["version"] = ServiceEndpoints.LeatVersion,
                ["description"] = About,
                ["license"] = new JsonObject { ["name"] = "Apache 2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = prefix.Length == 0 ? "/" : prefix }),
            ["security"] = new JsonArray(),
            ["paths"] = new JsonObject(described.GroupBy(PathOf).Select(path => KeyValuePair.Create(
                path.Key,
                (JsonNode?)new JsonObject(path.Select(call =>
                    KeyValuePair.Create(call.Method.ToLowerInvariant(), (JsonNode?)operations.Of(call))))))),
        };
        document["components"] = new JsonObject { ["schemas"] = operations.Components };
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            document.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The path as OpenAPI writes it: variable parts by name only.</summary>
    private static string PathOf(RpcCall call) => string.Join('/', call.FullPath.Split('/').Select(part =>
        RoutePart.NameOf(part) is { } name ? $"{{{name}}}" : part));
}
