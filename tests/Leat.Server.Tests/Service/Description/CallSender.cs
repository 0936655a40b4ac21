using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Leat.Server.Tests.Service.Description;

/// <summary>Sends calls as they are described.</summary>
internal sealed class CallSender(HttpClient client, IReadOnlyDictionary<string, JsonNode> values)
{
    public async Task<(int Status, string Text)> SendAsync(DescribedCall call, JsonObject fields)
    {
        var path = call.Parameters("path").Select(part => (string)part["name"]!)
            .Aggregate(call.Path, (path, name) => path.Replace($"{{{name}}}", (string)values[name]!, StringComparison.Ordinal));
        var isInBody = call.Body?.ContainsKey("application/json") == true;
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), isInBody ? path : path + Query(fields));
        if (isInBody)
            request.Content = JsonContent.Create(fields);
        else if (call.Body is { } body)
            request.Content = new ByteArrayContent([1]) { Headers = { ContentType = new MediaTypeHeaderValue(body.Single().Key) } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Query(JsonObject fields) => fields.Count == 0 ? "" : "?" + string.Join('&',
        from field in fields
        from value in field.Value is JsonArray list ? list : new JsonArray(field.Value!.DeepClone())
        select $"{field.Key}={Uri.EscapeDataString(value.ToString())}");
}
