using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Traces;

public sealed class AssessmentCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private readonly string _traceId = "tr-" + Guid.NewGuid().ToString("N");

    private RunningServer Server => fixture.Server;

    private string Base => $"/api/3.0/mlflow/traces/{_traceId}/assessments";

    public async ValueTask InitializeAsync() => await (await Server.PostAsync(
        "/api/3.0/mlflow/traces",
        """{"trace": {"trace_info": {"trace_id": "ID", "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}}}}"""
            .Replace("ID", _traceId, StringComparison.Ordinal)))
        .ShouldBeJsonAsync(HttpStatusCode.OK);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"feedback": {"value": null}}""", """{"feedback":{"value":null}}""")]
    [InlineData("""{"feedback": {}}""", """{"feedback":{"value":null}}""")]
    [InlineData("""{"feedback": {"value": "ü\n"}}""", """{"feedback":{"value":"ü\n"}}""")]
    [InlineData("""{"feedback": {"value": 1}}""", """{"feedback":{"value":1.0}}""")]
    [InlineData("""{"feedback": {"value": {"a": [1, {"b": 2.5}]}}}""", """{"feedback":{"value":{"a":[1.0,{"b":2.5}]}}}""")]
    [InlineData(
        """{"feedback": {"error": {"error_code": "E", "error_message": "m"}}}""",
        """{"feedback":{"value":null,"error":{"error_code":"E","error_message":"m"}}}""")]
    [InlineData("""{"expectation": {"value": ["a", 1]}}""", """{"expectation":{"value":["a",1.0]}}""")]
    [InlineData(
        """{"expectation": {"serialized_value": {"serialization_format": "JSON_FORMAT", "value": "{\"k\":12345678901234567890}"}}}""",
        """{"expectation":{"serialized_value":{"serialization_format":"JSON_FORMAT","value":"{\"k\": 12345678901234567890}"}}}""")]
    public async Task Values_come_back_as_MLflow_has_them(string value, string expected)
    {
        var created = await CreateAsync(value);
        var read = (await (await Server.GetAsync($"{Base}/{created["assessment_id"]}")).ShouldBeJsonAsync(HttpStatusCode.OK))["assessment"]!;

        var name = JsonNode.Parse(value)!.AsObject().Single().Key;
        PlainJson.Of(new JsonObject { [name] = read[name]!.DeepClone() }).ShouldBe(expected);
        read.ToJsonString().ShouldBe(created.ToJsonString());
        (read["valid"]!.GetValue<bool>(), read["trace_id"]!.GetValue<string>()).ShouldBe((true, _traceId));
    }

    [Theory]
    [InlineData("""{"feedback": {"value": NaN}}""", "assessment.feedback.value")]
    [InlineData("""{"rationale": "r"}""", "'feedback' or an 'expectation'")]
    [InlineData("""{"expectation": {"serialized_value": {"value": "{"}}}""", "is no JSON text")]
    [InlineData("""{"expectation": {"serialized_value": {"serialization_format": "PICKLE", "value": "1"}}}""", "PICKLE")]
    [InlineData("""{"feedback": {"value": 1}, "metadata": {"a": []}}""", "assessment.metadata.a")]
    public async Task Values_that_cannot_be_kept_are_refused(string value, string named) =>
        await (await Server.PostAsync(Base, Body(value))).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", named);

    [Theory]
    [InlineData("assessmentName,rationale", "other", "why", true)]
    [InlineData("assessment_name", "other", "before", true)]
    [InlineData("rationale, valid", "good", "why", false)]
    [InlineData("feedback.value", "good", "before", true)]
    public async Task The_mask_says_what_changes(string mask, string name, string rationale, bool valid)
    {
        var id = (await CreateAsync("""{"feedback": {"value": 1}, "rationale": "before"}"""))["assessment_id"];
        var update = $$$"""
            {"assessment": {"assessment_name": "other", "rationale": "why", "valid": false, "feedback": {"value": 2}}, "update_mask": "{{{mask}}}"}
            """;
        var changed = (await (await PatchAsync($"{Base}/{id}", update)).ShouldBeJsonAsync(HttpStatusCode.OK))["assessment"]!;

        changed["assessment_name"]!.GetValue<string>().ShouldBe(name);
        changed["rationale"]!.GetValue<string>().ShouldBe(rationale);
        changed["valid"]!.GetValue<bool>().ShouldBe(valid);
        changed["feedback"]!["value"]!.GetValue<double>().ShouldBe(mask.Contains("feedback", StringComparison.Ordinal) ? 2 : 1);
    }

    [Theory]
    [InlineData("""{"assessment": {}, "update_mask": "source"}""", "update_mask")]
    [InlineData("""{"assessment": {}, "update_mask": ""}""", "update_mask")]
    [InlineData("""{"update_mask": "rationale"}""", "'assessment'")]
    [InlineData("""{"assessment": {}, "update_mask": "feedback"}""", "has none")]
    [InlineData("""{"assessment": {"expectation": {"value": 1}}, "update_mask": "expectation"}""", "Cannot update expectation value")]
    public async Task A_mask_that_makes_no_sense_is_refused(string update, string named)
    {
        var id = (await CreateAsync("""{"feedback": {"value": 1}}"""))["assessment_id"];
        await (await PatchAsync($"{Base}/{id}", update)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", named);
    }

    [Fact]
    public async Task Deleting_may_be_repeated()
    {
        var id = (await CreateAsync("""{"feedback": {"value": 1}}"""))["assessment_id"];
        for (var i = 0; i < 2; i++)
            (await (await Server.SendAsync(HttpMethod.Delete, $"{Base}/{id}")).ShouldBeJsonAsync(HttpStatusCode.OK)).Count.ShouldBe(0);
        (await Server.GetAsync($"{Base}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Body(string value) =>
        """{"assessment": {"assessment_name": "good", "source": {"source_type": "CODE", "source_id": "c"}, """ + value.Trim()[1..^1] + "}}";

    private async Task<JsonObject> CreateAsync(string value) =>
        (await (await Server.PostAsync(Base, Body(value))).ShouldBeJsonAsync(HttpStatusCode.OK))["assessment"]!.AsObject();

    private Task<HttpResponseMessage> PatchAsync(string path, string body) => Server.SendAsync(
        HttpMethod.Patch, path, request => request.Content = new StringContent(body, Encoding.UTF8, "application/json"));
}
