using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Core;
using Leat.Protocol.Tests.Metrics;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Metrics;

/// <summary><c>metrics/history</c> as frames of bytes.</summary>
public sealed class SeriesFramesTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Call = "/api/leat/1.0/metrics/history";
    private const string Frames = "application/vnd.leat.series";

    [Theory]
    [InlineData("step", null, null)]
    [InlineData("time", null, null)]
    [InlineData("step", 100, 199)]
    [InlineData("time", 100, 1_000)]
    public async Task Frames_hold_what_the_answer_in_json_holds(string axis, int? start, int? end)
    {
        await using var server = await RunningServer.StartAsync(fixture.Store);
        var runs = new[] { await server.NewRunAsync(), await server.NewRunAsync() };
        await LogAsync(server, runs[0], "loss", 3_000);
        await LogAsync(server, runs[0], "acc", 7);
        await LogAsync(server, runs[1], "loss", 150);
        var asked = new JsonObject
        {
            ["run_ids"] = new JsonArray(runs[1], "nope", runs[0]),
            ["metric_keys"] = new JsonArray("loss", "none", "acc"),
            ["x_axis"] = axis,
            ["max_points"] = 100,
            ["start"] = start,
            ["end"] = end,
        };

        var json = (await (await server.PostAsync(Call, asked.ToJsonString())).ShouldBeJsonAsync(HttpStatusCode.OK))["series"]!.AsArray();
        var frames = await FramesAsync(server, asked);

        frames.Count.ShouldBe(json.Count);
        frames.Count.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var (frame, series) in frames.Zip(json))
        {
            foreach (var name in (string[])["run_id", "key", "total", "thinned", "version"])
                JsonNode.DeepEquals(frame.Header[name], series![name]).ShouldBeTrue(name);
            frame["step"].ShouldBe(Numbers(series!, "steps"));
            frame["time"].ShouldBe(Numbers(series!, "timestamps"));
            frame["value"].ShouldBe(Numbers(series!, "values").Select(value => (double)(float)value));
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("application/json", false)]
    [InlineData(Frames, true)]
    [InlineData("application/json;q=0.5, Application/Vnd.Leat.Series", true)]
    [InlineData(Frames + ";q=0, application/json", false)]
    [InlineData("nonsense;;", false)]
    public async Task Frames_come_to_those_who_ask_for_them(string? accept, bool frames)
    {
        await using var server = await RunningServer.StartAsync(Store(new ThinnedHistory("r", "m", [new(1, 2, 3)], 1)));

        var answer = await PostAsync(server, """{"run_ids":["r"],"metric_keys":["m"]}""", accept);

        answer.Content.Headers.ContentType!.ToString().ShouldBe(frames ? Frames : "application/json");
    }

    [Fact]
    public async Task Only_the_columns_asked_for_come()
    {
        await using var server = await RunningServer.StartAsync(Store(new ThinnedHistory("r", "m", [new(1, 2, 3)], 1)));
        var asked = JsonNode.Parse("""{"run_ids":["r"],"metric_keys":["m"],"columns":["value","step","value"]}""")!.AsObject();

        (await FramesAsync(server, asked)).Single().Columns.Keys.ShouldBe(["value", "step"]);
        (await (await server.PostAsync(Call, asked.ToJsonString())).TextAsync())
            .ShouldBe("""{"series":[{"run_id":"r","key":"m","total":1,"thinned":false,"steps":[1],"values":[3.0]}]}""");
    }

    [Theory]
    [InlineData("""{"run_ids":["r"],"metric_keys":["m"],"columns":["wall"]}""", "'wall' in columns. It must be 'step', 'time' or 'value'")]
    [InlineData("""{"run_ids":["r"],"metric_keys":["m"],"known":{"m":"1"}}""", "'m' in known. It must be the id of a run and the name of a metric")]
    [InlineData("""{"run_ids":["r"],"metric_keys":["m"],"max_points":9}""", "from 10 to 20000")]
    public async Task Errors_are_json(string body, string message)
    {
        await using var server = await RunningServer.StartAsync();
        await (await PostAsync(server, body, Frames)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);
    }

    [Theory]
    [InlineData(Frames)]
    [InlineData("application/json")]
    public async Task What_the_client_has_is_not_sent_again_until_it_changes(string accept)
    {
        await using var server = await RunningServer.StartAsync(fixture.Store);
        var run = await server.NewRunAsync();
        await LogAsync(server, run, "train/loss", 20);
        await LogAsync(server, run, "acc", 20);
        var asked = new JsonObject { ["run_ids"] = new JsonArray(run), ["metric_keys"] = new JsonArray("train/loss", "acc") };
        var first = await SeriesAsync();
        asked["known"] = new JsonObject { [$"{run}/train/loss"] = first[0]["version"]!.DeepClone(), [$"{run}/acc"] = first[1]["version"]!.DeepClone() };

        var same = await SeriesAsync();
        same.Select(series => (bool?)series["unchanged"]).ShouldBe([true, true]);
        same.Select(series => (string?)series["version"]).ShouldBe(first.Select(series => (string?)series["version"]));

        await LogAsync(server, run, "acc", 21);
        var later = await SeriesAsync();
        later.Select(series => (bool?)series["unchanged"]).ShouldBe([true, null]);
        ((long)later[1]["total"]!).ShouldBe(21);

        async Task<List<JsonNode>> SeriesAsync() => accept == Frames
            ? (await FramesAsync(server, asked)).ConvertAll(frame => (JsonNode)frame.Header)
            : [.. (await (await server.PostAsync(Call, asked.ToJsonString())).ShouldBeJsonAsync(HttpStatusCode.OK))["series"]!.AsArray().Select(series => series!)];
    }

    [Fact]
    public async Task Frames_are_compressed_for_those_who_accept_it()
    {
        await using var server = await RunningServer.StartAsync(Store([.. Enumerable.Repeat(Long, 50)]));

        var answer = await server.SendAsync(HttpMethod.Post, Call, request =>
        {
            request.Content = new StringContent("""{"run_ids":["r"],"metric_keys":["m"]}""", Encoding.UTF8, "application/json");
            request.Headers.Accept.ParseAdd(Frames);
            request.Headers.AcceptEncoding.ParseAdd("gzip");
        });

        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var unpacked = new System.IO.Compression.GZipStream(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        SeriesFrame.ReadAll(bytes.ToArray()).Count.ShouldBe(50);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_series_that_cannot_be_read_is_an_error_as_long_as_nothing_has_been_sent(int before)
    {
        await using var server = await RunningServer.StartAsync(Store([.. Enumerable.Repeat(Long, before), null]));
        await (await PostAsync(server, """{"run_ids":["r"],"metric_keys":["m"]}""", Frames))
            .ShouldBeErrorAsync(HttpStatusCode.InternalServerError, "DATA_LOSS", "a block is damaged");
    }

    [Fact]
    public async Task Afterwards_it_breaks_the_connection()
    {
        await using var server = await RunningServer.StartAsync(Store([.. Enumerable.Repeat(Long, 50), null]));

        await Should.ThrowAsync<HttpRequestException>(async () =>
            await (await PostAsync(server, """{"run_ids":["r"],"metric_keys":["m"]}""", Frames)).TextAsync());
    }

    [Fact]
    public async Task Reading_has_a_time_limit_in_all()
    {
        var store = StubStore.Of((_, arguments) => Never((CancellationToken)arguments[1]!));
        await using var server = await RunningServer.StartAsync(store, new LeatServerOptions { SearchTimeout = TimeSpan.FromMilliseconds(300) });

        await (await PostAsync(server, """{"run_ids":["r"],"metric_keys":["m"]}""", Frames))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "BAD_REQUEST", "The search was ended after 0.3 s");

        static async IAsyncEnumerable<ThinnedHistory> Never([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return Long;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    /// <summary>A series of 5 kB.</summary>
    private static ThinnedHistory Long { get; } = new("r", "m", [.. Enumerable.Range(0, 1_000).Select(i => new MetricPoint(i, i, i / 7.0))], 1_000);

    private static StubStore Store(params ThinnedHistory?[] series)
    {
        return StubStore.Of((method, _) => method == nameof(IMetricStore.GetThinnedHistoriesAsync)
            ? Task.FromResult<IReadOnlyList<ThinnedHistory>>([.. series.Select(one => one!)])
            : StreamAsync());

        async IAsyncEnumerable<ThinnedHistory> StreamAsync()
        {
            foreach (var one in series)
            {
                await Task.Yield();
                yield return one ?? throw new LeatException(ErrorCode.DataLoss, "a block is damaged");
            }
        }
    }

    private static async Task<List<SeriesFrame>> FramesAsync(RunningServer server, JsonObject asked)
    {
        var answer = await PostAsync(server, asked.ToJsonString(), Frames);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return SeriesFrame.ReadAll(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static Task<HttpResponseMessage> PostAsync(RunningServer server, string body, string? accept) => server.SendAsync(HttpMethod.Post, Call, request =>
    {
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
    });

    private static double[] Numbers(JsonNode series, string column) => [.. series[column]!.AsArray().Select(number => (double)number!)];

    private static async Task LogAsync(RunningServer server, string run, string key, int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(1_000))
        {
            var points = some.Select(i => new JsonObject
            {
                ["key"] = key,
                ["value"] = Math.Sin(i / 90.0),
                ["timestamp"] = 1 + (i * 3L),
                ["step"] = i,
            });
            await server.CallAsync("runs/log-batch", new JsonObject { ["run_id"] = run, ["metrics"] = new JsonArray([.. points]) }.ToJsonString());
        }
    }
}
