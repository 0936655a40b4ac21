using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Reads the experiments of a file store.</summary>
internal sealed class MlrunsExperimentReader(MlrunsFolder folder)
{
    /// <summary>An experiment; null if it cannot be read, which is noted.</summary>
    public Experiment? Read(string id, string path)
    {
        if (folder.ReadMeta(path, FileThing.Experiment, id) is not { } meta)
            return null;
        if (meta["experiment_id"].Text is { } own && own != id)
        {
            folder.Note(FileThing.Experiment, id, $"Its 'meta.yaml' says that it is the experiment {own}: as MLflow does, it is left out.");
            return null;
        }

        var created = MlrunsFields.Integer(meta["creation_time"]) ?? 0;
        return new Experiment(
            id,
            meta["name"].Text ?? id,
            meta["artifact_location"].Text ?? "",
            MlrunsFields.Stage(meta["lifecycle_stage"]),
            created,
            MlrunsFields.Integer(meta["last_update_time"]) ?? created,
            [.. folder.Texts(Path.Combine(path, "tags"), FileThing.Experiment, id).Select(tag => new Tag(tag.Key, tag.Value))]);
    }
}
