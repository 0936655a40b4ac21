using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Service;

public sealed class ServiceTests
{
    [Fact]
    public async Task Health_and_version_are_plain_words()
    {
        await using var server = await RunningServer.StartAsync();

        (await (await server.GetAsync("/health?x=1")).TextAsync()).ShouldBe("OK");
        (await (await server.GetAsync("/version")).TextAsync()).ShouldBe("3.6.0");
    }

    [Fact]
    public async Task Info_returns_our_own_version()
    {
        await using var server = await RunningServer.StartAsync();
        var info = await (await server.GetAsync("/api/leat/1.0/info")).ShouldBeJsonAsync(HttpStatusCode.OK);

        info["product"]!.GetValue<string>().ShouldBe("leat");
        Version.TryParse(info["version"]!.GetValue<string>().Split('-')[0], out _).ShouldBeTrue();
        info["protocol_version"]!.GetValue<string>().ShouldBe("3.6.0");
    }

    [Fact]
    public async Task The_front_page_links_to_what_is_there()
    {
        await using var server = await RunningServer.StartAsync();
        var page = await (await server.GetAsync("/")).TextAsync();

        foreach (var link in page.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]))
            (await server.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK, link);
        page.ShouldContain("/health");
        page.ShouldContain("/openapi.json");
    }

    [Fact]
    public async Task The_api_description_lists_calls_with_their_fields()
    {
        await using var server = await RunningServer.StartAsync();
        var description = await (await server.GetAsync("/api/leat/1.0/openapi.json")).ShouldBeJsonAsync(HttpStatusCode.OK);

        description["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var paths = description["paths"]!.AsObject();
        paths["/api/2.0/mlflow/runs/log-batch"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!
            .AsObject().Select(property => property.Key).ShouldBe(["run_id", "metrics", "params", "tags"]);
        paths["/api/2.0/mlflow/runs/get"]!["get"]!["parameters"]![0]!["name"]!.GetValue<string>().ShouldBe("run_id");
        paths.ContainsKey("/ajax-api/2.0/mlflow/metrics/get-history-bulk").ShouldBeTrue();
        paths["/api/2.0/mlflow/experiments/search"]!.AsObject().Select(operation => operation.Key).Order().ShouldBe(["get", "post"]);
    }

    [Fact]
    public async Task Operations_have_names_of_their_own()
    {
        await using var server = await RunningServer.StartAsync();
        var text = await (await server.GetAsync("/api/leat/1.0/openapi.json")).TextAsync();
        var ids = Regex.Matches(text, "\"operationId\": \"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();

        ids.Count.ShouldBeGreaterThan(20);
        ids.ShouldBeUnique();
    }

    [Fact]
    public async Task Every_described_call_says_what_it_does_and_how_it_fails()
    {
        await using var server = await RunningServer.StartAsync();
        var description = await (await server.GetAsync("/api/leat/1.0/openapi.json")).ShouldBeJsonAsync(HttpStatusCode.OK);

        foreach (var (path, operations) in description["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                operation!["summary"]?.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
                operation["summary"].ShouldNotBeNull($"{method} {path} is missing in Service/Descriptions/operations.json");
                operation["description"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace($"{method} {path}");

                // Calls about the server itself take no input that could be wrong.
                if (operation["tags"]![0]!.GetValue<string>() != "Service")
                    operation["responses"]!.AsObject().ShouldContainKey("400", $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task Every_call_that_the_texts_tell_of_is_there()
    {
        await using var server = await RunningServer.StartAsync();
        var description = await (await server.GetAsync("/api/leat/1.0/openapi.json")).ShouldBeJsonAsync(HttpStatusCode.OK);
        var served = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")).ToHashSet();

        await using var texts = typeof(LeatServer).Assembly.GetManifestResourceStream("Leat.Server.Descriptions.operations.json")!;
        JsonNode.Parse(texts)!.AsObject().Select(operation => operation.Key).Except(served).ShouldBeEmpty();
    }

    [Fact]
    public async Task Errors_of_the_description_have_the_statuses_that_they_are_answered_with()
    {
        await using var server = await RunningServer.StartAsync();
        var text = await (await server.GetAsync("/api/leat/1.0/openapi.json")).TextAsync();
        var named = Regex.Matches(text, "\"(\\d{3})\": \\{\\s*\"description\": \"([A-Z_]+):").Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct();

        named.Order().ShouldBe(
        [
            ("400", "INVALID_PARAMETER_VALUE"), ("400", "RESOURCE_ALREADY_EXISTS"), ("404", "RESOURCE_DOES_NOT_EXIST"), ("501", "NOT_IMPLEMENTED"),
        ]);
    }

    [Fact]
    public async Task The_page_that_shows_the_description_asks_no_other_server_for_anything()
    {
        await using var server = await RunningServer.StartAsync();
        var page = await (await server.GetAsync("/docs")).TextAsync();

        page.ShouldContain("/api/leat/1.0/openapi.json");
        Regex.Matches(page, "https?:|src=|@import|url\\(|\"//").ShouldBeEmpty();
    }

    [Fact]
    public async Task References_of_the_description_lead_somewhere()
    {
        await using var server = await RunningServer.StartAsync();
        var response = await server.GetAsync("/api/leat/1.0/openapi.json");
        var references = Regex.Matches(await response.TextAsync(), "\"\\$ref\": \"([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct();

        references.ShouldBe(["#/components/schemas/Error"]);
    }

    [Theory]
    [InlineData("run", "/api/2.0/mlflow/runs/get", "get", "RUNNING")]
    [InlineData("model", "/api/2.0/mlflow/logged-models/{model_id}", "get", "LOGGED_MODEL_PENDING")]
    [InlineData("model_version", "/api/2.0/mlflow/model-versions/get", "get", "READY")]
    [InlineData("webhook", "/api/2.0/mlflow/webhooks/{webhook_id}", "get", "DISABLED")]
    public async Task A_status_is_described_by_the_kind_of_object_it_belongs_to(string kind, string path, string method, string value)
    {
        await using var server = await RunningServer.StartAsync();
        var description = await (await server.GetAsync("/api/leat/1.0/openapi.json")).ShouldBeJsonAsync(HttpStatusCode.OK);
        var answer = description["paths"]![path]![method]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["properties"]!;
        var fields = answer[kind]!["properties"]!;
        var status = (fields["info"]?["properties"] ?? fields)["status"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>());

        status.ShouldContain(value);
        status.Contains("RUNNING").ShouldBe(kind == "run");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/version")]
    [InlineData("/api/leat/1.0/info")]
    public async Task Calls_about_the_server_itself_are_described(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var description = await (await server.GetAsync("/api/leat/1.0/openapi.json")).ShouldBeJsonAsync(HttpStatusCode.OK);
        description["paths"]![path]!["get"]!["summary"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_name_that_leads_nowhere_is_refused_in_one_sentence() =>
        Should.Throw<LeatException>(() => RunningServer.StartAsync(new LeatServerOptions { Host = "no.such.host.invalid" }))
            .Message.ShouldContain("no.such.host.invalid");
}
