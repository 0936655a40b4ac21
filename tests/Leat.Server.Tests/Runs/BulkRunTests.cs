using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Runs;

/// <summary>One change of many runs.</summary>
public sealed class BulkRunTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Path = "/api/leat/1.0/runs/bulk";

    private RunningServer Server => fixture.Server;

    [Theory]
    [InlineData("/api")]
    [InlineData("/ajax-api")]
    public async Task Runs_are_deleted_and_restored_and_what_cannot_be_is_reported(string api)
    {
        string[] runs = [await Server.NewRunAsync(), await Server.NewRunAsync()];
        var unknown = new string('0', 32);

        var deleted = await ChangeAsync([runs[0], unknown, runs[1], runs[0], "not an id"], """{"delete":{}}""", api);

        deleted["done"]!.GetValue<long>().ShouldBe(2);
        deleted["failed"]!.AsArray().Select(failure => ((string)failure!["run_id"]!, (string)failure["error_code"]!, (string)failure["message"]!)).ShouldBe(
        [
            (unknown, "RESOURCE_DOES_NOT_EXIST", $"Run with id={unknown} not found"),
            ("not an id", "INVALID_PARAMETER_VALUE", "Invalid value \"not an id\" for parameter 'run_id' supplied."),
        ]);
        foreach (var run in runs)
            (await InfoAsync(run))["lifecycle_stage"]!.GetValue<string>().ShouldBe("deleted");

        (await ChangeAsync(runs, """{"restore":{}}""", api)).ToJsonString().ShouldBe("""{"done":2,"failed":[]}""");
        foreach (var run in runs)
            (await InfoAsync(run))["lifecycle_stage"]!.GetValue<string>().ShouldBe("active");
    }

    [Fact]
    public async Task Tags_are_set_and_removed_by_the_rules_of_the_calls_for_one_run()
    {
        string[] runs = [await Server.NewRunAsync(), await Server.NewRunAsync(), await Server.NewRunAsync()];
        await Server.CallAsync("runs/delete", $$"""{"run_id":"{{runs[2]}}"}""");

        var set = await ChangeAsync(runs, """{"set_tags":{"team":"a","mlflow.runName":"renamed","long":"LONG"}}""".Replace(
            "LONG", new string('x', 9_000), StringComparison.Ordinal));

        set["done"]!.GetValue<long>().ShouldBe(2);
        set["failed"]!.AsArray().ShouldHaveSingleItem()!["message"]!.GetValue<string>()
            .ShouldBe($"The run {runs[2]} must be in the 'active' state. Current state is deleted.");
        foreach (var run in runs[..2])
        {
            (await InfoAsync(run))["run_name"]!.GetValue<string>().ShouldBe("renamed");
            (await TagsAsync(run))["long"].Length.ShouldBe(8_000);
        }

        await Server.CallAsync("runs/delete-tag", $$"""{"run_id":"{{runs[0]}}","key":"team"}""");
        var removed = await ChangeAsync(runs[..2], """{"delete_tags":["team","long","never"]}""");
        removed.ToJsonString().ShouldBe("""{"done":2,"failed":[]}""");
        foreach (var run in runs[..2])
            (await TagsAsync(run)).Keys.ShouldNotContain(key => key == "team" || key == "long");
    }

    [Fact]
    public async Task A_thousand_runs_take_a_few_transactions()
    {
        var runs = new string[1_000];
        await Parallel.ForAsync(0, runs.Length, TestContext.Current.CancellationToken, async (i, _) => runs[i] = await Server.NewRunAsync());
        var commits = new ConcurrentBag<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "leat.store.commit.duration")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, duration, _, _) => commits.Add(duration));
        listener.Start();

        (await ChangeAsync(runs, """{"set_tags":{"a":"b"}}"""))["done"]!.GetValue<long>().ShouldBe(1_000);

        // Other tests of this process write meanwhile, too; one transaction a run would be a thousand.
        commits.Count.ShouldBeInRange(1, 100);
    }

    [Theory]
    [InlineData("""{"run_ids":[],"action":{"delete":{}}}""", "run_ids has 0 entries. It must have from 1 to 10000.")]
    [InlineData("""{"run_ids":["a"],"action":{}}""", "action must have exactly one of delete, restore, set_tags and delete_tags.")]
    [InlineData("""{"run_ids":["a"],"action":{"delete":{},"restore":{}}}""", "action must have exactly one of delete, restore, set_tags and delete_tags.")]
    [InlineData("""{"run_ids":["a"],"action":{"set_tags":{}}}""", "set_tags has 0 entries. It must have from 1 to 100.")]
    [InlineData("""{"run_ids":["a"],"action":{"delete_tags":[]}}""", "delete_tags has 0 entries. It must have from 1 to 100.")]
    [InlineData("""{"run_ids":["a"],"action":{"set_tags":{"a/../b":"c"}}}""", "Invalid value")]
    [InlineData("""{"run_ids":["a"]}""", "Missing value for required parameter 'action'.")]
    public async Task What_makes_no_sense_for_any_run_is_refused_as_a_whole(string body, string message)
    {
        var answer = await (await Server.PostAsync(Path, body)).ShouldBeJsonAsync(HttpStatusCode.BadRequest);

        answer["message"]!.GetValue<string>().ShouldStartWith(message);
    }

    [Fact]
    public async Task More_than_ten_thousand_runs_are_refused()
    {
        var ids = JsonSerializer.Serialize(Enumerable.Range(0, 10_001).Select(i => $"{i:d32}"));

        var answer = await (await Server.PostAsync(Path, "{\"run_ids\":" + ids + ",\"action\":{\"delete\":{}}}")).ShouldBeJsonAsync(HttpStatusCode.BadRequest);

        answer["message"]!.GetValue<string>().ShouldBe("run_ids has 10001 entries. It must have from 1 to 10000.");
    }

    private async Task<JsonObject> ChangeAsync(IReadOnlyList<string> runs, string action, string api = "/api") => await (await Server.PostAsync(
        $"{api}/leat/1.0/runs/bulk", $$"""{"run_ids":{{JsonSerializer.Serialize(runs)}},"action":{{action}}}""")).ShouldBeJsonAsync(HttpStatusCode.OK);

    private async Task<JsonNode> InfoAsync(string run) => (await Server.QueryAsync("runs/get?run_id=" + run))["run"]!["info"]!;

    private async Task<Dictionary<string, string>> TagsAsync(string run) => (await Server.QueryAsync("runs/get?run_id=" + run))["run"]!["data"]!["tags"]!
        .AsArray().ToDictionary(tag => (string)tag!["key"]!, tag => (string)tag!["value"]!);
}
