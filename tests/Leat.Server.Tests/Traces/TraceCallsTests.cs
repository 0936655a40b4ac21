using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Traces;

public sealed class TraceCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Base = "/api/3.0/mlflow/traces";

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task Spans_are_answered_as_OpenTelemetry_has_them()
    {
        const string traceId = "tr-c3b8502d42ebebb85cf40cc20fc7f3bd";
        await LogAsync(new Span(
            traceId, "af98a644af32ceb8", null, "root", 1_795_394_321_961_115_918, 1_795_394_322_741_929_765, SpanStatus.Ok, "",
            [
                new("s", "\"x\""), new("b", "true"), new("i", "7"), new("d", "1e3"), new("n", "null"), new("big", "12345678901234567890"),
                new("l", "[1, \"a\"]"), new("o", """{"q": {"r": 0.5}}"""), new("bad", "{"),
            ],
            [new SpanEvent("exception", 5, [new("why", "\"so\"")])]));

        var answer = await Server.GetAsync($"{Base}/get?trace_id={traceId}");
        var span = (await answer.ShouldBeJsonAsync(HttpStatusCode.OK))["trace"]!["spans"]![0]!;

        span.ToJsonString().ShouldBe(JsonNode.Parse(
            """
            {
              "trace_id": "w7hQLULr67hc9AzCD8fzvQ==", "span_id": "r5imRK8yzrg=", "name": "root",
              "start_time_unix_nano": 1795394321961115918, "end_time_unix_nano": 1795394322741929765,
              "attributes": [
                {"key": "s", "value": {"string_value": "x"}},
                {"key": "b", "value": {"bool_value": true}},
                {"key": "i", "value": {"int_value": 7}},
                {"key": "d", "value": {"double_value": 1000.0}},
                {"key": "n", "value": {}},
                {"key": "big", "value": {"double_value": 1.2345678901234567E+19}},
                {"key": "l", "value": {"array_value": {"values": [{"int_value": 1}, {"string_value": "a"}]}}},
                {"key": "o", "value": {"kvlist_value": {"values": [{"key": "q", "value": {"kvlist_value": {"values": [{"key": "r", "value": {"double_value": 0.5}}]}}}]}}},
                {"key": "bad", "value": {"string_value": "{"}}
              ],
              "events": [{"time_unix_nano": 5, "name": "exception", "attributes": [{"key": "why", "value": {"string_value": "so"}}]}],
              "status": {"code": "STATUS_CODE_OK"}
            }
            """)!.ToJsonString());
    }

    [Fact]
    public async Task The_file_of_a_trace_comes_from_the_store_where_it_has_spans()
    {
        const string traceId = "tr-00000000000000000000000000000002";
        await LogAsync(new Span(traceId, "af98a644af32ceb8", null, "<script>", 1, null, SpanStatus.Unset, "", [new("a", "{\"k\": 1}")], []));

        var answer = await Server.GetAsync($"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={traceId}");
        var file = await answer.ShouldBeJsonAsync(HttpStatusCode.OK);

        answer.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=traces.json");
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox"]);
        file.ToJsonString().ShouldBe(JsonNode.Parse(
            """
            {"spans": [{
              "trace_id": "AAAAAAAAAAAAAAAAAAAAAg==", "span_id": "r5imRK8yzrg=", "parent_span_id": null, "name": "<script>",
              "start_time_unix_nano": 1, "end_time_unix_nano": null, "events": [],
              "status": {"code": "STATUS_CODE_UNSET", "message": ""}, "attributes": {"a": "{\"k\": 1}"}}]}
            """)!.ToJsonString());
    }

    [Fact]
    public async Task The_file_of_a_trace_is_asked_for_by_its_id()
    {
        await (await Server.GetAsync("/ajax-api/2.0/mlflow/get-trace-artifact"))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "BAD_REQUEST", "Request must include the \"request_id\" query parameter.");
        await (await Server.GetAsync("/ajax-api/2.0/mlflow/get-trace-artifact?request_id=none"))
            .ShouldBeErrorAsync(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "Trace with ID none is not found.");
    }

    [Fact]
    public async Task A_trace_whose_spans_are_on_their_way_is_waited_for_unless_parts_are_enough()
    {
        await StartAsync("tr-late");
        var partial = await (await Server.GetAsync($"{Base}/get?trace_id=tr-late&allow_partial=true")).ShouldBeJsonAsync(HttpStatusCode.OK);
        partial["trace"]!.AsObject().ContainsKey("spans").ShouldBeFalse();

        var waiting = Server.GetAsync($"{Base}/get?trace_id=tr-late");
        await LogAsync(new Span("tr-late", "af98a644af32ceb8", null, "root", 1, 2, SpanStatus.Ok, "", [], []));
        (await (await waiting).ShouldBeJsonAsync(HttpStatusCode.OK))["trace"]!["spans"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_trace_without_spans_is_not_there_yet()
    {
        await StartAsync("tr-never");
        await (await Server.GetAsync($"{Base}/get?trace_id=tr-never")).ShouldBeErrorAsync(
            HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "Trace with ID tr-never is not fully exported yet, please try again later.");
    }

    [Theory]
    [InlineData("2024-01-02T03:04:05Z", "1s", "2024-01-02T03:04:05Z", "1s")]
    [InlineData("2024-01-02T03:04:05.123456789Z", "0.0015s", "2024-01-02T03:04:05.123Z", "0.001s")]
    [InlineData("2024-01-02T03:04:05.5+01:00", "-1.5s", "2024-01-02T02:04:05.500Z", "-1.500s")]
    [InlineData("1969-12-31T23:59:59.999Z", "0s", "1969-12-31T23:59:59.999Z", "0s")]
    public async Task Times_are_kept_to_the_millisecond(string time, string duration, string expectedTime, string expectedDuration)
    {
        var answer = await Server.PostAsync(
            Base, Trace("tr-" + Guid.NewGuid().ToString("N"), $$""", "request_time": "{{time}}", "execution_duration": "{{duration}}" """));
        var info = (await answer.ShouldBeJsonAsync(HttpStatusCode.OK))["trace"]!["trace_info"]!;
        info["request_time"]!.GetValue<string>().ShouldBe(expectedTime);
        info["execution_duration"]!.GetValue<string>().ShouldBe(expectedDuration);
    }

    [Theory]
    [InlineData(""", "request_time": "yesterday" """, "trace.trace_info.request_time")]
    [InlineData(""", "request_time": "2024-01-02T03:04:05" """, "trace.trace_info.request_time")]
    [InlineData(""", "request_time": "2024-01-02" """, "trace.trace_info.request_time")]
    [InlineData(""", "request_time": 5""", "trace.trace_info.request_time")]
    [InlineData(""", "execution_duration": "1" """, "trace.trace_info.execution_duration")]
    [InlineData(""", "execution_duration": "1.s" """, "trace.trace_info.execution_duration")]
    [InlineData(""", "state": "FINE" """, "trace.trace_info.state")]
    [InlineData(""", "tags": {"a": 1}""", "trace.trace_info.tags.a")]
    [InlineData(""", "tags": []""", "trace.trace_info.tags")]
    [InlineData(""", "assessments": [{"assessment_name": "x", "source": {"source_type": "HUMAN"}}]""", "'feedback' or an 'expectation'")]
    [InlineData(""", "assessments": [{"source": {"source_type": "HUMAN"}}]""", "trace.trace_info.assessments[0].assessment_name")]
    public async Task What_is_wrong_with_a_trace_is_named(string field, string named) =>
        await (await Server.PostAsync(Base, Trace("tr-wrong", field))).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", named);

    [Theory]
    [InlineData("""{"trace": {}}""", "trace.trace_info")]
    [InlineData("""{"trace": {"trace_info": {"trace_id": "a"}}}""", "trace.trace_info.trace_location")]
    [InlineData("""{"trace": {"trace_info": {"trace_location": {}}}}""", "trace.trace_info.trace_id")]
    [InlineData("""{"trace": {"trace_info": {"trace_id": "a", "trace_location": {"type": "INFERENCE_TABLE"}}}}""", "MLFLOW_EXPERIMENT")]
    [InlineData("""{"trace": {"trace_info": {"trace_id": "../a", "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}}}}""", "trace_id")]
    public async Task What_is_missing_of_a_trace_is_named(string json, string named) =>
        await (await Server.PostAsync(Base, json)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", named);

    [Fact]
    public async Task A_tag_is_deleted_by_version_3_too()
    {
        await StartAsync("tr-tag");
        foreach (var method in (HttpMethod[])[HttpMethod.Patch, HttpMethod.Delete])
            (await (await SendAsync(method, "/tr-tag/tags", """{"key": "a"}""")).ShouldBeJsonAsync(HttpStatusCode.OK)).Count.ShouldBe(0);
        await (await SendAsync(HttpMethod.Delete, "/tr-tag/tags", """{"key": "a"}"""))
            .ShouldBeErrorAsync(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "No trace tag with key 'a'");
    }

    /// <summary>Newer clients send spans first, and upload a file of them if the trace does not say that they are here.</summary>
    [Theory]
    [InlineData("mlflow-python-client/3.11.2", false)]
    [InlineData("mlflow-python-client/3.7.0", false)]
    [InlineData("mlflow-python-client/4.0.1.dev0", false)]
    [InlineData("mlflow-python-client/3.6.0", true)]
    [InlineData("mlflow-python-client/x", true)]
    [InlineData("curl/8.5", true)]
    public async Task A_trace_says_that_its_spans_are_in_the_store_once_they_are(string agent, bool atOnce)
    {
        var traceId = "tr-" + Guid.NewGuid().ToString("N");
        var answer = await Server.SendAsync(HttpMethod.Post, Base, request =>
        {
            request.Content = new StringContent(
                Trace(traceId, """, "tags": {"mlflow.trace.spansLocation": "TRACKING_STORE", "own": "1"}"""), Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("User-Agent", agent).ShouldBeTrue();
        });
        var tags = (await answer.ShouldBeJsonAsync(HttpStatusCode.OK))["trace"]!["trace_info"]!["tags"]!.AsObject();
        (tags["own"]!.GetValue<string>(), tags.ContainsKey("mlflow.trace.spansLocation")).ShouldBe(("1", atOnce));

        await LogAsync(new Span(traceId, "af98a644af32ceb8", null, "root", 1, 2, SpanStatus.Ok, "", [], []));

        var info = (await (await Server.GetAsync($"{Base}/{traceId}")).ShouldBeJsonAsync(HttpStatusCode.OK))["trace"]!["trace_info"]!;
        info["tags"]!["mlflow.trace.spansLocation"]!.GetValue<string>().ShouldBe("TRACKING_STORE");
    }

    private static string Trace(string traceId, string more = "") =>
        """{"trace": {"trace_info": {"trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}}, "trace_id": """
        + $"\"{traceId}\"{more}" + "}}}";

    private async Task StartAsync(string traceId) => await (await Server.PostAsync(Base, Trace(traceId))).ShouldBeJsonAsync(HttpStatusCode.OK);

    private Task LogAsync(Span span) => fixture.Store.Traces.LogSpansAsync("0", [span], TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body) => Server.SendAsync(
        method, Base + path, request => request.Content = new StringContent(body, Encoding.UTF8, "application/json"));
}
