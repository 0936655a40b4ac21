using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Experiments on a server.</summary>
internal sealed class HttpExperimentStore(HttpConnection server) : IExperimentStore
{
    private const string Root = "/api/2.0/mlflow/experiments";

    public Task<string> CreateExperimentAsync(NewExperiment experiment, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Create, $"{Root}/create", CreateExperimentRequest.From(experiment),
            (CreateExperimentResponse answer) => answer.ToId(), cancellationToken);

    public Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Get, $"{Root}/get", new GetExperimentRequest(experimentId),
            (GetExperimentResponse answer) => answer.ToEntity(), cancellationToken);

    public async Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await server.SendAsync(
                Verb.Get, $"{Root}/get-by-name", new GetExperimentByNameRequest(name),
                (GetExperimentResponse answer) => answer.ToEntity(), cancellationToken).ConfigureAwait(false);
        }
        catch (LeatException exception) when (exception.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Remove, $"{Root}/delete", new DeleteExperimentRequest(experimentId), cancellationToken);

    /// <remarks>When sent again, it may find no deleted experiment any more: then the first call has restored it.</remarks>
    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Remove, $"{Root}/restore", new RestoreExperimentRequest(experimentId), cancellationToken);

    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Root}/update", new UpdateExperimentRequest(experimentId, newName), cancellationToken);

    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Post, $"{Root}/set-experiment-tag", new SetExperimentTagRequest(experimentId, tag.Key, tag.Value), cancellationToken);

    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Remove, $"{Root}/delete-experiment-tag", new DeleteExperimentTagRequest(experimentId, key), cancellationToken);

    public Task<Page<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Post, $"{Root}/search", SearchExperimentsRequest.From(query),
            (SearchExperimentsResponse answer) => answer.ToPage(), cancellationToken);
}
