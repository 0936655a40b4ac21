using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;

namespace Leat.Storage.Sql.Registry;

/// <summary>Reads of single models and versions on one state of the database.</summary>
/// <param name="database">The database.</param>
/// <param name="session">Reads.</param>
/// <param name="workspace">The number of the workspace of the names.</param>
/// <param name="cancellationToken">Ends the reads.</param>
internal sealed class RegistryReads(SqlDatabase database, SqlSession session, long workspace, CancellationToken cancellationToken)
{
    private readonly RegistryHydrator _hydrator = new(database, session, cancellationToken);

    public async Task<RegisteredModel> GetModelAsync(string name)
    {
        var found = await _hydrator.ReadAllAsync(
            $"SELECT {RegisteredModelColumns.All} FROM registered_models m WHERE m.workspace = @p1 AND m.name = @p0", RegisteredModelColumns.Read, name, workspace)
            .ConfigureAwait(false);
        return found.Count == 0
            ? throw RegistryRules.ModelNotFound(name)
            : (await _hydrator.HydrateAsync(found).ConfigureAwait(false))[0];
    }

    public async Task<ModelVersion> GetVersionAsync(string name, long version) =>
        await FindVersionAsync("m.workspace = @p2 AND m.name = @p0 AND v.version = @p1", name, version, workspace).ConfigureAwait(false)
        ?? throw RegistryRules.VersionNotFound(name, version);

    public async Task<ModelVersion> GetByAliasAsync(string name, string alias)
    {
        if (RegistryRules.IsLatest(alias))
            return await GetLatestAsync(name).ConfigureAwait(false);
        return await FindVersionAsync(
            "v.id = (SELECT a.model_version FROM registered_model_aliases a WHERE a.registered_model = m.id AND a.alias = @p1) AND m.workspace = @p2 AND m.name = @p0",
            name,
            alias,
            workspace).ConfigureAwait(false)
            ?? throw LeatException.InvalidParameter($"Registered model alias {alias} not found.");
    }

    public async Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(string name, IReadOnlyList<ModelStage> stages)
    {
        var model = await RegistryState.GetModelAsync(session, workspace, name).ConfigureAwait(false);
        return await _hydrator.ReadLatestAsync(database.Syntax.ListOf([model]), stages).ConfigureAwait(false);
    }

    /// <summary>The version that a <c>models:/</c> URI names, which is not one of a logged model.</summary>
    public Task<ModelVersion> ResolveAsync(ModelUri uri) => uri switch
    {
        { Version: { } version } => GetVersionAsync(uri.Name, version),
        { Stage: { } stage } => GetLatestOfStageAsync(uri.Name, stage),
        { Alias: { } alias } => GetByAliasAsync(uri.Name, alias),
        _ => GetLatestAsync(uri.Name),
    };

    private async Task<ModelVersion> GetLatestAsync(string name)
    {
        await RegistryState.GetModelAsync(session, workspace, name).ConfigureAwait(false);
        return await FindVersionAsync(
            "m.workspace = @p1 AND m.name = @p0 AND v.version = (SELECT MAX(l.version) FROM model_versions l WHERE l.registered_model = m.id)", name, workspace)
            .ConfigureAwait(false)
            ?? throw LeatException.DoesNotExist($"Latest version not found for model {name}.");
    }

    private async Task<ModelVersion> GetLatestOfStageAsync(string name, ModelStage stage)
    {
        var latest = await GetLatestVersionsAsync(name, [stage]).ConfigureAwait(false);
        return latest.Count > 0
            ? latest[0]
            : throw LeatException.DoesNotExist($"No versions of model with name '{name}' and stage '{stage.WireName()}' found.");
    }

    private async Task<ModelVersion?> FindVersionAsync(string condition, params object?[] arguments)
    {
        var found = await _hydrator.ReadAllAsync(
            $"SELECT {ModelVersionColumns.All} FROM {ModelVersionColumns.From} WHERE {condition}", ModelVersionColumns.Read, arguments)
            .ConfigureAwait(false);
        return (await _hydrator.HydrateAsync(found, withAliases: true).ConfigureAwait(false)).FirstOrDefault();
    }
}
