using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Scorers of experiments on a server.</summary>
internal sealed class HttpScorerStore(HttpConnection server) : IScorerStore
{
    private const string Root = "/api/3.0/mlflow/scorers";

    public Task<ScorerVersion> RegisterScorerAsync(NewScorerVersion scorer, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Create, $"{Root}/register", RegisterScorerRequest.From(scorer),
            (RegisterScorerResponse answer) => answer.ToEntity(), cancellationToken);

    public Task<IReadOnlyList<ScorerVersion>> ListScorersAsync(string experimentId, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Get, $"{Root}/list", new ListScorersRequest(experimentId),
            (ScorersResponse answer) => answer.ToEntities(), cancellationToken);

    public Task<IReadOnlyList<ScorerVersion>> ListVersionsAsync(
        string experimentId, string name, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Get, $"{Root}/versions", new ListScorerVersionsRequest(experimentId, name),
            (ScorersResponse answer) => answer.ToEntities(), cancellationToken);

    public Task<ScorerVersion> GetScorerAsync(
        string experimentId, string name, long? version = null, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Get, $"{Root}/get", new GetScorerRequest(experimentId, name, version),
            (ScorerResponse answer) => answer.ToEntity(), cancellationToken);

    public Task DeleteScorerAsync(string experimentId, string name, long? version = null, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Root}/delete", new DeleteScorerRequest(experimentId, name, version), cancellationToken);

    public Task<OnlineScoring> SetOnlineScoringAsync(NewOnlineScoring scoring, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Put, $"{Root}/online-config", UpdateOnlineScoringConfigRequest.From(scoring),
        (OnlineScoringConfigResponse answer) => answer.ToEntity(), cancellationToken);

    public Task<IReadOnlyList<OnlineScoring>> GetOnlineScoringsAsync(IReadOnlyList<string> scorerIds, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Get, $"{Root}/online-configs", new GetOnlineScoringConfigsRequest(scorerIds),
            (GetOnlineScoringConfigsResponse answer) => answer.ToEntities(), cancellationToken);
}
