using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Names;

namespace Leat.Storage.Sql.Registry;

/// <summary>Fetches what belongs to many models or versions with one query per kind, never per row.</summary>
internal sealed class RegistryHydrator(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    private static readonly NamedTexts ModelTags = new("registered_model_tags", "registered_model");
    private static readonly NamedTexts VersionTags = new("model_version_tags", "model_version");

    /// <summary>The models with their tags, aliases and latest versions.</summary>
    public async Task<List<RegisteredModel>> HydrateAsync(IReadOnlyList<Keyed<RegisteredModel>> found)
    {
        if (found.Count == 0)
            return [];
        var keys = ListOf(found);
        var tags = await ReadTagsAsync(ModelTags, keys).ConfigureAwait(false);
        var aliases = await ReadAliasesAsync("a.registered_model", keys).ConfigureAwait(false);
        var latest = (await ReadLatestAsync(keys, []).ConfigureAwait(false)).ToLookup(version => version.Name, StringComparer.Ordinal);
        return [.. found.Select(entry => entry.Row with
        {
            LatestVersions = [.. latest[entry.Row.Name]],
            Tags = [.. tags[entry.Key]],
            Aliases = [.. aliases[entry.Key]],
        })];
    }

    /// <summary>The versions with their tags, and with their aliases if asked for.</summary>
    public async Task<List<ModelVersion>> HydrateAsync(IReadOnlyList<Keyed<ModelVersion>> found, bool withAliases = false)
    {
        if (found.Count == 0)
            return [];
        var keys = ListOf(found);
        var tags = await ReadTagsAsync(VersionTags, keys).ConfigureAwait(false);
        var aliases = withAliases ? await ReadAliasesAsync("a.model_version", keys).ConfigureAwait(false) : null;
        return [.. found.Select(entry => entry.Row with
        {
            Tags = [.. tags[entry.Key]],
            Aliases = aliases is null ? [] : [.. aliases[entry.Key].Select(alias => alias.Alias)],
        })];
    }

    /// <summary>The version with the highest number in each stage of each model. As in MLflow, stages are ordered by their lowest version
    /// number.</summary>
    /// <param name="models">A list parameter.</param>
    /// <param name="stages">Which stages; all if empty.</param>
    public async Task<List<ModelVersion>> ReadLatestAsync(object models, IReadOnlyList<ModelStage> stages)
    {
        var syntax = database.Syntax;
        var wanted = stages.Count == 0 ? Enum.GetValues<ModelStage>() : stages;
        var versions = await ReadAllAsync(
            $"""
            SELECT {ModelVersionColumns.All} FROM {ModelVersionColumns.From}
            JOIN (SELECT registered_model, stage, MAX(version) AS version, MIN(version) AS first_version FROM model_versions
                  WHERE {syntax.InList("registered_model", "@p0")} AND {syntax.InList("stage", "@p1")}
                  GROUP BY registered_model, stage) l
              ON l.registered_model = v.registered_model AND l.version = v.version
            ORDER BY v.registered_model, l.first_version
            """,
            ModelVersionColumns.Read,
            models,
            syntax.ListOf([.. wanted.Select(stage => (long)stage)])).ConfigureAwait(false);
        return await HydrateAsync(versions).ConfigureAwait(false);
    }

    /// <summary>Every row of a query.</summary>
    public ValueTask<List<T>> ReadAllAsync<T>(string sql, Func<SqlRow, T> read, params object?[] arguments) =>
        session.ReadAsync(sql, arguments, read, cancellationToken);

    private object ListOf<T>(IReadOnlyList<Keyed<T>> found) => database.Syntax.ListOf([.. found.Select(entry => entry.Key)]);

    private Task<ILookup<long, Tag>> ReadTagsAsync(NamedTexts tags, object keys) =>
        tags.ReadAsync(session, keys, (key, value) => new Tag(key, value), cancellationToken);

    private async Task<ILookup<long, ModelAlias>> ReadAliasesAsync(string owner, object keys)
    {
        var rows = await ReadAllAsync(
            $"""
            SELECT {owner}, a.alias, v.version FROM registered_model_aliases a JOIN model_versions v ON v.id = a.model_version
            WHERE {database.Syntax.InList(owner, "@p0")} ORDER BY a.alias
            """,
            row => (Owner: row.NextInt64(), Alias: new ModelAlias(row.NextText(), row.NextInt64())),
            keys).ConfigureAwait(false);
        return rows.ToLookup(row => row.Owner, row => row.Alias);
    }
}
