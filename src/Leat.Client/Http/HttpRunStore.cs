using Leat.Core;
using Leat.Core.Search;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Runs on a server.</summary>
internal sealed class HttpRunStore(HttpConnection server) : IRunStore
{
    private const string Root = "/api/2.0/mlflow/runs";

    public Task<Run> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Create, $"{Root}/create", CreateRunRequest.From(run), (CreateRunResponse answer) => answer.ToEntity(), cancellationToken);

    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Get, $"{Root}/get", new GetRunRequest(runId), (GetRunResponse answer) => answer.ToEntity(), cancellationToken);

    public Task<RunInfo> UpdateRunAsync(RunUpdate update, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post, $"{Root}/update", UpdateRunRequest.From(update), (UpdateRunResponse answer) => answer.ToEntity(), cancellationToken);

    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Root}/delete", new DeleteRunRequest(runId), cancellationToken);

    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Root}/restore", new RestoreRunRequest(runId), cancellationToken);

    /// <remarks>A single value goes by a call of its own, whose errors MLflow words differently.</remarks>
    public Task LogAsync(LogBatch batch, CancellationToken cancellationToken = default) => batch switch
    {
        { IsSingle: true, Metrics: [var metric] } =>
            server.SendAsync(Verb.Post, $"{Root}/log-metric", LogMetricRequest.From(batch.RunId, metric), cancellationToken),
        { IsSingle: true, Params: [var (key, value)] } =>
            server.SendAsync(Verb.Post, $"{Root}/log-parameter", new LogParameterRequest(batch.RunId, key, value), cancellationToken),
        { IsSingle: true, Tags: [var (key, value)] } =>
            server.SendAsync(Verb.Post, $"{Root}/set-tag", new SetTagRequest(batch.RunId, key, value), cancellationToken),
        _ => server.SendAsync(Verb.Post, $"{Root}/log-batch", LogBatchRequest.From(batch), cancellationToken),
    };

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Remove, $"{Root}/delete-tag", new DeleteTagRequest(runId, key), cancellationToken);

    public Task LogInputsAsync(LogInputs inputs, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Root}/log-inputs", LogInputsRequest.From(inputs), cancellationToken);

    public Task<Page<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Post,
        query.Filter.Language == FilterLanguage.Boolean ? "/api/leat/1.0/runs/search" : $"{Root}/search",
        SearchRunsRequest.From(query),
        (SearchRunsResponse answer) => answer.ToPage(),
        cancellationToken);
}
