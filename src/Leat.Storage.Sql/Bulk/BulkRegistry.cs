using Leat.Core;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Registry;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Bulk;

/// <summary>Writes registered models with their versions, and what those that are there lack.</summary>
internal sealed class BulkRegistry(WriteTransaction transaction)
{
    public async ValueTask<IReadOnlyList<BulkModelResult>> AddAsync(IReadOnlyList<BulkRegisteredModel> models)
    {
        foreach (var model in models)
            Check(model);
        var results = new List<BulkModelResult>(models.Count);
        foreach (var model in models)
            results.Add(await AddAsync(model).ConfigureAwait(false));
        return results;
    }

    private static void Check(BulkRegisteredModel model)
    {
        RegistryRules.CheckNewName(model.Model.Name);
        RegistryRules.CheckDescription(model.Model.Description);
        RegistryRules.CheckTags(model.Model.Tags);
        foreach (var alias in model.Model.Aliases)
            RegistryRules.CheckAlias(alias.Alias);
        foreach (var version in model.Versions)
        {
            RegistryRules.CheckTags(version.Tags);
            foreach (var text in (string[])[version.Description, version.Source, version.StorageLocation, version.RunId, version.RunLink])
                TextRules.CheckStorable("version", text);
        }
    }

    private async ValueTask<BulkModelResult> AddAsync(BulkRegisteredModel model)
    {
        var known = await RegistryState.FindModelAsync(transaction.Session, WorkspaceScope.DefaultKey, model.Model.Name).ConfigureAwait(false);
        var key = known ?? await InsertAsync(model).ConfigureAwait(false);
        await AddTagsAsync(RowWrites.RegisteredModelTag, "registered_model_tags", "registered_model", key, model.Model.Tags).ConfigureAwait(false);
        var (added, others) = (new List<long>(), new List<long>());
        var versions = new Dictionary<long, long>(model.Versions.Count);
        foreach (var version in model.Versions)
        {
            var (row, isNew) = await FindOrAddAsync(key, version).ConfigureAwait(false);
            if (row is null)
            {
                others.Add(version.Version);
                continue;
            }

            versions[version.Version] = row.Value;
            if (isNew)
                added.Add(version.Version);
            await AddTagsAsync(RowWrites.ModelVersionTag, "model_version_tags", "model_version", row.Value, version.Tags).ConfigureAwait(false);
        }

        await transaction.WriteAsync(
            "UPDATE registered_models SET last_version = @p1 WHERE id = @p0 AND last_version < @p1", key, LastOf(model)).ConfigureAwait(false);
        return new BulkModelResult(known is null, added, others, await AddAliasesAsync(key, model.Model.Aliases, versions).ConfigureAwait(false));
    }

    private static long LastOf(BulkRegisteredModel model) =>
        Math.Max(model.LastVersion, model.Versions.Count > 0 ? model.Versions.Max(version => version.Version) : 0);

    private ValueTask<long> InsertAsync(BulkRegisteredModel model) => transaction.InsertAsync(
        "INSERT INTO registered_models (name, description, created_ms, updated_ms, last_version) VALUES (@p0, @p1, @p2, @p3, 0)",
        model.Model.Name,
        model.Model.Description,
        model.Model.CreationTimestampMs,
        model.Model.LastUpdatedTimestampMs);

    /// <summary>The number of a version's row; null if its number stands for another version.</summary>
    private async ValueTask<(long? Row, bool IsNew)> FindOrAddAsync(long model, ModelVersion version)
    {
        var found = await transaction.Session.ReadAsync(
            "SELECT id, created_ms, source FROM model_versions WHERE registered_model = @p0 AND version = @p1",
            [model, version.Version],
            row => (Row: row.NextInt64(), CreatedMs: row.NextInt64(), Source: row.NextText()),
            CancellationToken.None).ConfigureAwait(false);
        if (found is [var known])
            return (known.CreatedMs == version.CreationTimestampMs && known.Source == version.Source ? known.Row : null, false);
        var added = await transaction.InsertAsync(
            """
            INSERT INTO model_versions
              (registered_model, version, created_ms, updated_ms, stage, description, source, storage_location, run_id, run_link)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
            """,
            model,
            version.Version,
            version.CreationTimestampMs,
            version.LastUpdatedTimestampMs,
            (long)version.Stage,
            version.Description,
            version.Source,
            version.StorageLocation,
            version.RunId,
            version.RunLink).ConfigureAwait(false);
        return (added, true);
    }

    private async ValueTask AddTagsAsync(RowWrite rows, string table, string owner, long key, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
            if (await transaction.Session.ScalarAsync($"SELECT 1 FROM {table} WHERE {owner} = @p0 AND name = @p1", key, name).ConfigureAwait(false) is null)
                await transaction.WriteRowAsync(rows, key, name, tag.Value).ConfigureAwait(false);
        }
    }

    /// <returns>Those that name another version.</returns>
    private async ValueTask<List<string>> AddAliasesAsync(long model, IReadOnlyList<ModelAlias> aliases, Dictionary<long, long> versions)
    {
        var others = new List<string>();
        foreach (var alias in aliases)
        {
            var known = await transaction.Session.ScalarAsync(
                "SELECT model_version FROM registered_model_aliases WHERE registered_model = @p0 AND alias = @p1", model, alias.Alias).ConfigureAwait(false);
            if (!versions.TryGetValue(alias.Version, out var version) || (known is long there && there != version))
                others.Add(alias.Alias);
            else if (known is null)
                await transaction.WriteRowAsync(RowWrites.Alias, model, alias.Alias, version).ConfigureAwait(false);
        }

        return others;
    }
}
