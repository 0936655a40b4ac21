using System.Globalization;
using System.Text.Json.Nodes;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Describes calls one by one.</summary>
/// <param name="calls">All that will be described.</param>
internal sealed class OperationSchemas(IReadOnlyList<RpcCall> calls)
{
    /// <summary>The first version of MLflow that has a call, where that is later than the protocol's.</summary>
    private const string SinceField = "x-mlflow-since";

    private const string Bytes = "application/octet-stream";
    private const string PlainText = "text/plain";
    private const string InvalidParameter = "INVALID_PARAMETER_VALUE: a field is missing or wrong";

    private readonly OperationTexts _texts = new();
    private readonly MessageSchemas _messages = new(calls);

    /// <summary>The named schemas that the calls refer to.</summary>
    public JsonObject Components => _messages.Components;

    /// <summary>The description of a call.</summary>
    public JsonObject Of(RpcCall call)
    {
        var text = _texts.OfCall(call.Id!);
        var operation = new JsonObject { ["tags"] = new JsonArray(call.Tag), ["operationId"] = call.Id };
        AddText(operation, "summary", (string?)text?["summary"]);
        AddText(operation, "description", (string?)text?["description"]);
        AddText(operation, SinceField, (string?)text?["since"]);
        operation["parameters"] = new JsonArray([.. PathParameters(call), .. QueryParameters(call)]);
        if (Body(call) is { } body)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = body };
        operation["responses"] = Responses(call, text?["errors"]?.AsArray() ?? []);
        return operation;
    }

    private static bool IsInQuery(RpcCall call) => HttpMethods.IsGet(call.Method) || call.Request is { InQuery: true };

    private IEnumerable<JsonNode> PathParameters(RpcCall call) =>
        call.Path.Split('/').Select(RoutePart.NameOf).OfType<string>()
            .Select(name => Parameter("path", name, true, new JsonObject { ["type"] = "string" }, _texts.OfParameter(name)));

    private IEnumerable<JsonNode> QueryParameters(RpcCall call)
    {
        if (call.Request is not { Message: { } message } form || !IsInQuery(call))
            return [];
        var fields = form.Fields();
        var required = fields.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet();
        return _messages.RequestShape(message, fields)["properties"]!.AsObject().Select(field =>
        {
            var schema = field.Value!.DeepClone().AsObject();
            schema.Remove("description", out var description);
            return Parameter("query", field.Key, required.Contains(field.Key), schema, (string?)description);
        });
    }

    private JsonObject? Body(RpcCall call) => call.Request switch
    {
        { TakesFile: true } => Content(Bytes, Binary()),
        { Message: { Properties.Count: > 0 } message } form when !IsInQuery(call) =>
            Content(ResponseWriter.Json, _messages.OfRequest(message, form.Fields())),
        _ => null,
    };

    private JsonObject Responses(RpcCall call, JsonArray errors)
    {
        var responses = new JsonObject { [call.Status.ToString(CultureInfo.InvariantCulture)] = Done(call.Answer) };
        if (call.Answer.IsFile)
        {
            responses["206"] = Response("The part that a Range header asked for.", Content(Bytes, Binary()));
            responses["416"] = new JsonObject { ["description"] = "The range lies outside of the file." };
        }

        if (call.Part == ServerPart.ArtifactProxy)
            responses["503"] = Response("The server does not serve artifacts (`--no-serve-artifacts`).", Content(PlainText, Text()));

        // Calls about the server itself take nothing that could be wrong.
        if (call.Part == ServerPart.Service)
            return responses;
        var faults = errors.Select(error => ((string)error!).Split(' ', 2)).Append(["400", InvalidParameter]);
        foreach (var byStatus in faults.GroupBy(fault => fault[0], fault => fault[1]))
            responses[byStatus.Key] = Error(string.Join("; ", byStatus) + ".");
        responses["default"] = Error("Not done; the message says why.");
        return responses;
    }

    private JsonObject Done(AnswerForm answer) => answer switch
    {
        { MediaType: null } => new() { ["description"] = "Done; the answer has no body." },
        { IsFile: true } => Response("The file. Its type is told from its name; a browser saves it and does not run it.", Content(Bytes, Binary())),
        { Message: { } message } => Response("Done.", Content(answer.MediaType, _messages.OfAnswer(message))),
        { MediaType: ResponseWriter.Json } => Response("Done.", Content(answer.MediaType, SharedSchemas.Reference(SharedSchemas.Json))),
        _ => Response("Done.", Content(answer.MediaType, Text())),
    };

    private JsonObject Error(string description) =>
        Response(description, Content(ResponseWriter.Json, _messages.OfAnswer(ProtocolJsonContext.Wire.ErrorResponse)));

    private static JsonObject Response(string description, JsonObject content) => new() { ["description"] = description, ["content"] = content };

    private static JsonObject Content(string mediaType, JsonObject schema) => new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Binary() => new() { ["type"] = "string", ["format"] = "binary" };

    private static JsonObject Parameter(string place, string name, bool required, JsonObject schema, string? description)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = schema };
        AddText(parameter, "description", description);
        return parameter;
    }

    private static void AddText(JsonObject part, string keyword, string? text)
    {
        if (text is not null)
            part[keyword] = text;
    }
}
