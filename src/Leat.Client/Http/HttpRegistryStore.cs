using System.Globalization;
using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>The model registry of a server.</summary>
internal sealed class HttpRegistryStore(HttpConnection server) : IRegistryStore
{
    private const string Models = "/api/2.0/mlflow/registered-models";
    private const string Versions = "/api/2.0/mlflow/model-versions";

    public Task<RegisteredModel> CreateRegisteredModelAsync(NewRegisteredModel model, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, $"{Models}/create", CreateRegisteredModelRequest.From(model), cancellationToken);

    public Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Get, $"{Models}/get", new GetRegisteredModelRequest(name), cancellationToken);

    /// <remarks>Not sent again: the second time the old name would be gone, and there would be no model to return.</remarks>
    public Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Create, $"{Models}/rename", new RenameRegisteredModelRequest(name, newName), cancellationToken);

    public Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default) =>
        SendAsync(Verb.Patch, $"{Models}/update", new UpdateRegisteredModelRequest(name, description), cancellationToken);

    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Models}/delete", new DeleteRegisteredModelRequest(name), cancellationToken);

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Models}/set-tag", new SetRegisteredModelTagRequest(name, tag.Key, tag.Value), cancellationToken);

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Models}/delete-tag", new DeleteRegisteredModelTagRequest(name, key), cancellationToken);

    public Task<Page<RegisteredModel>> SearchRegisteredModelsAsync(RegisteredModelQuery query, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Get, $"{Models}/search", SearchRegisteredModelsRequest.From(query),
            (SearchRegisteredModelsResponse answer) => answer.ToPage(), cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<ModelStage> stages, CancellationToken cancellationToken = default) => server.SendAsync(
            Verb.Post, $"{Models}/get-latest-versions", GetLatestVersionsRequest.From(name, stages),
            (GetLatestVersionsResponse answer) => answer.ToEntities(), cancellationToken);

    public Task SetAliasAsync(string name, string aliasName, long version, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Post, $"{Models}/alias", new SetRegisteredModelAliasRequest(name, aliasName, Text(version)), cancellationToken);

    public Task DeleteAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Models}/alias", new DeleteRegisteredModelAliasRequest(name, aliasName), cancellationToken);

    public Task<ModelVersion> GetVersionByAliasAsync(string name, string aliasName, CancellationToken cancellationToken = default) =>
        SendForVersionAsync(Verb.Get, $"{Models}/alias", new GetModelVersionByAliasRequest(name, aliasName), cancellationToken);

    public Task<ModelVersion> CreateModelVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default) =>
        SendForVersionAsync(Verb.Create, $"{Versions}/create", CreateModelVersionRequest.From(version), cancellationToken);

    public Task<ModelVersion> GetModelVersionAsync(string name, long version, CancellationToken cancellationToken = default) =>
        SendForVersionAsync(Verb.Get, $"{Versions}/get", new GetModelVersionRequest(name, Text(version)), cancellationToken);

    public Task<ModelVersion> UpdateModelVersionAsync(
        string name, long version, string? description, CancellationToken cancellationToken = default) => SendForVersionAsync(
            Verb.Patch, $"{Versions}/update", new UpdateModelVersionRequest(name, Text(version), description), cancellationToken);

    public Task<ModelVersion> TransitionStageAsync(
        string name, long version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default) =>
        SendForVersionAsync(
            Verb.Post, $"{Versions}/transition-stage",
            new TransitionModelVersionStageRequest(name, Text(version), stage.WireName(), archiveExisting), cancellationToken);

    public Task DeleteModelVersionAsync(string name, long version, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Versions}/delete", new DeleteModelVersionRequest(name, Text(version)), cancellationToken);

    public Task<string> GetDownloadUriAsync(string name, long version, CancellationToken cancellationToken = default) => server.SendAsync(
        Verb.Get, $"{Versions}/get-download-uri", new GetModelVersionDownloadUriRequest(name, Text(version)),
        (GetModelVersionDownloadUriResponse answer) => answer.ToUri(), cancellationToken);

    public Task SetModelVersionTagAsync(string name, long version, Tag tag, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Post, $"{Versions}/set-tag", new SetModelVersionTagRequest(name, Text(version), tag.Key, tag.Value), cancellationToken);

    public Task DeleteModelVersionTagAsync(string name, long version, string key, CancellationToken cancellationToken = default) =>
        server.SendAsync(Verb.Delete, $"{Versions}/delete-tag", new DeleteModelVersionTagRequest(name, Text(version), key), cancellationToken);

    public Task<Page<ModelVersion>> SearchModelVersionsAsync(ModelVersionQuery query, CancellationToken cancellationToken = default) =>
        server.SendAsync(
            Verb.Get, $"{Versions}/search", SearchModelVersionsRequest.From(query),
            (SearchModelVersionsResponse answer) => answer.ToPage(), cancellationToken);

    private Task<RegisteredModel> SendAsync<T>(Verb verb, string path, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, path, message, (RegisteredModelResponse answer) => answer.ToEntity(), cancellationToken);

    private Task<ModelVersion> SendForVersionAsync<T>(Verb verb, string path, T message, CancellationToken cancellationToken) =>
        server.SendAsync(verb, path, message, (ModelVersionResponse answer) => answer.ToEntity(), cancellationToken);

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
