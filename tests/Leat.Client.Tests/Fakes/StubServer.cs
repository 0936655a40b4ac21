using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Leat.Client.Tests.Fakes;

/// <summary>Answers requests without a network: one prepared answer per request, the last one for all that follow.</summary>
internal sealed class StubServer : HttpMessageHandler
{
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    /// <summary>Raised when a request has arrived.</summary>
    public event Action? Arrived;

    public StubServer Then(HttpStatusCode status, string body = "{}", Action<HttpResponseMessage>? change = null) =>
        Then(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            change?.Invoke(response);
            return Task.FromResult(response);
        });

    public StubServer Then(Exception exception) => Then(_ => throw exception);

    public StubServer ThenSilence() => Then(async token =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        throw new InvalidOperationException("Cannot come here.");
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        _requests.Enqueue(new SeenRequest(
            request.Method.Method,
            request.RequestUri!.AbsoluteUri,
            body,
            request.Headers.Authorization?.ToString(),
            request.Headers.UserAgent.ToString(),
            request.Content?.Headers.ContentType?.ToString(),
            request.Headers.TryGetValues("x-mlflow-experiment-id", out var experiments) ? experiments.Single() : null,
            request.Headers.TryGetValues("X-MLFLOW-WORKSPACE", out var workspaces) ? workspaces.Single() : null));
        Arrived?.Invoke();
        var answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        return await answer(cancellationToken);
    }

    private StubServer Then(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }
}

internal sealed record SeenRequest(
    string Method, string Uri, string? Body, string? Authorization, string UserAgent, string? ContentType, string? ExperimentId, string? Workspace);
