using Leat.Core;
using Leat.Core.Search;
using Leat.Protocol;
using static Leat.Protocol.ProtocolJsonContext;

namespace Leat.Client;

/// <summary>Runs on a server.</summary>
internal sealed class HttpRunStore(HttpConnection connection) : IRunStore
{
    private const string Root = "/api/2.0/mlflow/runs";

    public async Task<Run> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        var call = new HttpCall<CreateRunResponse>(HttpMethod.Post, $"{Root}/create", Default.CreateRunResponse)
        {
            Repeatability = Repeatability.IfUntouched,
        };
        call.WithBody(CreateRunRequest.From(run), Default.CreateRunRequest);
        var answer = await connection.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return HttpAnswers.Require(answer.Run, "run").ToEntity();
    }

    public async Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        var query = new Query().Add("run_id", runId);
        var call = new HttpCall<GetRunResponse>(HttpMethod.Get, $"{Root}/get{query}", Default.GetRunResponse);
        var answer = await connection.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return HttpAnswers.Require(answer.Run, "run").ToEntity();
    }

    public async Task<RunInfo> UpdateRunAsync(RunUpdate update, CancellationToken cancellationToken = default)
    {
        var call = new HttpCall<UpdateRunResponse>(HttpMethod.Post, $"{Root}/update", Default.UpdateRunResponse)
            .WithBody(UpdateRunRequest.From(update), Default.UpdateRunRequest);
        var answer = await connection.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return HttpAnswers.Require(answer.RunInfo, "run_info").ToEntity();
    }

    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("delete").WithBody(new DeleteRunRequest(runId), Default.DeleteRunRequest), cancellationToken);

    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("restore").WithBody(new RestoreRunRequest(runId), Default.RestoreRunRequest), cancellationToken);

    public Task LogAsync(LogBatch batch, CancellationToken cancellationToken = default) =>
        connection.SendAsync(batch.IsSingle ? Single(batch) : Whole(batch), cancellationToken);

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("delete-tag", Repeatability.GoneIsDone)
                .WithBody(new DeleteTagRequest(runId, key), Default.DeleteTagRequest),
            cancellationToken);

    public Task LogInputsAsync(LogInputs inputs, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("log-inputs").WithBody(LogInputsRequest.From(inputs), Default.LogInputsRequest), cancellationToken);

    public async Task<Page<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        var path = query.Filter.Language == FilterLanguage.Boolean ? "/api/leat/1.0/runs/search" : $"{Root}/search";
        var call = new HttpCall<SearchRunsResponse>(HttpMethod.Post, path, Default.SearchRunsResponse)
            .WithBody(SearchRunsRequest.From(query), Default.SearchRunsRequest);
        return (await connection.SendAsync(call, cancellationToken).ConfigureAwait(false)).ToPage();
    }

    private static HttpCall<EmptyResponse> Whole(LogBatch batch) =>
        Change("log-batch").WithBody(LogBatchRequest.From(batch), Default.LogBatchRequest);

    /// <summary>The call for one value, whose error messages MLflow words differently.</summary>
    private static HttpCall<EmptyResponse> Single(LogBatch batch)
    {
        if (batch.Metrics is [var metric])
            return Change("log-metric").WithBody(LogMetricRequest.From(batch.RunId, metric), Default.LogMetricRequest);
        if (batch.Params is [var param])
        {
            return Change("log-parameter")
                .WithBody(new LogParameterRequest(batch.RunId, param.Key, param.Value), Default.LogParameterRequest);
        }

        var tag = batch.Tags[0];
        return Change("set-tag").WithBody(new SetTagRequest(batch.RunId, tag.Key, tag.Value), Default.SetTagRequest);
    }

    private static HttpCall<EmptyResponse> Change(string name, Repeatability repeatability = Repeatability.Always) =>
        HttpAnswers.Change($"{Root}/{name}", repeatability);
}
