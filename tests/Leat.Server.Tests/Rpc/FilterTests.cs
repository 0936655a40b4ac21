using System.Net;
using System.Text;
using Leat.Core;
using Leat.Protocol;
using Leat.Server.Artifacts;
using Leat.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Leat.Server.Tests.Rpc;

public sealed class FilterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_filter_sees_requests_and_answers_of_every_kind_of_call()
    {
        var filter = new RecordingFilter();
        await using var server = await ArtifactServer.StartAsync(Cancellation, configure: services => services.AddSingleton<IRpcFilter>(filter));
        var run = server.Run.RunId;

        await PostAsync(server, "/api/2.0/mlflow/experiments/create", """{"name":"plain"}""");
        await PostAsync(server, "/api/2.0/mlflow/runs/log-metric", $$"""{"run_id":"{{run}}","key":"loss","value":1,"timestamp":2}""");
        await PostAsync(server, "/api/2.0/mlflow/runs/set-tag", $$"""{"run_id":"{{run}}","key":"k","value":"v"}""");
        await server.Http.GetStringAsync($"/ajax-api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key=loss", Cancellation);
        using (var body = new StringContent("bytes"))
            (await server.Http.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{server.RunRoot}/a.txt", body, Cancellation)).EnsureSuccessStatusCode();
        await server.Http.GetStringAsync($"/get-artifact?run_id={run}&path=a.txt", Cancellation);
        await server.Http.GetStringAsync("/health", Cancellation);

        var passed = filter.Passed.Select(call => (call.Request, call.Answer)).ToList();
        passed.Count.ShouldBe(7);
        passed[0].Request.ShouldBeOfType<CreateExperimentRequest>().Name.ShouldBe("plain");
        passed[0].Answer.ShouldBeOfType<CreateExperimentResponse>();
        passed[1].Request.ShouldBeOfType<LogBatch>().Metrics.Single().Key.ShouldBe("loss");
        passed[1].Answer.ShouldBeOfType<EmptyResponse>();
        passed[2].Request.ShouldBeOfType<SetTagRequest>().Key.ShouldBe("k");
        passed[3].Request.ShouldBeOfType<GetMetricHistoryRequest>().MetricKey.ShouldBe("loss");
        passed[3].Answer.ShouldBeOfType<MetricHistoryAnswer>().MetricKey.ShouldBe("loss");
        passed[4].Request.ShouldBeOfType<ProxyArtifactRequest>().Path.ShouldBe($"{server.RunRoot}/a.txt");
        passed[5].Request.ShouldBe(new GetArtifactRequest(run, "a.txt"));
        passed[5].Answer.ShouldBeOfType<FileAnswer>().Path.ShouldBe("a.txt");
        passed[6].Answer.ShouldBeOfType<TextAnswer>().Text.ShouldBe("OK");
    }

    [Fact]
    public async Task A_filter_knows_which_call_it_is_and_reads_its_path()
    {
        var filter = new RecordingFilter();
        await using var server = await ArtifactServer.StartAsync(Cancellation, configure: services => services.AddSingleton<IRpcFilter>(filter));
        await PostAsync(server, "/api/2.0/mlflow/logged-models", $$"""{"experiment_id":"{{server.Run.ExperimentId}}"}""");
        var id = filter.Passed.Single().Answer.ShouldBeOfType<LoggedModelResponse>().Model!.Info!.ModelId;

        await server.Http.GetStringAsync("/ajax-api/2.0/mlflow/logged-models/" + id, Cancellation);

        var last = filter.Passed.Last();
        last.Context.Call.FullPath.ShouldBe("/api/2.0/mlflow/logged-models/{model_id}");
        last.Path.ShouldBe([id!]);
    }

    [Fact]
    public async Task Filters_stand_one_in_another_in_the_order_of_the_services()
    {
        var inner = new RecordingFilter();
        var outer = new RecordingFilter(context => context.As(new Caller("ann")));
        await using var server = await RunningServer.StartAsync(configure: services =>
            services.AddSingleton<IRpcFilter>(outer).AddSingleton<IRpcFilter>(inner));

        await server.GetAsync("/health");

        inner.Passed.Single().Context.Caller.Name.ShouldBe("ann");
        outer.Passed.Single().Context.Caller.Name.ShouldBe("ann");
    }

    [Fact]
    public async Task A_change_is_published_as_one_of_the_caller_whom_a_filter_named()
    {
        var sink = new RecordingSink();
        await using var server = await ArtifactServer.StartAsync(Cancellation, configure: services => services
            .AddSingleton<IChangeSink>(sink)
            .AddSingleton<IRpcFilter>(new RecordingFilter(context => context.As(new Caller("ann")))));

        await PostAsync(server, "/api/2.0/mlflow/registered-models/create", """{"name":"m"}""");

        var change = sink.Changes.Single().ShouldBeOfType<RegisteredModelCreated>();
        change.Name.ShouldBe("m");
        change.Caller.Name.ShouldBe("ann");
    }

    [Fact]
    public async Task Who_is_not_let_in_is_refused_before_the_request_is_read()
    {
        await using var server = await RunningServer.StartAsync(configure: services => services.AddSingleton<IRpcFilter>(
            new RecordingFilter(_ => throw new LeatException(ErrorCode.PermissionDenied, "No."))));

        var answer = await server.PostAsync("/api/2.0/mlflow/experiments/create", "{ this is no JSON");

        await answer.ShouldBeErrorAsync(HttpStatusCode.Forbidden, "PERMISSION_DENIED", "No.");
    }

    [Fact]
    public async Task A_call_that_no_filter_has_to_do_with_has_nobody_but_an_anonymous_caller()
    {
        var filter = new UnconcernedFilter();
        await using var server = await RunningServer.StartAsync(configure: services => services.AddSingleton<IRpcFilter>(filter));

        (await (await server.GetAsync("/health")).TextAsync()).ShouldBe("OK");

        filter.Asked.ShouldContain(call => call.Path == "/health");
    }

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/runs/get", "/api/2.0/mlflow/runs/get")]
    [InlineData("POST", "/ajax-api/2.0/mlflow/runs/log-metric", "/ajax-api/2.0/mlflow/runs/log-metric")]
    [InlineData("GET", "/api/2.0/mlflow/logged-models/m-1", "/api/2.0/mlflow/logged-models/{model_id}")]
    [InlineData("POST", "/v1/traces", "/v1/traces")]
    public async Task With_artifacts_only_a_call_is_refused_whatever_it_asks(string method, string address, string rule)
    {
        await using var server = await RunningServer.StartAsync(new LeatServerOptions { ArtifactsOnly = true });

        var answer = await server.SendAsync(new HttpMethod(method), address, request => request.Content =
            method == "POST" ? new StringContent("{ this is no JSON", Encoding.UTF8, "text/plain") : null);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        (await answer.TextAsync()).ShouldBe(
            $"Endpoint: {rule} disabled due to the mlflow server running in `--artifacts-only` mode. "
            + "To enable tracking server functionality, run `mlflow server` without `--artifacts-only`");
    }

    private static async Task PostAsync(ArtifactServer server, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        (await server.Http.PostAsync(path, body, Cancellation)).EnsureSuccessStatusCode();
    }

    private sealed class RecordingSink : IChangeSink
    {
        public List<Change> Changes { get; } = [];

        public void Publish(Change change) => Changes.Add(change);
    }

    private sealed class UnconcernedFilter : IRpcFilter
    {
        public List<RpcCall> Asked { get; } = [];

        public bool AppliesTo(RpcCall call)
        {
            Asked.Add(call);
            return false;
        }

        public ValueTask<RpcContext> AdmitAsync(RpcContext context) => throw new InvalidOperationException("It said that it does not apply.");
    }
}
