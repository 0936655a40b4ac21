using System.Net;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Traces;

/// <summary>Calls that tracing has gained since MLflow 3.6, written from what is known of them, not recorded.</summary>
public sealed class NewerTraceCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Base = "/api/3.0/mlflow/traces";

    private RunningServer Server => fixture.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/3.0/mlflow/traces/batchGetInfos")]
    [InlineData("/ajax-api/3.0/mlflow/traces/batchGetInfos")]
    public async Task Infos_of_several_traces_are_answered_without_spans(string path)
    {
        var (one, two) = (await StartAsync(), await StartAsync());

        var answer = await (await Server.PostAsync(path, $$"""{"trace_ids": ["{{two}}", "tr-none", "{{one}}"]}""")).ShouldBeJsonAsync(HttpStatusCode.OK);

        answer["trace_infos"]!.AsArray().Select(info => info!["trace_id"]!.GetValue<string>()).ShouldBe([two, one]);
        (await (await Server.PostAsync(path, """{"trace_ids": ["tr-none"]}""")).ShouldBeJsonAsync(HttpStatusCode.OK)).Count.ShouldBe(0);
        await (await Server.PostAsync(path, "{}")).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "trace_ids");
    }

    [Fact]
    public async Task Prompts_of_a_trace_are_noted_and_find_it()
    {
        const string path = "/api/2.0/mlflow/traces/link-prompts";
        var trace = await StartAsync();
        var body = $$"""{"trace_id": "{{trace}}", "prompt_versions": [{"name": "greet-{{trace}}", "version": "3"}]}""";
        for (var i = 0; i < 2; i++)
            (await (await Server.PostAsync(path, body)).ShouldBeJsonAsync(HttpStatusCode.OK)).Count.ShouldBe(0);

        var found = await SearchAsync($"prompt = 'greet-{trace}/3'");
        found["traces"]!.AsArray().ShouldHaveSingleItem()!["trace_id"]!.GetValue<string>().ShouldBe(trace);
        (await SearchAsync($"prompt = 'greet-{trace}/4'")).Count.ShouldBe(0);

        await (await Server.PostAsync(path, """{"trace_id": "tr-none", "prompt_versions": [{"name": "a", "version": "1"}]}"""))
            .ShouldBeErrorAsync(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "tr-none");
        await (await Server.PostAsync(path, $$"""{"trace_id": "{{trace}}", "prompt_versions": [{"name": "a"}]}"""))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "prompt_versions[0].version");
        await (await Server.PostAsync($"{Base}/search", Search("prompt = 'a'")))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Invalid prompt format 'a'. Expected format: 'name/version'");
    }

    [Fact]
    public async Task What_is_measured_is_answered_as_data_points()
    {
        var experiment = await fixture.Store.Experiments.CreateExperimentAsync(NewExperiment.Create(Guid.NewGuid().ToString("N")), Cancel);
        foreach (var (name, duration) in new[] { ("ask", 100L), ("ask", 300), ("look", 50) })
        {
            await fixture.Store.Traces.StartTraceAsync(
                NewTrace.Create(new TraceInfo(NewId(), experiment, 1_000, duration, TraceState.Ok, [], [new Tag(TraceKeys.Name, name)], [])), Cancel);
        }

        var answer = await MeasureAsync(
            $$"""
            {"experiment_ids": ["{{experiment}}"], "view_type": "TRACES", "metric_name": "latency", "dimensions": ["trace_name"],
             "aggregations": [{"aggregation_type": "AVG"}, {"aggregation_type": "PERCENTILE", "percentile_value": 99.5}, {"aggregation_type": 4, "percentile_value": 50}],
             "time_interval_seconds": 3600, "start_time_ms": 0, "end_time_ms": "5000", "filters": ["trace.status = 'OK'"]}
            """);

        answer["data_points"]!.ToJsonString().ShouldBe(JsonNode.Parse(
            """
            [
              {"metric_name": "latency", "dimensions": {"time_bucket": "1970-01-01T00:00:00+00:00", "trace_name": "ask"}, "values": {"AVG": 200.0, "P99.5": 299.0, "P50.0": 200.0}},
              {"metric_name": "latency", "dimensions": {"time_bucket": "1970-01-01T00:00:00+00:00", "trace_name": "look"}, "values": {"AVG": 50.0, "P99.5": 50.0, "P50.0": 50.0}}
            ]
            """)!.ToJsonString());
        (await MeasureAsync($$"""{"experiment_ids": ["{{experiment}}"], "view_type": 2, "metric_name": "span_count", "aggregations": [{"aggregation_type": "COUNT"}], "dimensions": ["span_name"]}"""))
            .Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(""" "view_type": "TRACES", "metric_name": "latency", "aggregations": []""", "aggregations")]
    [InlineData(""" "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}]""", "view_type")]
    [InlineData(""" "view_type": "LOGS", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}]""", "view_type")]
    [InlineData(""" "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "MAX"}]""", "['MAX']")]
    [InlineData(""" "view_type": "TRACES", "metric_name": "latency", "aggregations": [{}]""", "aggregation_type")]
    [InlineData(""" "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "PERCENTILE"}]""", "percentile_value")]
    [InlineData(""" "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}], "time_interval_seconds": 60""", "start_time_ms and end_time_ms")]
    [InlineData(""" "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}], "max_results": 0""", "max_results")]
    public async Task A_measurement_that_makes_no_sense_is_refused(string fields, string named) =>
        await (await Server.PostAsync($"{Base}/metrics", $$"""{"experiment_ids": ["0"],{{fields}}}"""))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", named);

    [Fact]
    public async Task Records_of_a_dataset_are_deleted_by_their_ids()
    {
        var created = await (await Server.PostAsync("/api/3.0/mlflow/datasets/create", """{"name": "d"}""")).ShouldBeJsonAsync(HttpStatusCode.OK);
        var path = $"/api/3.0/mlflow/datasets/{created["dataset"]!["dataset_id"]!.GetValue<string>()}/records";
        await (await Server.PostAsync(path, """{"records": "[{\"inputs\": {\"q\": 1}}, {\"inputs\": {\"q\": 2}}]"}""")).ShouldBeJsonAsync(HttpStatusCode.OK);
        var records = JsonNode.Parse((await (await Server.GetAsync(path)).ShouldBeJsonAsync(HttpStatusCode.OK))["records"]!.GetValue<string>())!.AsArray();
        var id = records[0]!["dataset_record_id"]!.GetValue<string>();

        foreach (var count in (int[])[1, 0])
        {
            var answer = await Server.SendAsync(HttpMethod.Delete, path, request => request.Content = new StringContent(
                $$"""{"dataset_record_ids": ["{{id}}"]}""", System.Text.Encoding.UTF8, "application/json"));
            (await answer.ShouldBeJsonAsync(HttpStatusCode.OK))["deleted_count"]!.GetValue<int>().ShouldBe(count);
        }
    }

    private async Task<JsonObject> MeasureAsync(string body) =>
        await (await Server.PostAsync($"{Base}/metrics", body)).ShouldBeJsonAsync(HttpStatusCode.OK);

    private async Task<JsonObject> SearchAsync(string filter) =>
        await (await Server.PostAsync($"{Base}/search", Search(filter))).ShouldBeJsonAsync(HttpStatusCode.OK);

    private static string Search(string filter) =>
        $$$"""{"locations": [{"mlflow_experiment": {"experiment_id": "0"}}], "filter": "{{{filter}}}"}""";

    private static string NewId() => "tr-" + Guid.NewGuid().ToString("N");

    private async Task<string> StartAsync()
    {
        var id = NewId();
        await fixture.Store.Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(id, "0", 1, 1, TraceState.Ok, [], [], [])), Cancel);
        return id;
    }
}
