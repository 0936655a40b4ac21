using System.Data.Common;
using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>Writes registered models and prompts with their versions.</summary>
internal sealed class MlflowRegistryWriter(DbConnection connection) : IAsyncDisposable
{
    /// <summary>What MLflow leaves of a version that was deleted, so that its number is not given again.</summary>
    private const string DeletedStage = "Deleted_Internal";

    private readonly TableWriter _models = new(connection, "registered_models", "name", "creation_time", "last_updated_time", "description");
    private readonly TableWriter _tags = new(connection, "registered_model_tags", "key", "value", "name");
    private readonly TableWriter _aliases = new(connection, "registered_model_aliases", "alias", "version", "name");
    private readonly TableWriter _versions = new(
        connection, "model_versions", "name", "version", "creation_time", "last_updated_time", "description", "current_stage", "source", "run_id", "status",
        "run_link", "storage_location");

    private readonly TableWriter _versionTags = new(connection, "model_version_tags", "key", "value", "name", "version");

    public async Task WriteAsync(BulkRegisteredModel bulk)
    {
        var model = bulk.Model;
        await _models.AddAsync(model.Name, model.CreationTimestampMs, model.LastUpdatedTimestampMs, model.Description).ConfigureAwait(false);
        foreach (var tag in model.Tags)
            await _tags.AddAsync(tag.Key, tag.Value, model.Name).ConfigureAwait(false);
        foreach (var version in bulk.Versions)
            await WriteAsync(version).ConfigureAwait(false);
        if (bulk.LastVersion > bulk.Versions.Select(version => version.Version).DefaultIfEmpty().Max())
        {
            await _versions.AddAsync(
                model.Name, bulk.LastVersion, model.LastUpdatedTimestampMs, model.LastUpdatedTimestampMs, "", DeletedStage, "", "", "READY", "", null).ConfigureAwait(false);
        }

        foreach (var alias in model.Aliases)
            await _aliases.AddAsync(alias.Alias, alias.Version, model.Name).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in (TableWriter[])[_models, _tags, _aliases, _versions, _versionTags])
            await table.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync(ModelVersion version)
    {
        await _versions.AddAsync(
            version.Name, version.Version, version.CreationTimestampMs, version.LastUpdatedTimestampMs, version.Description, version.Stage.WireName(), version.Source,
            version.RunId, "READY", version.RunLink, MlflowValues.OrNull(version.StorageLocation)).ConfigureAwait(false);
        foreach (var tag in version.Tags)
            await _versionTags.AddAsync(tag.Key, tag.Value, version.Name, version.Version).ConfigureAwait(false);
    }
}
