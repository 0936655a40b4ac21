using System.Globalization;
using System.Text;

namespace Leat.Storage.Files.Tests;

/// <summary>Changes a directory as MLflow's file store does: attributes and tags are written over in place, points are appended, folders of runs are
/// made before their attributes. It knows nothing of Leat.</summary>
internal sealed class OtherWriter(string root)
{
    public string MakeRun(string experiment, string id, string name, int status = 1)
    {
        var folder = Path.Combine(root, experiment, id);
        foreach (var part in (string[])["metrics", "params", "tags", "artifacts"])
            Directory.CreateDirectory(Path.Combine(folder, part));
        WriteMeta(folder, experiment, id, name, status, "active");
        File.WriteAllText(Path.Combine(folder, "tags", "mlflow.runName"), name);
        return folder;
    }

    public static void WriteMeta(string folder, string experiment, string id, string name, int status, string stage, string end = "null") => File.WriteAllText(
        Path.Combine(folder, "meta.yaml"),
        $"""
        artifact_uri: file://{folder}/artifacts
        end_time: {end}
        entry_point_name: ''
        experiment_id: '{experiment}'
        lifecycle_stage: {stage}
        run_id: {id}
        run_name: {name}
        source_name: ''
        source_type: 4
        source_version: ''
        start_time: 1700000000000
        status: {status}
        tags: []
        user_id: ann

        """);

    public static void Append(string folder, string key, long time, double value, long step)
    {
        var path = Path.Combine(folder, "metrics", key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // As Python's open(path, "a") does, and .NET's own appending does not.
        using (AppendedFile.Write(path, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time} {value:R} {step}\n"))))
        {
        }
    }

    public static void Write(string folder, string kind, string key, string value)
    {
        var path = Path.Combine(folder, kind, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, value);
    }

    public string MakeExperiment(string id, string name)
    {
        var folder = Path.Combine(root, id);
        Directory.CreateDirectory(folder);
        WriteExperiment(folder, id, name, "active");
        return folder;
    }

    public static void WriteExperiment(string folder, string id, string name, string stage) => File.WriteAllText(
        Path.Combine(folder, "meta.yaml"),
        $"""
        artifact_location: file://{folder}
        creation_time: 1700000000000
        experiment_id: '{id}'
        last_update_time: 1700000000001
        lifecycle_stage: {stage}
        name: {name}

        """);
}
