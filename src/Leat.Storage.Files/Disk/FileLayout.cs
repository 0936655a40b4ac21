namespace Leat.Storage.Files;

/// <summary>Where things lie in a file store.</summary>
/// <param name="root">The full path of the root.</param>
internal sealed class FileLayout(string root)
{
    public const string Meta = "meta.yaml";
    public const string TraceInfo = "trace_info.yaml";
    public const string Registry = "models";
    private const string Trash = ".trash";

    private static readonly string[] Reserved = ["tags", "datasets", "traces", "models"];
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    public string Root => root;

    public string TrashFolder => Path.Combine(root, Trash);

    /// <summary>The folder that an active experiment has.</summary>
    public string ActiveFolderOf(string experimentId) => Path.Combine(root, experimentId);

    public string DeletedFolderOf(string experimentId) => Path.Combine(root, Trash, experimentId);

    public string RegisteredFolderOf(string name) => Path.Combine(root, Registry, name);

    /// <summary>The folders of all experiments, active ones first, without those whose id an index cannot hold.</summary>
    public IEnumerable<(string Id, string Folder)> Experiments()
    {
        foreach (var folder in FoldersIn(root).Concat(FoldersIn(TrashFolder)))
        {
            if (IsExperimentId(folder.Name) && File.Exists(Path.Combine(folder.FullName, Meta)))
                yield return (folder.Name, folder.FullName);
        }
    }

    /// <summary>The folder of an experiment, wherever it lies; null if there is none.</summary>
    public string? FindExperiment(string id)
    {
        if (!IsExperimentId(id))
            return null;
        foreach (var folder in (string[])[ActiveFolderOf(id), DeletedFolderOf(id)])
        {
            if (File.Exists(Path.Combine(folder, Meta)) && !IsLink(folder))
                return folder;
        }

        return null;
    }

    /// <summary>The folders of an experiment's runs.</summary>
    public static IEnumerable<DirectoryInfo> RunsIn(string experiment) => FoldersIn(experiment).Where(folder => !Reserved.Contains(folder.Name, StringComparer.Ordinal));

    public static IEnumerable<DirectoryInfo> ModelsIn(string experiment) => FoldersIn(Path.Combine(experiment, "models"));

    public static IEnumerable<DirectoryInfo> TracesIn(string experiment) => FoldersIn(Path.Combine(experiment, "traces"));

    public IEnumerable<DirectoryInfo> RegisteredModels() => FoldersIn(Path.Combine(root, Registry));

    /// <summary>Where a run lies; null if it is nowhere.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="likely">The experiment in which to look first.</param>
    public FilePlace? FindRun(string id, string? likely) => MlrunsNames.FaultOfRun(id) is null ? Find("", id, Meta, likely) : null;

    public FilePlace? FindModel(string id, string? likely) => MlrunsNames.FaultOf(id) is null ? Find("models", id, Meta, likely) : null;

    public FilePlace? FindTrace(string id, string? likely) => MlrunsNames.FaultOf(id) is null ? Find("traces", id, TraceInfo, likely) : null;

    private FilePlace? Find(string kind, string id, string meta, string? likely)
    {
        if (likely is not null && FindExperiment(likely) is { } known && PlaceIn(likely, known, kind, id, meta) is { } place)
            return place;
        foreach (var (experiment, folder) in Experiments())
        {
            if (PlaceIn(experiment, folder, kind, id, meta) is { } found)
                return found;
        }

        return null;
    }

    private static FilePlace? PlaceIn(string experiment, string folder, string kind, string id, string meta)
    {
        var path = Path.Combine(folder, kind, id);
        return File.Exists(Path.Combine(path, meta)) && !IsLink(path) ? new FilePlace(experiment, folder, id, path) : null;
    }

    private static bool IsExperimentId(string id) => id.Length is > 0 and <= 18 && id.All(char.IsAsciiDigit) && (id == "0" || id[0] != '0');

    private static bool IsLink(string folder) => (new FileInfo(folder).Attributes & FileAttributes.ReparsePoint) != 0;

    private static List<DirectoryInfo> FoldersIn(string path)
    {
        var folder = new DirectoryInfo(path);
        try
        {
            return folder.Exists && !IsLink(path)
                ? [.. folder.EnumerateDirectories("*", Everything).Where(child => (child.Attributes & FileAttributes.ReparsePoint) == 0)]
                : [];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}

/// <summary>Where something of an experiment lies.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="ExperimentFolder">The folder of the experiment.</param>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Its folder.</param>
internal sealed record FilePlace(string ExperimentId, string ExperimentFolder, string Id, string Folder);
