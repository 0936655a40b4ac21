using System.Globalization;
using System.Text.RegularExpressions;
using Leat.Server.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Leat.Server.Tests.AccessLog;

public sealed partial class AccessLogTests
{
    private const int EventId = 6;
    private static readonly LeatServerOptions Logging = new() { AccessLog = true };

    [Fact]
    public async Task A_request_is_one_line()
    {
        await using var server = await RunningServer.StartAsync(Logging);

        (await server.GetAsync("/version")).EnsureSuccessStatusCode();

        var line = await LineAsync(server);
        line.Groups["request"].Value.ShouldBe("GET /version 200 5");
        double.Parse(line.Groups["ms"].Value, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task An_error_has_its_status_and_size()
    {
        await using var server = await RunningServer.StartAsync(Logging);

        var answer = await server.PostAsync("/api/2.0/mlflow/runs/log-metric", """{"token":"secret"}""");

        var size = (await answer.TextAsync()).Length;
        (await LineAsync(server)).Groups["request"].Value.ShouldBe($"POST /api/2.0/mlflow/runs/log-metric 400 {size}");
    }

    [Fact]
    public async Task Compressed_answers_are_counted_by_the_bytes_sent()
    {
        await using var server = await RunningServer.StartAsync(Logging);

        var answer = await server.SendAsync(
            HttpMethod.Get, "/api/leat/1.0/openapi.json", request => request.Headers.AcceptEncoding.ParseAdd("gzip"));

        var size = (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        (await LineAsync(server)).Groups["request"].Value.ShouldBe($"GET /api/leat/1.0/openapi.json 200 {size}");
    }

    [Fact]
    public async Task Queries_are_left_out_and_lines_cannot_be_forged()
    {
        await using var server = await RunningServer.StartAsync(Logging);

        await server.GetAsync("/a%0AGET%20/b?token=secret");

        (await LineAsync(server)).Groups["request"].Value.ShouldStartWith("GET /a%0AGET%20/b 404 ");
        server.Log.FromLeat.ShouldAllBe(entry => !entry.Message.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_option_nothing_is_logged()
    {
        await using var server = await RunningServer.StartAsync();

        (await server.GetAsync("/version")).EnsureSuccessStatusCode();

        server.Log.FromLeat.ShouldBeEmpty();
    }

    private static async Task<Match> LineAsync(RunningServer server)
    {
        await server.Log.WhenLoggedAsync(EventId);
        var entry = server.Log.FromLeat.Single(entry => entry.EventId == EventId);
        entry.Level.ShouldBe(LogLevel.Information);
        entry.Category.ShouldBe("Leat.Server.Access");
        var line = Line().Match(entry.Message);
        line.Success.ShouldBeTrue(entry.Message);
        return line;
    }

    [GeneratedRegex(@"^(?<request>\S+ \S+ \d{3} \d+) B (?<ms>[0-9.]+) ms$")]
    private static partial Regex Line();
}
