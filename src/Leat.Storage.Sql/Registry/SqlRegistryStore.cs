using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Registry;

/// <summary>Registered models and their versions in SQL. Version numbers come from a counter in the model's row, so that two writers
/// never get the same one and a deleted version's number is not given again.</summary>
/// <param name="database">The database.</param>
/// <param name="workspace">Where names are looked up and models are created.</param>
internal sealed partial class SqlRegistryStore(SqlDatabase database, WorkspaceScope workspace) : IRegistryStore
{
    private static readonly TextCondition IsPrompt = new(SearchField.Tag(PromptTags.IsPrompt), Comparator.Equal, "true");

    public async Task<RegisteredModel> CreateRegisteredModelAsync(NewRegisteredModel model, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(transaction => InsertAsync(transaction, model, now), cancellationToken).ConfigureAwait(false);
        return new RegisteredModel(model.Name, now, now, model.Description, LatestVersions: [], model.Tags, Aliases: []);
    }

    public Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        ReadAsync(reads => reads.GetModelAsync(name), cancellationToken);

    public async Task<RegisteredModel> RenameRegisteredModelAsync(
        string name, string newName, CancellationToken cancellationToken = default)
    {
        RegistryRules.CheckNewName(newName, "new_name");
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            async transaction =>
            {
                var model = await RegistryState.GetModelAsync(transaction.Session, workspace.Key, name).ConfigureAwait(false);
                var isPrompt = await RegistryState.IsPromptAsync(transaction, model).ConfigureAwait(false);
                await RegistryState.CheckNameIsFreeAsync(transaction, workspace.Key, newName, isPrompt, except: model).ConfigureAwait(false);
                await transaction.WriteAsync(
                    "UPDATE registered_models SET name = @p1, updated_ms = @p2 WHERE id = @p0", model, newName, now).ConfigureAwait(false);
                return await transaction.WriteAsync(
                    "UPDATE model_versions SET updated_ms = @p1 WHERE registered_model = @p0", model, now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return await GetRegisteredModelAsync(newName, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RegisteredModel> UpdateRegisteredModelAsync(
        string name, string? description, CancellationToken cancellationToken = default)
    {
        var text = RegistryRules.CheckDescription(description);
        var now = database.NextStampMs();
        await WriteModelAsync(
            name,
            (transaction, model) => transaction.WriteAsync(
                "UPDATE registered_models SET description = @p1, updated_ms = @p2 WHERE id = @p0", model, text, now),
            cancellationToken).ConfigureAwait(false);
        return await GetRegisteredModelAsync(name, cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        WriteModelAsync(
            name,
            async (transaction, model) =>
            {
                await transaction.WriteAsync("DELETE FROM registered_model_aliases WHERE registered_model = @p0", model).ConfigureAwait(false);
                await transaction.WriteAsync(
                    "DELETE FROM model_version_tags WHERE model_version IN (SELECT v.id FROM model_versions v WHERE v.registered_model = @p0)",
                    model).ConfigureAwait(false);
                await transaction.WriteAsync("DELETE FROM model_versions WHERE registered_model = @p0", model).ConfigureAwait(false);
                await transaction.WriteAsync("DELETE FROM registered_model_tags WHERE registered_model = @p0", model).ConfigureAwait(false);
                return await transaction.WriteAsync("DELETE FROM registered_models WHERE id = @p0", model).ConfigureAwait(false);
            },
            cancellationToken);

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default)
    {
        RegistryRules.CheckTag(tag);
        return WriteModelAsync(
            name,
            async (transaction, model) =>
            {
                var key = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
                return await transaction.WriteRowAsync(RowWrites.RegisteredModelTag, model, key, tag.Value)
                    .ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        WriteModelAsync(
            name,
            async (transaction, model) => await transaction.FindNameAsync(key).ConfigureAwait(false) is { } tag
                ? await transaction.WriteAsync(
                    "DELETE FROM registered_model_tags WHERE registered_model = @p0 AND name = @p1", model, tag).ConfigureAwait(false)
                : 0,
            cancellationToken);

    public Task<Page<RegisteredModel>> SearchRegisteredModelsAsync(
        RegisteredModelQuery query, CancellationToken cancellationToken = default) =>
        SearchAsync(
            RegistrySearchTables.RegisteredModels,
            query,
            query.OrderBy,
            query.MaxResults,
            RegisteredModelColumns.Read,
            (hydrator, found) => hydrator.HydrateAsync(found),
            cancellationToken);

    private async ValueTask<long> InsertAsync(WriteTransaction transaction, NewRegisteredModel model, long now)
    {
        await workspace.RequireAsync(transaction).ConfigureAwait(false);
        await RegistryState.CheckNameIsFreeAsync(transaction, workspace.Key, model.Name, model.IsPrompt, except: null).ConfigureAwait(false);
        var key = await transaction.InsertAsync(
            """
            INSERT INTO registered_models (name, description, created_ms, updated_ms, last_version, workspace) VALUES (@p0, @p1, @p2, @p2, 0, @p3)
            """,
            model.Name,
            model.Description,
            now,
            workspace.Key).ConfigureAwait(false);
        await WriteTagsAsync(transaction, RowWrites.RegisteredModelTag, key, model.Tags).ConfigureAwait(false);
        return key;
    }

    private static async ValueTask WriteTagsAsync(WriteTransaction transaction, RowWrite rows, long owner, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            var name = await transaction.InternAsync(tag.Key).ConfigureAwait(false);
            await transaction.WriteRowAsync(rows, owner, name, tag.Value).ConfigureAwait(false);
        }
    }

    /// <summary>Writes to a model that must exist.</summary>
    private Task<int> WriteModelAsync(
        string name, Func<WriteTransaction, long, ValueTask<int>> write, CancellationToken cancellationToken) =>
        database.Writes.WriteAsync(
            async transaction =>
            {
                var model = await RegistryState.GetModelAsync(transaction.Session, workspace.Key, name).ConfigureAwait(false);
                return await write(transaction, model).ConfigureAwait(false);
            },
            cancellationToken);

    private Task<T> ReadAsync<T>(Func<RegistryReads, Task<T>> read, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => read(new RegistryReads(database, session, workspace.Key, cancellationToken)), cancellationToken);

    /// <summary>Prompts also live in the registry; a search finds either only prompts or everything else.</summary>
    private Task<Page<T>> SearchAsync<T>(
        SearchTable<T> table,
        SearchQuery<T> query,
        SearchOrder<T> order,
        long maxResults,
        Func<SqlRow, Keyed<T>> read,
        Func<RegistryHydrator, List<Keyed<T>>, Task<List<T>>> hydrate,
        CancellationToken cancellationToken)
    {
        var offset = PageToken.ToOffset(query.PageToken);
        var filter = RegistryFilter.From(query.Filter.Conditions);
        return database.Readers.ReadAsync(
            async session =>
            {
                var fields = query.Filter.Conditions.Select(condition => condition.Field).Append(IsPrompt.Field);
                var names = await SearchNames.FindAsync(database, session, fields).ConfigureAwait(false);
                var search = new SearchStatement<T>(database, session, table, names);
                search.Where(text => $"m.workspace = {text.Parameter(workspace.Key)}");
                search.Where(_ => filter.Prompts ? search.Compile(IsPrompt) : $"NOT ({search.Compile(IsPrompt)})");
                foreach (var condition in filter.Conditions)
                    search.Where(_ => search.Compile(condition));
                var hydrator = new RegistryHydrator(database, session, cancellationToken);
                return await search.ReadPageAsync(
                    order.Total,
                    ((int)maxResults, offset),
                    read,
                    found => hydrate(hydrator, found),
                    PageToken.FromOffset,
                    cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }
}
