using System.Net;
using Leat.Core;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Metrics;

public sealed class MetricCallsTests
{
    private const string Bulk = "/ajax-api/2.0/mlflow/metrics/get-history-bulk";
    private const string Interval = "/api/2.0/mlflow/metrics/get-history-bulk-interval";

    [Fact]
    public async Task Bulk_answers_are_valid_json_even_with_nan()
    {
        await using var server = await StartAsync((_, _) =>
            Task.FromResult<IReadOnlyList<RunMetricHistory>>([new("r", [new MetricPoint(1, 2, double.NaN)])]));

        (await (await server.GetAsync(Bulk + "?run_id=r&metric_key=m")).TextAsync())
            .ShouldBe("""{"metrics":[{"key":"m","run_id":"r","step":1,"timestamp":2,"value":"NaN"}]}""");
    }

    [Theory]
    [InlineData("", "GetMetricHistoryBulk request must specify at least one run_id.")]
    [InlineData("?run_id=r", "GetMetricHistoryBulk request must specify a metric_key.")]
    [InlineData("?run_id=r&metric_key=m&max_results=x", "for parameter 'max_results' supplied")]
    [InlineData("?run_id=r&metric_key=m&max_results=-1", "for parameter 'max_results' supplied")]
    public async Task Bulk_names_what_is_wrong(string query, string message)
    {
        await using var server = await RunningServer.StartAsync();
        await (await server.GetAsync(Bulk + query)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);
    }

    [Fact]
    public async Task Bulk_takes_one_hundred_runs_and_no_more()
    {
        await using var server = await StartAsync((_, _) => Task.FromResult<IReadOnlyList<RunMetricHistory>>([]));
        var runs = string.Join('&', Enumerable.Range(0, 100).Select(_ => "run_id=0123456789abcdef0123456789abcdef"));

        (await (await server.GetAsync($"{Bulk}?metric_key=m&{runs}")).TextAsync()).ShouldBe("""{"metrics":[]}""");
        await (await server.GetAsync($"{Bulk}?metric_key=m&{runs}&run_id=x")).ShouldBeErrorAsync(
            HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "cannot specify more than 100 run_ids. Received 101 run_ids.");
    }

    [Theory]
    [InlineData("max_results=100000", 25_000)]
    [InlineData("max_results=7", 7)]
    [InlineData("", 25_000)]
    public async Task Bulk_limits_what_it_asks_the_store_for(string query, int limit)
    {
        object?[] asked = [];
        await using var server = await StartAsync((_, arguments) =>
        {
            asked = arguments;
            return Task.FromResult<IReadOnlyList<RunMetricHistory>>([]);
        });

        await server.GetAsync($"{Bulk}?run_id=r&metric_key=m&{query}");

        asked[2].ShouldBe(limit);
    }

    [Theory]
    [InlineData("start_step=5", "If either start step or end step are specified, both must be specified.")]
    [InlineData("end_step=5", "If either start step or end step are specified, both must be specified.")]
    [InlineData("start_step=5&end_step=1", "end_step must be greater than start_step. Found start_step=5 and end_step=1.")]
    [InlineData("max_results=0", "max_results must be between 1 and 2500.")]
    public async Task Interval_names_what_is_wrong(string query, string message)
    {
        await using var server = await RunningServer.StartAsync();
        await (await server.GetAsync($"{Interval}?run_ids=r&metric_key=m&{query}"))
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);
    }

    [Fact]
    public async Task An_interval_without_points_is_an_empty_object()
    {
        await using var server = await StartAsync((_, _) => Task.FromResult<IReadOnlyList<RunMetricHistory>>([new("r", [])]));
        (await (await server.GetAsync($"{Interval}?run_ids=r&metric_key=m&start_step=3&end_step=3")).TextAsync()).ShouldBe("{}");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("&max_results=0", null)]
    [InlineData("&max_results=5", 6L)]
    public async Task A_history_without_a_limit_is_whole(string query, long? limit)
    {
        object?[] asked = [];
        await using var server = await StartAsync((_, arguments) =>
        {
            asked = arguments;
            return Pieces();
        });

        (await (await server.GetAsync(History + query)).TextAsync()).ShouldBe("{}");

        asked[3].ShouldBe(limit, "one more tells whether there is a next page");
    }

    [Fact]
    public async Task A_history_is_one_answer_however_many_pieces_it_is_read_in()
    {
        await using var server = await StartAsync((_, _) => Pieces([new(1, 2, 0.5), new(2, 3, double.NaN)], [new(3, 4, 1)]));

        var answer = await server.GetAsync(History);

        (await answer.TextAsync()).ShouldBe(
            """{"metrics":[{"key":"m","value":0.5,"timestamp":2,"step":1},{"key":"m","value":"NaN","timestamp":3,"step":2},"""
            + """{"key":"m","value":1.0,"timestamp":4,"step":3}]}""");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task A_page_ends_at_its_size_and_names_the_next(int size, bool more)
    {
        await using var server = await StartAsync((_, _) => Pieces([new(1, 1, 1), new(2, 2, 2)], [new(3, 3, 3)]));

        var text = await (await server.GetAsync($"{History}&max_results={size}&page_token={PageToken.FromOffset(7)}")).TextAsync();

        text.Split("\"key\"").Length.ShouldBe(size + 1);
        text.Contains($"\"next_page_token\":\"{PageToken.FromOffset(7 + size)}\"", StringComparison.Ordinal).ShouldBe(more);
    }

    [Fact]
    public async Task A_history_that_fails_in_the_middle_breaks_the_connection()
    {
        await using var server = await StartAsync((_, _) => Pieces([new(1, 1, 1)], null));

        await Should.ThrowAsync<HttpRequestException>(async () => await (await server.GetAsync(History)).TextAsync());
    }

    [Fact]
    public async Task A_history_that_fails_at_once_is_answered_with_the_error()
    {
        await using var server = await StartAsync((_, _) => Pieces([null]));
        await (await server.GetAsync(History)).ShouldBeErrorAsync(HttpStatusCode.InternalServerError, "DATA_LOSS", "a block is damaged");
    }

    [Fact]
    public async Task Thinned_histories_come_as_columns()
    {
        object?[] asked = [];
        await using var server = await StartAsync((_, arguments) =>
        {
            asked = arguments;
            return Task.FromResult<IReadOnlyList<ThinnedHistory>>([new("r", "m", [new(1, 2, 0.5), new(2, 3, double.NaN)], 7)]);
        });

        var answer = await server.PostAsync(
            Thinned, """{"run_ids":["r"],"metric_keys":["m"],"x_axis":"time","start":"1","end":9,"max_points":10}""");

        (await answer.TextAsync()).ShouldBe(
            """{"series":[{"run_id":"r","key":"m","total":7,"thinned":true,"steps":[1,2],"timestamps":[2,3],"values":[0.5,"NaN"]}]}""");
        var query = asked[0].ShouldBeOfType<ThinnedHistoryQuery>();
        (query.Axis, query.Start, query.End, query.MaxPoints).ShouldBe((HistoryAxis.Time, 1L, 9L, 10));
    }

    [Theory]
    [InlineData("""{"metric_keys":["m"]}""", "run_ids")]
    [InlineData("""{"run_ids":["r"]}""", "metric_keys")]
    [InlineData("""{"run_ids":["r"],"metric_keys":["m"],"x_axis":"wall"}""", "'wall' for x_axis. It must be 'step' or 'time'")]
    [InlineData("""{"run_ids":["r"],"metric_keys":["m"],"max_points":9}""", "from 10 to 20000")]
    [InlineData("""{"run_ids":["r"],"metric_keys":["m"],"start":2,"end":1}""", "start is 2, end is 1")]
    [InlineData("""{"run_ids":["a","b","c"],"metric_keys":["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q"],"max_points":20000}""",
        "one answer holds 1000000 at most")]
    public async Task Thinned_histories_name_what_is_wrong(string body, string message)
    {
        await using var server = await RunningServer.StartAsync();
        await (await server.PostAsync(Thinned, body)).ShouldBeErrorAsync(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message);
    }

    private const string Thinned = "/api/leat/1.0/metrics/history";

    private const string History = "/api/2.0/mlflow/metrics/get-history?run_id=r&metric_key=m";

    /// <summary>A store's result; null makes it fail.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> Pieces(params MetricPoint[]?[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return piece ?? throw new LeatException(ErrorCode.DataLoss, "a block is damaged");
        }
    }

    private static Task<RunningServer> StartAsync(Func<string, object?[], object?> answer) =>
        RunningServer.StartAsync(StubStore.Of(answer));
}
