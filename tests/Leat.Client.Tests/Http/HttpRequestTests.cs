using System.Net;
using System.Net.Http.Headers;
using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Http;

public sealed class HttpRequestTests
{
    private const string RunInfo =
        """{"run_id":"r1","run_uuid":"r1","experiment_id":"1","status":"RUNNING","artifact_uri":"a","start_time":5}""";

    [Fact]
    public async Task A_batch_travels_as_log_batch_with_integers_as_numbers()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK));
        var batch = LogBatch.Create(
            "r1", [new Metric("loss", double.NaN, 1_700_000_000_000, 3)], [new Param("depth", "6")], [new Tag("team", "ü")]);

        await fixture.RunAsync(store => store.Runs.LogAsync(batch, ClientFixture.Token));

        var request = fixture.Server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Uri.ShouldBe("http://stub:5000/api/2.0/mlflow/runs/log-batch");
        request.ContentType.ShouldBe("application/json");
        request.UserAgent.ShouldStartWith("leat-dotnet-client/");
        request.Body.ShouldBe(
            """{"run_id":"r1","metrics":[{"key":"loss","value":"NaN","timestamp":1700000000000,"step":3}],"""
            + "\"params\":[{\"key\":\"depth\",\"value\":\"6\"}],\"tags\":[{\"key\":\"team\",\"value\":\"ü\"}]}");
    }

    [Fact]
    public async Task A_single_value_travels_by_its_own_call()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK));

        await fixture.RunAsync(store => store.Runs.LogAsync(LogBatch.ForMetric("r1", new Metric("m", 1, 2, 3)), ClientFixture.Token));
        await fixture.RunAsync(store => store.Runs.LogAsync(LogBatch.ForParam("r1", new Param("p", "v")), ClientFixture.Token));
        await fixture.RunAsync(store => store.Runs.LogAsync(LogBatch.ForTag("r1", new Tag("t", "v")), ClientFixture.Token));

        fixture.Server.Requests.Select(request => request.Uri.Split('/')[^1])
            .ShouldBe(["log-metric", "log-parameter", "set-tag"]);
    }

    [Fact]
    public async Task Queries_are_escaped()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK));

        await fixture.RunAsync(store => store.Metrics.GetHistoryAsync("r1", "a/b c&d", 10, "t=", ClientFixture.Token));

        fixture.Server.Requests[0].Uri.ShouldBe(
            "http://stub:5000/api/2.0/mlflow/metrics/get-history?run_id=r1&metric_key=a%2Fb%20c%26d&page_token=t%3D&max_results=10");
    }

    [Fact]
    public async Task Lists_repeat_their_field_and_what_is_not_given_is_left_out()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK).Then(HttpStatusCode.OK)
            .Then(HttpStatusCode.NotFound, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no trace"}"""));

        await fixture.RunAsync(store => store.Metrics.GetHistoryBulkIntervalAsync(["r1", "r 2"], "m", null, null, 5, ClientFixture.Token));
        await fixture.RunAsync(store => store.Features.Traces!.GetTracesAsync(["a"], ClientFixture.Token));

        fixture.Server.Requests[0].Uri.ShouldEndWith("/get-history-bulk-interval?run_ids=r1&run_ids=r%202&metric_key=m&max_results=5");
        fixture.Server.Requests[^1].Uri.ShouldEndWith("/traces/get?trace_id=a&allow_partial=true");
    }

    [Fact]
    public async Task Names_in_paths_are_escaped()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK));

        await fixture.RunAsync(store => store.Features.Models!.DeleteModelTagAsync("m-1", "a/b c?", ClientFixture.Token));

        var request = fixture.Server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Uri).ShouldBe(("DELETE", "http://stub:5000/api/2.0/mlflow/logged-models/m-1/tags/a%2Fb%20c%3F"));
    }

    [Fact]
    public async Task Spans_travel_as_those_of_OpenTelemetry_whatever_the_answer_is()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(
            HttpStatusCode.OK, "", response => response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf")));
        var span = new Span("tr-0102030405060708090a0b0c0d0e0f10", "a102030405060708", null, "s", 1, 2, SpanStatus.Ok, "", [], []);

        await fixture.RunAsync(store => store.Features.Traces!.LogSpansAsync("7", [span], ClientFixture.Token));

        var request = fixture.Server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Uri, request.ContentType).ShouldBe(("POST", "http://stub:5000/v1/traces", "application/x-protobuf"));
        request.ExperimentId.ShouldBe("7");
    }

    [Theory]
    [InlineData("http://stub:5000/", "http://stub:5000/api/2.0/mlflow/runs/get?run_id=r1")]
    [InlineData("http://stub:5000/mlflow/", "http://stub:5000/mlflow/api/2.0/mlflow/runs/get?run_id=r1")]
    public async Task The_address_may_have_a_path_and_end_in_a_slash(string address, string expected)
    {
        await using var fixture = new HttpFixture(
            new StubServer().Then(HttpStatusCode.OK, $$$"""{"run":{"info":{{{RunInfo}}}}}"""), address: address);

        var run = await fixture.RunAsync(store => store.Runs.GetRunAsync("r1", ClientFixture.Token));

        run.Info.StartTimeMs.ShouldBe(5);
        fixture.Server.Requests[0].Uri.ShouldBe(expected);
    }

    [Theory]
    [InlineData("u", "p", "t", "http://stub", "Basic dTpw")]
    [InlineData(null, null, "t", "http://stub", "Bearer t")]
    [InlineData("u", null, "t", "http://stub", "Bearer t")]
    [InlineData(null, null, null, "http://u:p@stub", "Basic dTpw")]
    [InlineData(null, null, null, "http://stub", null)]
    public async Task Credentials_go_with_each_request(
        string? user, string? password, string? token, string address, string? expected)
    {
        var options = new HttpStoreOptions { Username = user, Password = password, Token = token };
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK), options, address);

        await fixture.RunAsync(store => store.Runs.DeleteRunAsync("r1", ClientFixture.Token));

        fixture.Server.Requests[0].Authorization.ShouldBe(expected);
        fixture.Server.Requests[0].Uri.ShouldStartWith("http://stub/api");
    }

    [Theory]
    [InlineData("team-a", "team-a")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task The_workspace_goes_with_each_request(string? workspace, string? expected)
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.OK), new HttpStoreOptions { Workspace = workspace });

        await fixture.RunAsync(store => store.Runs.DeleteRunAsync("r1", ClientFixture.Token));

        fixture.Server.Requests[0].Workspace.ShouldBe(expected);
    }

    [Fact]
    public async Task An_unknown_experiment_name_is_null()
    {
        await using var fixture = new HttpFixture(new StubServer().Then(
            HttpStatusCode.NotFound, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Could not find"}"""));

        var experiment = await fixture.RunAsync(
            store => store.Experiments.FindExperimentByNameAsync("nope", ClientFixture.Token));

        experiment.ShouldBeNull();
    }

    [Fact]
    public async Task A_history_without_a_page_size_is_read_to_its_end()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(HttpStatusCode.OK, """{"metrics":[{"key":"m","value":1.5,"timestamp":1,"step":0}],"next_page_token":"x"}""")
            .Then(HttpStatusCode.OK, """{"metrics":[{"key":"m","value":"NaN","timestamp":"2","step":1}],"next_page_token":""}"""));

        var page = await fixture.RunAsync(
            store => store.Metrics.GetHistoryAsync("r1", "m", cancellationToken: ClientFixture.Token));

        page.Items.ShouldBe([new MetricPoint(0, 1, 1.5), new MetricPoint(1, 2, double.NaN)]);
        page.NextPageToken.ShouldBeNull();
        fixture.Server.Requests.ShouldAllBe(request => request.Uri.Contains("max_results=25000", StringComparison.Ordinal));
    }

    [Fact]
    public void The_options_text_shows_no_secrets() =>
        new HttpStoreOptions { Password = "hidden", Token = "hidden" }.ToString().ShouldNotContain("hidden");
}
