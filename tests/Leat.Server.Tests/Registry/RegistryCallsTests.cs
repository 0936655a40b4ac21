using System.Net;
using System.Text;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Registry;

public sealed class RegistryCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Base = "/api/2.0/mlflow/registered-models";

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task The_R_client_searches_by_post()
    {
        await Server.CallAsync("registered-models/create", """{"name":"r-1"}""");
        await Server.CallAsync("registered-models/create", """{"name":"r-2"}""");

        var found = await Server.CallAsync(
            "registered-models/search", """{"filter":"name LIKE 'r-%'","max_results":1,"order_by":["name DESC"]}""");

        found["registered_models"]!.AsArray().Select(model => model!["name"]!.GetValue<string>()).ShouldBe(["r-2"]);
        found["next_page_token"]!.GetValue<string>().ShouldBe("eyJvZmZzZXQiOiAxfQ==");
    }

    [Fact]
    public async Task Patch_and_delete_take_their_fields_from_the_body_only()
    {
        await Server.CallAsync("registered-models/create", """{"name":"body"}""");

        await (await Server.SendAsync(HttpMethod.Delete, Base + "/delete?name=body"))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'name'.");

        // The type is not checked: clients send all sorts.
        var updated = await SendAsync(HttpMethod.Patch, "/update", """{"name":"body","description":"d"}""", "text/plain");
        (await updated.ShouldBeJsonAsync(HttpStatusCode.OK))["registered_model"]!["description"]!.GetValue<string>().ShouldBe("d");
        var deleted = await SendAsync(HttpMethod.Delete, "/delete", """{"name":"body"}""", "text/plain");
        (await deleted.TextAsync()).ShouldBe("{}");
        (await Server.GetAsync(Base + "/get?name=body")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/search?max_results=0", "Invalid value 0 for parameter 'max_results' supplied.")]
    [InlineData("/search?max_results=1001", "for parameter 'max_results' supplied:")]
    [InlineData("/search?order_by=bogus", "Invalid order by key 'bogus' specified.")]
    [InlineData("/search?page_token=x", "Invalid page token")]
    [InlineData("/get-latest-versions?name=m&stages=Bogus", "Invalid Model Version stage: Bogus.")]
    public async Task A_bad_request_is_refused_in_the_words_of_MLflow(string call, string message) =>
        await (await Server.GetAsync(Base + call)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);

    [Fact]
    public async Task A_name_with_any_characters_survives_its_way_through_queries()
    {
        const string name = "a b/ü%2F+&=#\"'日本";
        await Server.CallAsync("registered-models/create", $$"""{"name":"{{name.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""");

        var model = await Server.QueryAsync("registered-models/get?name=" + Uri.EscapeDataString(name));

        model["registered_model"]!["name"]!.GetValue<string>().ShouldBe(name);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string call, string json, string mediaType) =>
        Server.SendAsync(method, Base + call, request => request.Content = new StringContent(json, Encoding.UTF8, mediaType));
}
