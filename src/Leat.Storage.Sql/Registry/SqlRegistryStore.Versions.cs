using Leat.Core;
using Leat.Storage.Sql.Models;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Registry;

/// <content>Versions.</content>
internal sealed partial class SqlRegistryStore
{
    public async Task<ModelVersion> CreateModelVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default)
    {
        // The location of a run's or logged model's files never changes, so it may be looked up before the transaction.
        var origin = await database.Readers.ReadAsync(
            session => VersionOrigin.FindAsync(database, session, workspace.Key, version, cancellationToken), cancellationToken).ConfigureAwait(false);
        var now = database.NextStampMs();
        var number = await database.Writes.WriteAsync(
            transaction => InsertAsync(transaction, version, origin, now), cancellationToken).ConfigureAwait(false);
        return new ModelVersion(
            version.Name,
            number,
            now,
            now,
            ModelStage.None,
            version.Description,
            version.Source,
            origin.StorageLocation,
            origin.RunId,
            version.RunLink,
            version.Tags,
            Aliases: []);
    }

    public Task<ModelVersion> GetModelVersionAsync(string name, long version, CancellationToken cancellationToken = default) =>
        ReadAsync(reads => reads.GetVersionAsync(name, version), cancellationToken);

    public async Task<ModelVersion> UpdateModelVersionAsync(
        string name, long version, string? description, CancellationToken cancellationToken = default)
    {
        var text = RegistryRules.CheckDescription(description);
        var now = database.NextStampMs();
        await WriteVersionAsync(
            name,
            version,
            (transaction, key) => transaction.WriteAsync(
                "UPDATE model_versions SET description = @p1, updated_ms = @p2 WHERE id = @p0", key, text, now),
            cancellationToken).ConfigureAwait(false);
        return await GetModelVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelVersion> TransitionStageAsync(
        string name, long version, ModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default)
    {
        RegistryRules.CheckArchiving(stage, archiveExisting);
        var now = database.NextStampMs();
        await WriteVersionAsync(
            name,
            version,
            async (transaction, key) =>
            {
                if (archiveExisting)
                    await ArchiveOthersAsync(transaction, key, stage, now).ConfigureAwait(false);
                await transaction.WriteAsync("UPDATE model_versions SET stage = @p1, updated_ms = @p2 WHERE id = @p0", key, (int)stage, now)
                    .ConfigureAwait(false);
                return await TouchModelAsync(transaction, key, now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return await GetModelVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteModelVersionAsync(string name, long version, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return WriteVersionAsync(
            name,
            version,
            async (transaction, key) =>
            {
                await TouchModelAsync(transaction, key, now).ConfigureAwait(false);
                await transaction.WriteAsync("DELETE FROM registered_model_aliases WHERE model_version = @p0", key).ConfigureAwait(false);
                await transaction.WriteAsync("DELETE FROM model_version_tags WHERE model_version = @p0", key).ConfigureAwait(false);
                return await transaction.WriteAsync("DELETE FROM model_versions WHERE id = @p0", key).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public async Task<string> GetDownloadUriAsync(string name, long version, CancellationToken cancellationToken = default)
    {
        var found = await GetModelVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
        return found.StorageLocation.Length > 0 ? found.StorageLocation : found.Source;
    }

    public Task SetModelVersionTagAsync(string name, long version, Tag tag, CancellationToken cancellationToken = default)
    {
        RegistryRules.CheckTag(tag);
        return WriteVersionAsync(
            name,
            version,
            async (transaction, key) =>
            {
                var tagName = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
                return await transaction.WriteRowAsync(RowWrites.ModelVersionTag, key, tagName, tag.Value)
                    .ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task DeleteModelVersionTagAsync(string name, long version, string key, CancellationToken cancellationToken = default) =>
        WriteVersionAsync(
            name,
            version,
            async (transaction, row) => await transaction.FindNameAsync(key).ConfigureAwait(false) is { } tag
                ? await transaction.WriteAsync("DELETE FROM model_version_tags WHERE model_version = @p0 AND name = @p1", row, tag)
                    .ConfigureAwait(false)
                : 0,
            cancellationToken);

    public Task<Page<ModelVersion>> SearchModelVersionsAsync(ModelVersionQuery query, CancellationToken cancellationToken = default) =>
        SearchAsync(
            RegistrySearchTables.ModelVersions,
            query,
            query.OrderBy,
            query.MaxResults,
            ModelVersionColumns.Read,
            (hydrator, found) => hydrator.HydrateAsync(found),
            cancellationToken);

    private async ValueTask<long> InsertAsync(
        WriteTransaction transaction, NewModelVersion version, VersionOrigin origin, long now)
    {
        var model = await RegistryState.GetModelAsync(transaction.Session, workspace.Key, version.Name).ConfigureAwait(false);
        long? loggedModel = version.ModelId.Length > 0 && !version.IsPrompt
            ? await ModelState.GetKeyAsync(transaction, version.ModelId).ConfigureAwait(false)
            : null;
        var number = await NextNumberAsync(transaction, model, now).ConfigureAwait(false);
        var key = await transaction.InsertAsync(
            """
            INSERT INTO model_versions
              (registered_model, version, created_ms, updated_ms, stage, description, source, storage_location, run_id, run_link)
            VALUES (@p0, @p1, @p2, @p2, 0, @p3, @p4, @p5, @p6, @p7)
            """,
            model,
            number,
            now,
            version.Description,
            version.Source,
            origin.StorageLocation,
            origin.RunId,
            version.RunLink).ConfigureAwait(false);
        await WriteTagsAsync(transaction, RowWrites.ModelVersionTag, key, version.Tags).ConfigureAwait(false);
        if (loggedModel is not null)
            await NoteOnLoggedModelAsync(transaction, loggedModel.Value, version.Name, number).ConfigureAwait(false);
        return number;
    }

    /// <summary>The update locks the model's row until the transaction ends, so that nobody else reads the same number.</summary>
    private static async ValueTask<long> NextNumberAsync(WriteTransaction transaction, long model, long now)
    {
        await transaction.WriteAsync(
            "UPDATE registered_models SET last_version = last_version + 1, updated_ms = @p1 WHERE id = @p0", model, now).ConfigureAwait(false);
        return await transaction.Session.ScalarAsync("SELECT last_version FROM registered_models WHERE id = @p0", model)
            .ConfigureAwait(false) as long? ?? throw LeatException.DoesNotExist("The registered model was deleted meanwhile.");
    }

    private static async ValueTask NoteOnLoggedModelAsync(WriteTransaction transaction, long loggedModel, string name, long version)
    {
        var tag = await transaction.InternAsync(RegisteredVersionsTag.Key).ConfigureAwait(false);
        var value = await transaction.Session.ScalarAsync(
            "SELECT value FROM model_tags WHERE model = @p0 AND name = @p1", loggedModel, tag).ConfigureAwait(false) as string;
        await SqlLoggedModelStore.SetTagsAsync(
            transaction, loggedModel, [new Tag(RegisteredVersionsTag.Key, RegisteredVersionsTag.Append(value, name, version))])
            .ConfigureAwait(false);
    }

    /// <summary>In two steps, because MySQL cannot update a table from a subselect on the same table.</summary>
    private static async ValueTask ArchiveOthersAsync(WriteTransaction transaction, long version, ModelStage stage, long now)
    {
        var model = await transaction.Session.ScalarAsync("SELECT registered_model FROM model_versions WHERE id = @p0", version)
            .ConfigureAwait(false);
        await transaction.WriteAsync(
            "UPDATE model_versions SET stage = @p3, updated_ms = @p4 WHERE registered_model = @p0 AND stage = @p1 AND id <> @p2",
            model,
            (int)stage,
            version,
            (int)ModelStage.Archived,
            now).ConfigureAwait(false);
    }

    /// <summary>Moves the update time of the model that a version belongs to.</summary>
    private static ValueTask<int> TouchModelAsync(WriteTransaction transaction, long version, long now) => transaction.WriteAsync(
        "UPDATE registered_models SET updated_ms = @p1 WHERE id = (SELECT v.registered_model FROM model_versions v WHERE v.id = @p0)",
        version,
        now);

    /// <summary>Writes to a version that must exist.</summary>
    private Task<int> WriteVersionAsync(
        string name, long version, Func<WriteTransaction, long, ValueTask<int>> write, CancellationToken cancellationToken) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var key = await RegistryState.GetVersionAsync(transaction.Session, workspace.Key, name, version).ConfigureAwait(false);
                return await write(transaction, key).ConfigureAwait(false);
            },
            cancellationToken);
}
