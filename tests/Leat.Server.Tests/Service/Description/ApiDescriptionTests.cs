using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server.Tests.Service.Description;

public sealed class ApiDescriptionTests(DescribedServer server) : IClassFixture<DescribedServer>
{
    /// <summary>Pages, the description itself, and what speaks another protocol.</summary>
    private static readonly string[] NotDescribed =
    [
        "/", "/api/2.0/mlflow-artifacts/mpu/part/{uploadId}/{number}", "/api/leat/1.0/openapi.json", "/assets/docs.css", "/assets/docs.js", "/assets/home.css", "/docs", "/graphql", "/v1/traces",
    ];

    private DescribedApi Api => server.Api;

    public static TheoryData<string> Calls => DescribedApi.Calls;

    [Fact]
    public async Task It_is_an_openapi_document_that_lists_calls_with_their_fields()
    {
        var text = await server.TextAsync();

        text.ShouldContain("\"openapi\": \"3.1");
        Api.FieldsOf(Api.ById["logBatch"])["properties"]!.AsObject().Select(property => property.Key).ShouldBe(["run_id", "metrics", "params", "tags"]);
        Api.ById["getRun"].Parameters("query").Single()["name"]!.GetValue<string>().ShouldBe("run_id");
        Api.ById["getMetricHistoryBulk"].Path.ShouldBe("/ajax-api/2.0/mlflow/metrics/get-history-bulk");
        Api.ById["searchExperiments"].Path.ShouldBe(Api.ById["searchExperimentsByQuery"].Path);
    }

    [Fact]
    public async Task Calls_have_names_of_their_own()
    {
        var ids = Regex.Matches(await server.TextAsync(), "\"operationId\": \"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();

        ids.Count.ShouldBeGreaterThan(100);
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => Regex.IsMatch(id, "^[a-z][A-Za-z0-9]+$"));
    }

    [Fact]
    public void Every_call_of_the_server_is_described()
    {
        var served = server.Endpoints.Cast<RouteEndpoint>().Select(route => route.Metadata.GetMetadata<RpcCall>()!).Distinct().ToList();

        served.Where(call => call.Id is null).Select(call => call.FullPath).Order(StringComparer.Ordinal).ShouldBe(NotDescribed);
        served.Select(call => call.Id).OfType<string>().Order(StringComparer.Ordinal)
            .ShouldBe(Api.ById.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_texts_tell_of_the_calls_and_their_paths_and_of_nothing_else()
    {
        DescribedApi.Texts("operations.json").Select(text => text.Key).Order(StringComparer.Ordinal)
            .ShouldBe(Api.ById.Keys.Order(StringComparer.Ordinal));
        DescribedApi.Texts("parameters.json").Select(text => text.Key).Order(StringComparer.Ordinal)
            .ShouldBe(Api.ById.Values.SelectMany(call => call.Parameters("path")).Select(part => (string)part["name"]!).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_says_what_it_does_and_how_it_fails(string id)
    {
        var operation = Api.ById[id].Operation;

        ((string?)operation["summary"]).ShouldNotBeNullOrWhiteSpace();
        ((string?)operation["description"]).ShouldNotBeNullOrWhiteSpace();

        // Calls about the server itself take nothing that could be wrong.
        operation["responses"]!.AsObject().ContainsKey("400").ShouldBe((string?)operation["tags"]![0] != "Service");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_describes_all_that_it_takes_and_answers(string id)
    {
        var call = Api.ById[id];

        call.Operation["parameters"]!.AsArray().Where(part => string.IsNullOrEmpty((string?)part!["description"])).ShouldBeEmpty();
        foreach (var content in (JsonObject?[])[call.Body, call.Answer])
            content?.Select(type => type.Value?["schema"]).ShouldNotContain((JsonNode?)null);
        if (call.Answer is null)
            ((string?)call.Done["description"] ?? "").ShouldContain("no body");
    }

    [Fact]
    public void Every_field_has_a_meaning()
    {
        // Values of OpenTelemetry's form have its meaning; the parts of an upload need only be there.
        string[] others = ["OtelValue", "CompleteMultipartUploadRequest"];
        var fields = Api.Schemas.ExceptBy(others, schema => schema.Key)
            .SelectMany(schema => schema.Value["properties"]?.AsObject() ?? [], (schema, field) => (Name: $"{schema.Key}.{field.Key}", Schema: field.Value!));

        fields.Where(part => string.IsNullOrWhiteSpace((string?)part.Schema["description"])).Select(part => part.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Errors_have_the_statuses_that_they_are_answered_with()
    {
        var named = Regex.Matches(await server.TextAsync(), "\"(\\d{3})\": \\{\\s*\"description\": \"([A-Z_]+):")
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct();

        named.Order().ShouldBe(
        [
            ("400", "INVALID_PARAMETER_VALUE"), ("400", "INVALID_STATE"), ("400", "RESOURCE_ALREADY_EXISTS"), ("404", "RESOURCE_DOES_NOT_EXIST"),
            ("501", "NOT_IMPLEMENTED"),
        ]);
    }

    [Fact]
    public async Task References_lead_somewhere_and_every_schema_is_referred_to()
    {
        const string schemas = "#/components/schemas/";
        var references = Regex.Matches(await server.TextAsync(), "\"\\$ref\": \"([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct();

        references.Order(StringComparer.Ordinal).ShouldBe(Api.Schemas.Keys.Select(name => schemas + name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("RunInfo", "RUNNING")]
    [InlineData("LoggedModelInfo", "LOGGED_MODEL_PENDING")]
    [InlineData("ModelVersion", "READY")]
    [InlineData("Webhook", "DISABLED")]
    [InlineData("OldTraceInfo", "TRACE_STATUS_UNSPECIFIED")]
    public void A_status_is_described_by_the_message_it_belongs_to(string message, string value)
    {
        var status = Api.Schemas[message]["properties"]!["status"]!["enum"]!.AsArray().Select(name => (string)name!).ToList();

        status.ShouldContain(value);
        status.Contains("RUNNING").ShouldBe(message == "RunInfo");
    }

    [Fact]
    public void What_is_read_may_leave_out_more_than_what_is_answered()
    {
        Required("Tag").ShouldBe(["key", "value"]);
        Required("PartialTag").ShouldBeEmpty();
        Required("Metric").ShouldBe(["key", "value", "timestamp", "step"]);
        Required("PartialMetric").ShouldBe(["key", "value", "timestamp"]);
        Api.Resolve(Api.FieldsOf(Api.ById["logBatch"])["properties"]!["tags"]!["items"]!)["required"]!.AsArray().Select(name => (string?)name).ShouldBe(["key"]);
    }

    private IEnumerable<string?> Required(string schema) => (Api.Schemas[schema]["required"]?.AsArray() ?? []).Select(name => (string?)name);
}
