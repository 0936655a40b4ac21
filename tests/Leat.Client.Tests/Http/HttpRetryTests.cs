using System.Net;
using System.Net.Http.Headers;
using Leat.Client.Tests.Fakes;
using Leat.Core;

namespace Leat.Client.Tests.Http;

public sealed class HttpRetryTests
{
    private const string Created = """{"experiment_id":"7"}""";

    private static readonly LogBatch Batch = LogBatch.Create("r1", [new Metric("m", 1, 2, 3)]);

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Logging_is_sent_again_until_it_is_stored(int status)
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then((HttpStatusCode)status).Then((HttpStatusCode)status).Then(HttpStatusCode.OK));

        await fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token));

        fixture.Server.Requests.Count.ShouldBe(3);
        fixture.Server.Requests.Select(request => request.Body).Distinct().ShouldHaveSingleItem();
        // 2 s, then 4 s.
        fixture.Waited.ShouldBeInRange(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(6.5));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task A_permanent_failure_is_not_retried(int status)
    {
        await using var fixture = new HttpFixture(new StubServer().Then((HttpStatusCode)status));

        await Should.ThrowAsync<LeatException>(fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token)));

        fixture.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Retry_after_takes_the_place_of_the_backoff()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(HttpStatusCode.ServiceUnavailable, change: response =>
                response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(30)))
            .Then(HttpStatusCode.OK));

        await fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token));

        fixture.Waited.ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30.5));
    }

    [Fact]
    public async Task After_the_last_retry_the_servers_error_comes_through()
    {
        var body = """{"error_code":"TEMPORARILY_UNAVAILABLE","message":"busy"}""";
        await using var fixture = new HttpFixture(
            new StubServer().Then(HttpStatusCode.ServiceUnavailable, body), HttpFixture.NoJitter with { MaxRetries = 2 });

        var thrown = await Should.ThrowAsync<LeatException>(
            fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token)));

        thrown.Message.ShouldBe("busy");
        thrown.IsTransient.ShouldBeTrue();
        fixture.Server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_creation_that_the_server_may_have_done_is_not_sent_again(int status)
    {
        await using var fixture = new HttpFixture(
            new StubServer().Then((HttpStatusCode)status).Then(HttpStatusCode.OK, Created));

        await Should.ThrowAsync<LeatException>(CreateAsync(fixture));

        fixture.Server.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_creation_that_the_server_refused_is_sent_again(int status)
    {
        await using var fixture = new HttpFixture(
            new StubServer().Then((HttpStatusCode)status).Then(HttpStatusCode.OK, Created));

        (await CreateAsync(fixture)).ShouldBe("7");
    }

    [Fact]
    public async Task A_creation_that_never_arrived_is_sent_again()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"))
            .Then(HttpStatusCode.OK, Created));

        (await CreateAsync(fixture)).ShouldBe("7");
    }

    [Fact]
    public async Task A_creation_whose_connection_broke_is_not_sent_again()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."))
            .Then(HttpStatusCode.OK, Created));

        var thrown = await Should.ThrowAsync<LeatException>(CreateAsync(fixture));

        thrown.Message.ShouldContain("was lost");
        fixture.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_deletion_that_finds_the_object_gone_when_repeated_was_done()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.NotFound, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No tag"}"""));

        await fixture.RunAsync(store => store.Runs.DeleteTagAsync("r1", "t", ClientFixture.Token));

        fixture.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_deletion_that_finds_nothing_the_first_time_fails()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(HttpStatusCode.ServiceUnavailable)
            .Then(HttpStatusCode.NotFound, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No tag"}"""));

        await Should.ThrowAsync<LeatException>(
            fixture.RunAsync(store => store.Runs.DeleteTagAsync("r1", "t", ClientFixture.Token)));
    }

    [Fact]
    public async Task A_server_that_never_answered_is_given_up_within_seconds()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused")));

        var thrown = await Should.ThrowAsync<LeatException>(
            fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token)));

        thrown.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        thrown.Message.ShouldBe(
            "Cannot reach the tracking server http://stub:5000/: Connection refused. Is it running, and is the address "
            + "right? 'leat server' starts one.");
        fixture.Server.Requests.Count.ShouldBe(3);
        fixture.Waited.ShouldBeLessThan(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_server_that_has_answered_before_is_waited_for()
    {
        var server = new StubServer().Then(HttpStatusCode.OK);
        for (var i = 0; i < 7; i++)
            server.Then(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));
        await using var fixture = new HttpFixture(server.Then(HttpStatusCode.OK));

        await fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token));
        await fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token));

        fixture.Server.Requests.Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_told_at_once()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(new HttpRequestException(HttpRequestError.SecureConnectionError, "The SSL connection could not be established.")));

        await Should.ThrowAsync<LeatException>(fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token)));

        fixture.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_told()
    {
        var options = HttpFixture.NoJitter with { Timeout = TimeSpan.FromSeconds(3), MaxRetries = 0 };
        await using var fixture = new HttpFixture(new StubServer().ThenSilence(), options);

        var thrown = await Should.ThrowAsync<LeatException>(
            fixture.RunAsync(store => store.Runs.LogAsync(Batch, ClientFixture.Token)));

        thrown.Code.ShouldBe(ErrorCode.DeadlineExceeded);
        thrown.Message.ShouldContain("within 3 s");
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_a_cancellation()
    {
        await using var fixture = new HttpFixture(new StubServer().ThenSilence());
        using var cancelled = new CancellationTokenSource();
        fixture.Server.Arrived += cancelled.Cancel;

        await Should.ThrowAsync<OperationCanceledException>(fixture.Store.Runs.LogAsync(Batch, cancelled.Token));
    }

    public static TheoryData<Func<StoreFeatures, Task>> Creations => new()
    {
        features => features.Registry!.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), ClientFixture.Token),
        features => features.Registry!.CreateModelVersionAsync(NewModelVersion.Create("m", "s3://b/m"), ClientFixture.Token),
        features => features.Registry!.RenameRegisteredModelAsync("m", "n", ClientFixture.Token),
        features => features.Models!.CreateModelAsync(NewLoggedModel.Create("0"), ClientFixture.Token),
        features => features.Scorers!.RegisterScorerAsync(NewScorerVersion.Create("0", "s", "{}"), ClientFixture.Token),
        features => features.EvaluationDatasets!.CreateDatasetAsync(NewEvaluationDataset.Create("d"), ClientFixture.Token),
        features => features.Traces!.StartTraceAsync(NewTrace.Begin("0", 1), ClientFixture.Token),
    };

    [Theory]
    [MemberData(nameof(Creations), DisableDiscoveryEnumeration = true)]
    public async Task What_makes_one_more_each_time_is_not_sent_again(Func<StoreFeatures, Task> create)
    {
        await using var fixture = new HttpFixture(new StubServer().Then(HttpStatusCode.BadGateway));

        await Should.ThrowAsync<LeatException>(fixture.RunAsync(store => create(store.Features)));

        fixture.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_repeated_DELETE_finds_gone_was_deleted()
    {
        await using var fixture = new HttpFixture(new StubServer()
            .Then(HttpStatusCode.GatewayTimeout)
            .Then(HttpStatusCode.NotFound, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No model"}"""));

        await fixture.RunAsync(store => store.Features.Registry!.DeleteRegisteredModelAsync("m", ClientFixture.Token));

        fixture.Server.Requests.Select(request => request.Method).ShouldBe(["DELETE", "DELETE"]);
    }

    private static Task<string> CreateAsync(HttpFixture fixture) => fixture.RunAsync(
        store => store.Experiments.CreateExperimentAsync(NewExperiment.Create("iris"), ClientFixture.Token));
}
