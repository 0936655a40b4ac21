using System.Net;
using Leat.Core;
using Leat.Server.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Leat.Server.Tests.Errors;

public sealed class ErrorTests
{
    private const string Get = "/api/2.0/mlflow/experiments/get?experiment_id=secret-id";

    [Fact]
    public async Task An_unexpected_fault_is_logged_and_answered_without_its_inside()
    {
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, _) => throw new InvalidOperationException("disk C: broke")));

        var answer = await server.GetAsync(Get);

        await answer.ShouldBeErrorAsync(HttpStatusCode.InternalServerError, "INTERNAL_ERROR", "fault of its own");
        (await answer.TextAsync()).ShouldNotContain("disk");
        var entry = server.Log.FromLeat.ShouldHaveSingleItem();
        entry.Level.ShouldBe(LogLevel.Error);
        entry.Exception!.Message.ShouldBe("disk C: broke");
        entry.Message.ShouldContain("/api/2.0/mlflow/experiments/get");
        entry.Message.ShouldNotContain("secret-id");
    }

    [Theory]
    [InlineData(ErrorCode.ResourceDoesNotExist, HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData(ErrorCode.ResourceAlreadyExists, HttpStatusCode.BadRequest, "RESOURCE_ALREADY_EXISTS")]
    [InlineData(ErrorCode.TemporarilyUnavailable, HttpStatusCode.ServiceUnavailable, "TEMPORARILY_UNAVAILABLE")]
    [InlineData(ErrorCode.NotImplemented, HttpStatusCode.NotImplemented, "NOT_IMPLEMENTED")]
    public async Task Our_own_errors_carry_their_code_status_and_message(ErrorCode code, HttpStatusCode status, string wireName)
    {
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, _) => throw new LeatException(code, "why \"ü\"")));

        var answer = await server.GetAsync(Get);

        await answer.ShouldBeErrorAsync(status, wireName, "why \"ü\"");
        (answer.Headers.RetryAfter is not null).ShouldBe(code == ErrorCode.TemporarilyUnavailable);
        server.Log.FromLeat.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_that_leaves_is_no_error()
    {
        var reached = new TaskCompletionSource();
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, arguments) =>
        {
            reached.SetResult();
            return NeverAsync((CancellationToken)arguments[^1]!);
        }));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var call = server.Client.GetAsync(Get, leaving.Token);
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await server.Log.WhenLoggedAsync(eventId: 3);
        server.Log.FromLeat.ShouldAllBe(entry => entry.Level < LogLevel.Warning);
    }

    [Fact]
    public async Task An_answer_that_fails_half_way_breaks_the_connection()
    {
        await using var server = await RunningServer.StartAsync(StubStore.Of((_, _) => BrokenHistoryAsync()));

        var call = server.GetAsync("/api/2.0/mlflow/metrics/get-history?run_id=r&metric_key=m");

        await Should.ThrowAsync<HttpRequestException>(() => call);
        await server.Log.WhenLoggedAsync(eventId: 2);
    }

    private static async Task<Experiment> NeverAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<Experiment>();
        await using var registration = cancellationToken.Register(() => never.SetCanceled(cancellationToken));
        return await never.Task;
    }

    /// <summary>A long history that fails while it is read.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> BrokenHistoryAsync()
    {
        yield return Enumerable.Range(0, 50_000).Select(i => new MetricPoint(i, i, i)).ToArray();
        await Task.Yield();
        throw new IOException("the disk is gone");
    }
}
