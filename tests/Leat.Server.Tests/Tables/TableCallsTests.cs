using System.Net;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Tables;

public sealed class TableCallsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Table = "/api/leat/1.0/runs/table";

    private RunningServer Server => fixture.Server;

    [Theory]
    [InlineData(Table)]
    [InlineData("/ajax-api/leat/1.0/runs/table")]
    public async Task A_table_has_the_columns_asked_for(string path)
    {
        var experiment = (await Server.CallAsync("experiments/create", $$"""{"name":"table {{path}}"}"""))["experiment_id"]!.GetValue<string>();
        var run = (await Server.CallAsync("runs/create", $$"""{"experiment_id":"{{experiment}}","run_name":"x","start_time":5}"""))["run"]!["info"]!["run_id"]!;
        await Server.CallAsync(
            "runs/log-batch",
            $$"""{"run_id":"{{run}}","metrics":[{"key":"m","value":2,"timestamp":1,"step":1},{"key":"m","value":1,"timestamp":2,"step":2}],"params":[{"key":"p","value":"v"}]}""");

        var answer = await Server.PostAsync(
            path,
            $$"""
            {"experiment_ids":[{{experiment}}],"filter":"metrics.m > 5 OR params.p = 'v'","order_by":["metrics.m DESC"],"view":"ALL","max_results":10,
             "columns":["run_name","metrics.m","metrics.m.max","params.p","status","end_time"]}
            """);

        (await answer.TextAsync()).ShouldBe(
            $$"""{"run_ids":["{{run}}"],"columns":[{"name":"run_name","values":["x"]},{"name":"metrics.m","values":[1.0]},{"name":"metrics.m.max","values":[2.0]},"""
            + """{"name":"params.p","values":["v"]},{"name":"status","values":["RUNNING"]},{"name":"end_time","values":[null]}]}""");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Fact]
    public async Task Nothing_asked_for_is_an_empty_table() =>
        (await (await Server.PostAsync(Table, "{}")).TextAsync()).ShouldBe("""{"run_ids":[],"columns":[]}""");

    [Theory]
    [InlineData("""{"columns":["run_name","lr"]}""", "There is no column 'lr'.")]
    [InlineData("""{"columns":"run_name"}""", "columns")]
    [InlineData("""{"max_results":1001}""", "Invalid value 1001 for parameter 'max_results' supplied. It must be at most 1000")]
    [InlineData("""{"max_results":0}""", "must be a positive integer")]
    [InlineData("""{"offset":-1}""", "'offset' supplied. It must not be negative")]
    [InlineData("""{"offset":1,"page_token":"eyJvZmZzZXQiOiAxMH0="}""", "Give one of them")]
    [InlineData("""{"page_token":"x"}""", "Invalid page token")]
    [InlineData("""{"run_ids":["a"],"filter":"status = 'RUNNING'"}""", "filter says it, too")]
    [InlineData("""{"run_ids":["a"],"offset":3}""", "offset says it, too")]
    [InlineData("""{"view":"SOME"}""", "view")]
    public async Task What_is_wrong_is_named(string body, string message) =>
        await (await Server.PostAsync(Table, body)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);

    [Fact]
    public async Task Errors_of_a_filter_tell_their_place_in_calls_of_leats_own()
    {
        const string body = """{"filter":"status = 'x' AND nope = 1"}""";

        (await (await Server.PostAsync(Table, body)).TextAsync()).ShouldEndWith(""","position":17,"length":4}""");
        (await (await Server.PostAsync("/api/leat/1.0/runs/search", body)).TextAsync()).ShouldEndWith(""","position":17,"length":4}""");
        (await (await Server.PostAsync("/api/2.0/mlflow/runs/search", body)).TextAsync()).ShouldNotContain("position\"");
    }

    [Fact]
    public async Task What_a_page_asks_beside_the_rows_is_answered_for_both_twins()
    {
        var experiment = (await Server.CallAsync("experiments/create", """{"name":"beside","tags":[{"key":"mlflow.note.content","value":"# Hi\nthere"},{"key":"t","value":"v"}]}"""))
            ["experiment_id"]!.GetValue<string>();
        var run = (await Server.CallAsync("runs/create", $$"""{"experiment_id":"{{experiment}}","run_name":"x","start_time":5}"""))["run"]!["info"]!["run_id"]!;
        await Server.CallAsync(
            "runs/log-batch",
            $$"""{"run_id":"{{run}}","metrics":[{"key":"m","value":2,"timestamp":1,"step":1}],"params":[{"key":"p","value":"v"}]}""");

        foreach (var root in new[] { "/api", "/ajax-api" })
        {
            (await AskAsync("runs/count", $$"""{"experiment_ids":["{{experiment}}"],"filter":"params.p = 'v'"}""")).ShouldBe("""{"count":1,"exact":true}""");
            (await AskAsync("runs/columns", $$"""{"experiment_ids":["{{experiment}}"],"kinds":["metric","param"],"counts":true}""")).ShouldBe(
                """{"columns":[{"kind":"metric","key":"m","runs":1,"least":2.0,"greatest":2.0,"has_steps":true},{"kind":"param","key":"p","runs":1}],"total":2}""");
            (await AskAsync("runs/values", $$"""{"experiment_ids":["{{experiment}}"],"key":"params.p","prefix":"v"}""")).ShouldBe(
                """{"values":[{"value":"v","runs":1}],"more":false}""");
            var table = await AskAsync("experiments/table", """{"filter":"name = 'beside'"}""");
            table.ShouldStartWith($$"""{"experiments":[{"experiment_id":"{{experiment}}","name":"beside","lifecycle_stage":"active",""");
            table.ShouldContain("""runs":1,"runs_exact":true,"running":1,"last_run_time":5,"note":"# Hi","tags":[{"key":"t","value":"v"}]}]}""");

            async Task<string> AskAsync(string call, string body) => await (await Server.PostAsync($"{root}/leat/1.0/{call}", body)).TextAsync();
        }
    }

    [Theory]
    [InlineData("runs/count", """{"limit":0}""", "'limit' supplied. It must be a positive integer")]
    [InlineData("runs/columns", """{"kinds":["metrics"]}""", "Invalid value 'metrics' in kinds. Kinds are metric, param and tag.")]
    [InlineData("runs/columns", """{"max_results":1001}""", "must be at most 1000")]
    [InlineData("runs/values", "{}", "'key'")]
    [InlineData("runs/values", """{"key":"metrics.m"}""", "The values of 'metrics.m' cannot be listed.")]
    [InlineData("runs/values", """{"key":"lr"}""", "There is no column 'lr'.")]
    [InlineData("experiments/table", """{"max_results":1001}""", "must be at most 1000")]
    public async Task What_is_wrong_is_named_in_each_call(string call, string body, string message) =>
        await (await Server.PostAsync($"/api/leat/1.0/{call}", body)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);

    [Fact]
    public async Task A_store_that_makes_no_tables_says_so()
    {
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, _) => null));
        await (await server.PostAsync(Table, "{}")).ShouldBeErrorAsync(HttpStatusCode.NotImplemented, "NOT_IMPLEMENTED", "makes no tables of runs");
    }
}
