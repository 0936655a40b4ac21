using System.Net;
using System.Text.Json.Nodes;

namespace Leat.Server.Tests.Hosting;

/// <summary>Assertions on responses.</summary>
internal static class Answers
{
    /// <summary>The response's object; its type must be exactly <c>application/json</c>.</summary>
    public static async Task<JsonObject> ShouldBeJsonAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.TextAsync();
        response.StatusCode.ShouldBe(status, text);
        response.Content.Headers.GetValues("Content-Type").ShouldBe(["application/json"]);
        return JsonNode.Parse(text)!.AsObject();
    }

    public static async Task ShouldBeErrorAsync(
        this HttpResponseMessage response, HttpStatusCode status, string code, string messagePart)
    {
        var error = await response.ShouldBeJsonAsync(status);
        error["error_code"]!.GetValue<string>().ShouldBe(code);
        error["message"]!.GetValue<string>().ShouldContain(messagePart);
        error.Count.ShouldBe(2);
    }

    public static Task<string> TextAsync(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
