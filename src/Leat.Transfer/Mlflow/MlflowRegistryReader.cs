using System.Globalization;
using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Reads the model registry of an MLflow database, a model at a time.</summary>
internal sealed class MlflowRegistryReader(SourceReader reader, MlflowTables tables)
{
    /// <summary>The stage of a version that was deleted; its row stays, without what it said.</summary>
    private const string Deleted = "Deleted_Internal";

    public async IAsyncEnumerable<BulkRegisteredModel> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (tables.RegisteredModels is not { } table)
            yield break;
        var models = await reader.ListAsync(
            $"""
            SELECT {table.List("name", "creation_time", "last_updated_time", "description")} FROM registered_models
            WHERE {table.InDefaultWorkspace} ORDER BY name
            """,
            [],
            row => new RegisteredModel(row.GetString(0), row.Integer(1) ?? 0, row.Integer(2) ?? 0, row.Text(3) ?? "", [], [], []),
            cancellationToken).ConfigureAwait(false);
        foreach (var model in models)
            yield return await ReadAsync(model, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BulkRegisteredModel> ReadAsync(RegisteredModel model, CancellationToken cancellationToken)
    {
        var tags = await ReadTagsAsync(tables.RegisteredModelTags, "name", model.Name, cancellationToken).ConfigureAwait(false);
        var complete = model with
        {
            Tags = [.. tags[model.Name]],
            Aliases = await ReadAliasesAsync(model.Name, cancellationToken).ConfigureAwait(false),
        };
        var isPrompt = PromptTags.MarkPrompt(complete.Tags);
        var (versions, last) = await ReadVersionsAsync(model.Name, isPrompt, cancellationToken).ConfigureAwait(false);
        return new BulkRegisteredModel(complete, versions, last);
    }

    private async Task<(List<ModelVersion> Versions, long Last)> ReadVersionsAsync(string name, bool isPrompt, CancellationToken cancellationToken)
    {
        if (tables.ModelVersions is not { } table)
            return ([], 0);
        var tags = await ReadTagsAsync(tables.ModelVersionTags, "version", name, cancellationToken).ConfigureAwait(false);
        var last = 0L;
        var versions = new List<ModelVersion>();
        await reader.ReadAsync(
            $"""
            SELECT {table.List(
                "version", "creation_time", "last_updated_time", "current_stage", "description", "source", "storage_location", "run_id", "run_link")}
            FROM model_versions WHERE name = @p0 AND {table.InDefaultWorkspace} ORDER BY version
            """,
            [name],
            row =>
            {
                last = Math.Max(last, row.GetInt64(0));
                if (row.Text(3) == Deleted)
                    return;
                var source = row.Text(5) ?? "";
                versions.Add(new ModelVersion(
                    name,
                    row.GetInt64(0),
                    row.Integer(1) ?? 0,
                    row.Integer(2) ?? row.Integer(1) ?? 0,
                    ModelStages.TryParse(row.Text(3), out var stage) ? stage : ModelStage.None,
                    row.Text(4) ?? "",
                    source,
                    isPrompt ? "" : row.Text(6) ?? (source.StartsWith("models:", StringComparison.Ordinal) ? "" : source),
                    row.Text(7) ?? "",
                    row.Text(8) ?? "",
                    [.. tags[row.GetInt64(0).ToString(CultureInfo.InvariantCulture)]],
                    Aliases: []));
            },
            cancellationToken).ConfigureAwait(false);
        return (versions, last);
    }

    private async Task<IReadOnlyList<ModelAlias>> ReadAliasesAsync(string name, CancellationToken cancellationToken) => tables.Aliases is not { } table
        ? []
        : await reader.ListAsync(
            $"SELECT alias, version FROM registered_model_aliases WHERE name = @p0 AND {table.InDefaultWorkspace} ORDER BY alias",
            [name],
            row => new ModelAlias(row.GetString(0), row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);

    private async Task<ILookup<string, Tag>> ReadTagsAsync(SourceTable? table, string owner, string name, CancellationToken cancellationToken)
    {
        if (table is null)
            return Array.Empty<Tag>().ToLookup(_ => "", StringComparer.Ordinal);
        var rows = await reader.ListAsync(
            $"SELECT {table.List(owner, "key", "value")} FROM {table.Name} WHERE name = @p0 AND {table.InDefaultWorkspace}",
            [name],
            row => (Owner: Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture)!, Tag: new Tag(row.GetString(1), row.Text(2) ?? "")),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Owner, row => row.Tag, StringComparer.Ordinal);
    }
}
