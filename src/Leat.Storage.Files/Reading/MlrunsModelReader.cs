using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Reads the logged and registered models of a file store.</summary>
internal sealed class MlrunsModelReader(MlrunsFolder folder)
{
    private const string VersionPrefix = "version-";
    private const string Deleted = "Deleted_Internal";

    /// <summary>A logged model; null if it cannot be read, which is noted.</summary>
    public BulkModel? ReadLogged(string experimentId, DirectoryInfo model)
    {
        var id = model.Name;
        if (folder.ReadMeta(model.FullName, FileThing.LoggedModel, id) is not { } meta)
            return null;
        var updated = MlrunsFields.Integer(meta["last_updated_timestamp"]) ?? 0;
        var status = MlrunsFields.Integer(meta["status"]) ?? 0;
        var logged = new LoggedModel(
            id,
            experimentId,
            meta["name"].Text ?? "",
            meta["artifact_location"].Text ?? "",
            MlrunsFields.Integer(meta["creation_timestamp"]) ?? 0,
            updated,
            status is >= 0 and <= 3 ? (LoggedModelStatus)status : LoggedModelStatus.Unspecified,
            meta["model_type"].Text ?? "",
            meta["source_run_id"].Text ?? "",
            TagsOf(model.FullName, FileThing.LoggedModel, id),
            [.. folder.Texts(Path.Combine(model.FullName, "params"), FileThing.LoggedModel, id).Select(param => new Param(param.Key, param.Value))],
            ReadMetrics(model, id));
        return new BulkModel(logged) { DeletedTimeMs = MlrunsFields.Stage(meta["lifecycle_stage"]) == LifecycleStage.Deleted ? updated : null };
    }

    /// <summary>A registered model; null if it cannot be read, which is noted.</summary>
    public BulkRegisteredModel? ReadRegistered(DirectoryInfo model)
    {
        var name = model.Name;
        if (folder.ReadMeta(model.FullName, FileThing.RegisteredModel, name) is not { } meta)
            return null;
        var tags = TagsOf(model.FullName, FileThing.RegisteredModel, name);
        var isPrompt = PromptTags.MarkPrompt(tags);
        var (versions, last) = (new List<ModelVersion>(), 0L);
        foreach (var version in folder.Folders(model.FullName, FileThing.ModelVersion))
        {
            if (!version.Name.StartsWith(VersionPrefix, StringComparison.Ordinal)
                || !long.TryParse(version.Name[VersionPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            last = Math.Max(last, number);
            if (ReadVersion(name, number, version, isPrompt) is { } read)
                versions.Add(read);
        }

        versions.Sort(static (a, b) => a.Version.CompareTo(b.Version));
        var registered = new RegisteredModel(
            meta["name"].Text ?? name,
            MlrunsFields.Integer(meta["creation_timestamp"]) ?? 0,
            MlrunsFields.Integer(meta["last_updated_timestamp"]) ?? 0,
            meta["description"].Text ?? "",
            [],
            tags,
            [.. ReadAliases(model, name)]);
        return new BulkRegisteredModel(registered, [.. versions.Select(version => version with { Name = registered.Name })], last);
    }

    private ModelVersion? ReadVersion(string name, long number, DirectoryInfo version, bool isPrompt)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{name}/{number}");
        if (folder.ReadMeta(version.FullName, FileThing.ModelVersion, id) is not { } meta || meta["current_stage"].Text == Deleted)
            return null;
        var created = MlrunsFields.Integer(meta["creation_timestamp"]) ?? 0;
        var source = meta["source"].Text ?? "";
        return new ModelVersion(
            name,
            number,
            created,
            MlrunsFields.Integer(meta["last_updated_timestamp"]) ?? created,
            ModelStages.TryParse(meta["current_stage"].Text, out var stage) ? stage : ModelStage.None,
            meta["description"].Text ?? "",
            source,
            isPrompt ? "" : meta["storage_location"].Text ?? (source.StartsWith("models:", StringComparison.Ordinal) ? "" : source),
            meta["run_id"].Text ?? "",
            meta["run_link"].Text ?? "",
            TagsOf(version.FullName, FileThing.ModelVersion, id),
            Aliases: []);
    }

    private IEnumerable<ModelAlias> ReadAliases(DirectoryInfo model, string name)
    {
        foreach (var (alias, text) in folder.Texts(Path.Combine(model.FullName, "aliases"), FileThing.RegisteredModel, name))
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                yield return new ModelAlias(alias, version);
            else
                folder.Note(FileThing.RegisteredModel, name, $"Its alias '{alias}' names no version.");
        }
    }

    private List<ModelMetric> ReadMetrics(DirectoryInfo model, string id)
    {
        var metrics = new List<ModelMetric>();
        foreach (var (key, file) in folder.Files(Path.Combine(model.FullName, "metrics"), FileThing.LoggedModel, id))
        {
            try
            {
                metrics.AddRange(MetricFile.ReadModelMetrics(file, key, id, folder.Relative(file.FullName)));
            }
            catch (LeatException error)
            {
                folder.Note(FileThing.LoggedModel, id, $"Its metric '{key}' was left out: {error.Message}");
            }
        }

        return metrics;
    }

    private List<Tag> TagsOf(string path, FileThing kind, string id) =>
        [.. folder.Texts(Path.Combine(path, "tags"), kind, id).Select(tag => new Tag(tag.Key, tag.Value))];
}
