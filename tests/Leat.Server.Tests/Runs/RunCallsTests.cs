using System.Net;
using System.Text.Json.Nodes;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Runs;

public sealed class RunCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task What_is_logged_by_single_calls_is_read_back()
    {
        var run = await Server.NewRunAsync();
        await Server.CallAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"m","value":"NaN","timestamp":5,"step":-1}""");
        await Server.CallAsync("runs/log-parameter", $$"""{"run_id":"{{run}}","key":"p","value":"ü"}""");
        await Server.CallAsync("runs/set-tag", $$"""{"run_id":"{{run}}","key":"t"}""");
        (await Server.CallAsync("runs/update", $$"""{"run_id":"{{run}}","status":"FINISHED","end_time":9}"""))
            ["run_info"]!["status"]!.GetValue<string>().ShouldBe("FINISHED");

        var data = (await Server.QueryAsync($"runs/get?run_id={run}"))["run"]!["data"]!;
        data["metrics"]!.ToJsonString().ShouldBe("""[{"key":"m","value":"NaN","timestamp":5,"step":-1}]""");
        data["params"]![0]!["value"]!.GetValue<string>().ShouldBe("ü");
        data["tags"]!.AsArray().ShouldContain(tag => tag!["key"]!.GetValue<string>() == "t" && tag["value"]!.GetValue<string>() == "");
    }

    [Fact]
    public async Task A_batch_that_comes_in_many_pieces_is_read_whole()
    {
        var run = await Server.NewRunAsync();
        var metrics = Enumerable.Range(0, 1000).Select(i => $$"""{"key":"a_rather_long_name_of_a_metric","value":{{i}}.5,"timestamp":{{i}},"step":{{i}}}""");
        var body = $$"""{"run_id":"{{run}}","metrics":[{{string.Join(", ", metrics)}}]}""";
        body.Length.ShouldBeGreaterThan(64 * 1024);

        var answer = await Server.SendAsync(HttpMethod.Post, "/api/2.0/mlflow/runs/log-batch", request =>
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            request.Headers.TransferEncodingChunked = true;
        });

        (await answer.TextAsync()).ShouldBe("{}");
        var history = await Server.QueryAsync($"metrics/get-history?run_id={run}&metric_key=a_rather_long_name_of_a_metric");
        history["metrics"]!.AsArray().Select(metric => metric!["value"]!.GetValue<double>())
            .ShouldBe(Enumerable.Range(0, 1000).Select(i => i + 0.5));
        history.ContainsKey("next_page_token").ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_run_is_found_where_deleted_ones_are_looked_for()
    {
        var experiment = (await Server.CallAsync("experiments/create", """{"name":"deleted runs"}"""))["experiment_id"]!.GetValue<string>();
        var created = await Server.CallAsync("runs/create", $$"""{"experiment_id":{{experiment}},"run_name":"x"}""");
        created["run"]!.AsObject().ContainsKey("outputs").ShouldBeFalse();
        await Server.CallAsync("runs/delete", $$"""{"run_id":"{{created["run"]!["info"]!["run_id"]}}"}""");

        (await Names("ACTIVE_ONLY")).ShouldBeEmpty();
        (await Names("DELETED_ONLY")).ShouldBe(["x"]);

        async Task<IEnumerable<string>> Names(string view) =>
            (await Server.CallAsync("runs/search", $$"""{"experiment_ids":["{{experiment}}"],"run_view_type":"{{view}}"}"""))
                ["runs"]?.AsArray().Select(run => run!["info"]!["run_name"]!.GetValue<string>()) ?? [];
    }

    [Fact]
    public async Task An_unknown_run_is_answered_in_mlflows_words() =>
        await (await Server.GetAsync("/ajax-api/2.0/mlflow/runs/get?run_id=nope"))
            .ShouldBeErrorAsync(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "Run with id=nope not found");

    [Fact]
    public async Task An_unknown_model_is_a_fault_of_the_request()
    {
        var run = await Server.NewRunAsync();
        await (await Server.PostAsync(
            "/api/2.0/mlflow/runs/log-metric",
            $$"""{"run_id":"{{run}}","key":"m","value":1,"timestamp":1,"model_id":"m-1"}""")).ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "m-1");
    }

    [Fact]
    public async Task Models_as_inputs_are_read_back()
    {
        var run = await Server.NewRunAsync();
        await Server.CallAsync("runs/log-inputs", $$"""{"run_id":"{{run}}","models":[{"model_id":"m-1"}]}""");

        var read = await Server.QueryAsync($"runs/get?run_id={run}");
        read["run"]!["inputs"]!.ToJsonString().ShouldBe("""{"model_inputs":[{"model_id":"m-1"}]}""");
    }

    [Fact]
    public async Task Inputs_are_logged_and_found_by_experiment()
    {
        var run = await Server.NewRunAsync();
        await Server.CallAsync(
            "runs/log-inputs",
            $$$"""{"run_id":"{{{run}}}","datasets":[{"tags":[{"key":"mlflow.data.context","value":"train"}],"dataset":{"name":"d","digest":"g","source_type":"local","source":"s"}}]}""");

        var found = await (await Server.PostAsync("/ajax-api/2.0/mlflow/experiments/search-datasets", """{"experiment_ids":["0"]}"""))
            .ShouldBeJsonAsync(HttpStatusCode.OK);
        JsonNode.DeepEquals(
            found["dataset_summaries"], JsonNode.Parse("""[{"experiment_id":"0","name":"d","digest":"g","context":"train"}]""")).ShouldBeTrue();
        await (await Server.PostAsync("/ajax-api/2.0/mlflow/experiments/search-datasets", "{}")).ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "SearchDatasets request must specify at least one experiment_id.");
    }
}
