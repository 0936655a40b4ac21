using System.Text.Json.Nodes;
using Leat.Durability.Tests.Api;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Retry;

/// <summary>A client without an answer may send again: what is already there is not stored twice.</summary>
public sealed class RetryTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IDisposable
{
    // More than a run's tail holds before it is sealed: repeats must be dropped among tail rows, among blocks, and between.
    private const int ManyBatches = 10;
    private const int LargeBatch = 990;
    private readonly TrackingApi _api = new(fixture.Server.Address);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_batch_three_times_is_stored_once()
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        for (var i = 0; i < 3; i++)
            await LogAsync(runId, Points(0, 100), param: "1");
        await ShouldHoldAsync(runId, Points(0, 100));
        var run = await _api.GetRunAsync(runId, Cancellation);
        run["data"]!["params"]!.AsArray().Count.ShouldBe(1);
        run["data"]!["tags"]!.AsArray().Count(tag => (string)tag!["key"]! == "tag").ShouldBe(1);
    }

    [Fact]
    public async Task Partly_new_batch_adds_only_what_is_new()
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        await LogAsync(runId, Points(0, 100));
        await LogAsync(runId, Points(50, 100));
        await LogAsync(runId, Points(25, 30));
        await ShouldHoldAsync(runId, Points(0, 150));
    }

    [Fact]
    public async Task Repeat_within_one_batch_is_stored_once()
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        await LogAsync(runId, [.. Points(0, 10), .. Points(0, 10)]);
        await ShouldHoldAsync(runId, Points(0, 10));
    }

    [Fact]
    public async Task Repeats_of_a_long_history_vanish_across_sealed_blocks()
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var batch = 0; batch < ManyBatches; batch++)
                await LogAsync(runId, Points(batch * LargeBatch, LargeBatch));
        }

        await ShouldHoldAsync(runId, Points(0, ManyBatches * LargeBatch));
    }

    [Fact]
    public async Task Repeats_sent_at_the_same_time_are_stored_once()
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            using var api = new TrackingApi(fixture.Server.Address);
            await api.PostAsync("runs/log-batch", Batch(runId, Points(0, 200), "1"), Cancellation);
        })));
        await ShouldHoldAsync(runId, Points(0, 200));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 0, 1)]
    public async Task Point_that_differs_in_any_part_is_another_point(int value, int timestamp, int step)
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        var first = new Point("m", 1, 1, 1);
        var second = new Point("m", 1 + value, 1 + timestamp, 1 + step);
        await LogAsync(runId, [first]);
        await LogAsync(runId, [second, first]);
        await ShouldHoldAsync(runId, [first, second]);
    }

    [Fact]
    public async Task Repeated_param_is_accepted_and_a_changed_one_spoils_its_whole_batch()
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        await LogAsync(runId, Points(0, 10), param: "1");
        await LogAsync(runId, Points(0, 10), param: "1");
        var refused = await _api.SendAsync("runs/log-batch", Batch(runId, Points(10, 10), "2"), Cancellation);
        refused.Status.ShouldBe(400);
        await ShouldHoldAsync(runId, Points(0, 10));
    }

    [Fact]
    public async Task Input_logged_again_is_there_once()
    {
        var runId = await _api.CreateRunAsync(Cancellation);
        for (var i = 0; i < 3; i++)
            await _api.PostAsync("runs/log-inputs", Input(runId), Cancellation);
        var run = await _api.GetRunAsync(runId, Cancellation);
        run["inputs"]!["dataset_inputs"]!.AsArray().Count.ShouldBe(1);
    }

    public void Dispose() => _api.Dispose();

    private Task<JsonNode> LogAsync(string runId, IReadOnlyList<Point> points, string param = "1") =>
        _api.PostAsync("runs/log-batch", Batch(runId, points, param), Cancellation);

    private async Task ShouldHoldAsync(string runId, IReadOnlyList<Point> points) =>
        (await _api.GetHistoryAsync(runId, "m", Cancellation)).ShouldBe(points, ignoreOrder: true);

    private static List<Point> Points(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(step => new Point("m", step * 0.1, 1_700_000_000_000 + step, step))];

    private static JsonObject Batch(string runId, IReadOnlyList<Point> points, string param) => new()
    {
        ["run_id"] = runId,
        ["metrics"] = new JsonArray([.. points.Select(point => point.ToJson())]),
        ["params"] = new JsonArray(new JsonObject { ["key"] = "param", ["value"] = param }),
        ["tags"] = new JsonArray(new JsonObject { ["key"] = "tag", ["value"] = param }),
    };

    private static JsonObject Input(string runId) => new()
    {
        ["run_id"] = runId,
        ["datasets"] = new JsonArray(new JsonObject
        {
            ["tags"] = new JsonArray(),
            ["dataset"] = new JsonObject { ["name"] = "d", ["digest"] = "1", ["source_type"] = "local", ["source"] = "x" },
        }),
    };
}
