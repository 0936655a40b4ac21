using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Leat.Server.Tests.Hosting;

namespace Leat.Server.Tests.Monitoring;

public sealed partial class PrometheusTests
{
    private static readonly LeatServerOptions Exposing = new() { ExposePrometheus = true };

    [Fact]
    public async Task Without_the_option_there_is_nothing()
    {
        await using var server = await RunningServer.StartAsync();

        (await server.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_line_is_of_prometheus_text_format()
    {
        await using var server = await RunningServer.StartAsync(Exposing);
        await server.GetAsync("/");

        var answer = await server.GetAsync("/metrics");

        answer.Content.Headers.GetValues("Content-Type").ShouldBe(["text/plain; version=0.0.4; charset=utf-8"]);
        var text = await answer.TextAsync();
        text.ShouldEndWith("\n");
        text.TrimEnd('\n').Split('\n').ShouldAllBe(line => Line().IsMatch(line));
        foreach (var name in new[] { "leat_info", "process_resident_memory_bytes", "process_cpu_seconds_total", "process_start_time_seconds" })
            text.ShouldContain($"\n# TYPE {name} ", customMessage: name);
        Value(text, "process_resident_memory_bytes").ShouldBeGreaterThan(1e6);
    }

    [Fact]
    public async Task Requests_are_counted_by_method_route_and_status()
    {
        await using var server = await RunningServer.StartAsync(Exposing);
        for (var i = 0; i < 3; i++)
            await server.PostAsync("/api/2.0/mlflow/runs/log-metric", "{}");
        await server.GetAsync("/nowhere-1");
        await server.GetAsync("/nowhere-2");

        var text = await ScrapeUntilAsync(server, found => Value(found, "mlflow_http_request_total{method=\"GET\",status=\"404\"}") == 2
            && Value(found, "mlflow_http_request_total{method=\"POST\",status=\"400\"}") == 3);

        const string LogMetric = "method=\"POST\",route=\"/api/2.0/mlflow/runs/log-metric\",status=\"400\"";
        Value(text, $"mlflow_http_request_duration_seconds_count{{{LogMetric}}}").ShouldBe(3);
        Value(text, $"mlflow_http_request_duration_seconds_bucket{{{LogMetric},le=\"+Inf\"}}").ShouldBe(3);
        Value(text, $"mlflow_http_request_duration_seconds_sum{{{LogMetric}}}").ShouldBeGreaterThan(0);

        // Whatever paths clients make up, they are one series.
        text.ShouldNotContain("nowhere");
        Value(text, "mlflow_http_request_duration_seconds_count{method=\"GET\",route=\"(none)\",status=\"404\"}").ShouldBe(2);
    }

    [Fact]
    public async Task Buckets_never_fall()
    {
        await using var server = await RunningServer.StartAsync(Exposing);
        await server.GetAsync("/");
        var text = await ScrapeUntilAsync(server, found => found.Contains("seconds_bucket{method", StringComparison.Ordinal));

        var counts = Bucket().Matches(text).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();

        counts.Count.ShouldBe(17);
        counts.ShouldBe(counts.Order());
        counts[^1].ShouldBe(1);
    }

    [Fact]
    public async Task Probes_and_scrapes_are_not_counted()
    {
        await using var server = await RunningServer.StartAsync(Exposing);
        foreach (var path in new[] { "/health", "/version", "/metrics", "/" })
            await server.GetAsync(path);

        // Requests on one connection finish in order: once the last is there, so are the others.
        var text = await ScrapeUntilAsync(server, found => found.Contains("route=\"/\"", StringComparison.Ordinal));

        Value(text, "mlflow_http_request_total{method=\"GET\",status=\"200\"}").ShouldBe(1);
    }

    [Fact]
    public async Task Another_server_in_the_process_is_not_counted()
    {
        await using var server = await RunningServer.StartAsync(Exposing);
        await using var other = await RunningServer.StartAsync(Exposing);
        await other.GetAsync("/nowhere");
        await ScrapeUntilAsync(other, found => found.Contains("status=\"404\"", StringComparison.Ordinal));

        (await (await server.GetAsync("/metrics")).TextAsync()).ShouldNotContain("status=\"404\"");
    }

    [Fact]
    public async Task Meters_of_leat_are_shown_whatever_they_count()
    {
        using var meter = new Meter("Leat.Tests");
        var things = meter.CreateCounter<long>("leat.tests.things", description: "Things made.");
        var waiting = meter.CreateUpDownCounter<long>("leat.tests.waiting");
        var duration = meter.CreateHistogram<double>("leat.tests.duration", "s");
        await using var server = await RunningServer.StartAsync(Exposing);
        things.Add(2);
        things.Add(3);
        waiting.Add(5);
        waiting.Add(-1);
        duration.Record(0.004);

        var text = await (await server.GetAsync("/metrics")).TextAsync();

        text.ShouldContain("# HELP leat_tests_things_total Things made.\n# TYPE leat_tests_things_total counter\nleat_tests_things_total 5\n");
        text.ShouldContain("# TYPE leat_tests_waiting gauge\nleat_tests_waiting 4\n");
        text.ShouldContain("leat_tests_duration_seconds_bucket{le=\"0.0025\"} 0\nleat_tests_duration_seconds_bucket{le=\"0.005\"} 1\n");
        Value(text, "leat_tests_duration_seconds_sum").ShouldBe(0.004);
    }

    [Theory]
    [InlineData("plain", "n=\"plain\"")]
    [InlineData("a\"b\\c\nd", "n=\"a\\\"b\\\\c\\nd\"")]
    public void Label_values_are_escaped(string value, string label) => PrometheusText.Label("n", value).ShouldBe(label);

    /// <summary>A request is recorded after its response is sent, so a scrape may come too early.</summary>
    private static async Task<string> ScrapeUntilAsync(RunningServer server, Func<string, bool> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var text = await (await server.GetAsync("/metrics")).TextAsync();
            if (isThere(text))
                return text;
            patience.IsCancellationRequested.ShouldBeFalse(text);
        }
    }

    /// <summary>NaN if there is none, which equals nothing.</summary>
    private static double Value(string text, string sample) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(sample + " ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture)
            : double.NaN;

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z_]+="([^"\\]|\\.)*",?)*\})? [0-9.E+-]+)$""")]
    private static partial Regex Line();

    [GeneratedRegex(@"mlflow_http_request_duration_seconds_bucket\{[^}]*\} (\d+)")]
    private static partial Regex Bucket();
}
