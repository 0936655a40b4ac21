using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Logged models on a server.</summary>
internal sealed class HttpLoggedModelStore(HttpConnection server) : ILoggedModelStore
{
    private const string Root = "/api/2.0/mlflow/logged-models";
    private const string Runs = "/api/2.0/mlflow/runs";

    public Task<LoggedModel> CreateModelAsync(NewLoggedModel model, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, Root, CreateLoggedModelRequest.From(model), cancellationToken);

    public Task<LoggedModel> GetModelAsync(string modelId, bool allowDeleted, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, Path(modelId), new GetLoggedModelRequest(allowDeleted ? true : null), cancellationToken);

    public Task<LoggedModel> FinalizeModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Patch, Path(modelId), new FinalizeLoggedModelRequest(modelId, status.WireName()), cancellationToken);

    public Task DeleteModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, Path(modelId), new PathOnlyRequest(), cancellationToken);

    public Task SetModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Patch, $"{Path(modelId)}/tags", SetLoggedModelTagsRequest.From(tags), cancellationToken);

    public Task DeleteModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Delete, $"{Path(modelId)}/tags/{Uri.EscapeDataString(key)}", new PathOnlyRequest(), cancellationToken);

    public Task LogModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Path(modelId)}/params", LogLoggedModelParamsRequest.From(modelId, parameters), cancellationToken);

    public Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Runs}/outputs", LogOutputsRequest.From(runId, outputs), cancellationToken);

    /// <remarks>Sent twice, it would add the model to the tag twice.</remarks>
    public Task RecordLegacyModelAsync(string runId, LegacyModel model, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Create, $"{Runs}/log-model", new LogModelRequest(runId, model.Json), cancellationToken);

    public Task<Page<LoggedModel>> SearchModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Post, $"{Root}/search", SearchLoggedModelsRequest.From(query),
            (SearchLoggedModelsResponse answer) => answer.ToPage(), cancellationToken);

    private Task<LoggedModel> SendAsync<T>(Verb verb, string path, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, path, message, (LoggedModelResponse answer) => answer.ToEntity(), cancellationToken);

    private static string Path(string modelId) => $"{Root}/{Uri.EscapeDataString(modelId)}";
}
