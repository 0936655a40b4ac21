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
    [InlineData("&max_results=5", 5)]
    public async Task A_history_without_a_limit_is_whole(string query, int? limit)
    {
        object?[] asked = [];
        await using var server = await StartAsync((_, arguments) =>
        {
            asked = arguments;
            return Task.FromResult(new Page<MetricPoint>([], null));
        });

        await server.GetAsync("/api/2.0/mlflow/metrics/get-history?run_id=r&metric_key=m" + query);

        asked[2].ShouldBe(limit);
    }

    private static Task<RunningServer> StartAsync(Func<string, object?[], object?> answer) =>
        RunningServer.StartAsync(StubStore.Of(answer));
}
