using Leat.Core;
using Leat.Protocol;
using static Leat.Protocol.ProtocolJsonContext;

namespace Leat.Client;

/// <summary>Experiments on a server.</summary>
internal sealed class HttpExperimentStore(HttpConnection connection) : IExperimentStore
{
    private const string Root = "/api/2.0/mlflow/experiments";

    public async Task<string> CreateExperimentAsync(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        var call = new HttpCall<CreateExperimentResponse>(HttpMethod.Post, $"{Root}/create", Default.CreateExperimentResponse)
        {
            Repeatability = Repeatability.IfUntouched,
        };
        call.WithBody(CreateExperimentRequest.From(experiment), Default.CreateExperimentRequest);
        var answer = await connection.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return HttpAnswers.Require(answer.ExperimentId, "experiment_id");
    }

    public async Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        var query = new Query().Add("experiment_id", experimentId);
        var answer = await GetAsync($"{Root}/get{query}", cancellationToken).ConfigureAwait(false);
        return HttpAnswers.Require(answer.Experiment, "experiment").ToEntity();
    }

    public async Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        var query = new Query().Add("experiment_name", name);
        try
        {
            var answer = await GetAsync($"{Root}/get-by-name{query}", cancellationToken).ConfigureAwait(false);
            return HttpAnswers.Require(answer.Experiment, "experiment").ToEntity();
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("delete", Repeatability.GoneIsDone)
                .WithBody(new DeleteExperimentRequest(experimentId), Default.DeleteExperimentRequest),
            cancellationToken);

    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("restore", Repeatability.GoneIsDone)
                .WithBody(new RestoreExperimentRequest(experimentId), Default.RestoreExperimentRequest),
            cancellationToken);

    public Task RenameExperimentAsync(
        string experimentId, string newName, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("update").WithBody(new UpdateExperimentRequest(experimentId, newName), Default.UpdateExperimentRequest),
            cancellationToken);

    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("set-experiment-tag")
                .WithBody(new SetExperimentTagRequest(experimentId, tag.Key, tag.Value), Default.SetExperimentTagRequest),
            cancellationToken);

    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        connection.SendAsync(
            Change("delete-experiment-tag", Repeatability.GoneIsDone)
                .WithBody(new DeleteExperimentTagRequest(experimentId, key), Default.DeleteExperimentTagRequest),
            cancellationToken);

    public async Task<Page<Experiment>> SearchExperimentsAsync(
        ExperimentQuery query, CancellationToken cancellationToken = default)
    {
        var call = new HttpCall<SearchExperimentsResponse>(HttpMethod.Post, $"{Root}/search", Default.SearchExperimentsResponse)
            .WithBody(SearchExperimentsRequest.From(query), Default.SearchExperimentsRequest);
        return (await connection.SendAsync(call, cancellationToken).ConfigureAwait(false)).ToPage();
    }

    private Task<GetExperimentResponse> GetAsync(string path, CancellationToken cancellationToken) =>
        connection.SendAsync(
            new HttpCall<GetExperimentResponse>(HttpMethod.Get, path, Default.GetExperimentResponse), cancellationToken);

    private static HttpCall<EmptyResponse> Change(string name, Repeatability repeatability = Repeatability.Always) =>
        HttpAnswers.Change($"{Root}/{name}", repeatability);
}
