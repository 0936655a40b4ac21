using System.Globalization;
using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Transfer.TensorBoard;

/// <summary>A log directory of TensorBoard: each directory in it with event files is a run, all of them are one experiment.</summary>
/// <remarks>Files are read up to the length that they had when the directory was opened: what is logged meanwhile is for the next
/// time.</remarks>
public sealed class TensorBoardDirectory : ITransferSource, IArtifactSource
{
    /// <summary>In front of the tags of runs that say what TensorBoard knows and MLflow has no place for.</summary>
    private const string TagPrefix = "tensorboard.";

    /// <summary>For a log directory that is the root of a file system.</summary>
    private const string NamelessRoot = "tensorboard";

    private const int RunsPerPage = 100;
    private const int TagsPerPage = 20_000;

    /// <summary>24 bytes each.</summary>
    private const long UsualMostPoints = 4_000_000;

    private readonly LogNotes _notes = new();
    private readonly Dictionary<SummaryKind, LeftOutCount> _leftOut = [];
    private readonly Dictionary<string, RunScan> _page = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunFolder> _byId = new(StringComparer.Ordinal);

    /// <summary>The ids of runs by their paths; null for a directory without events.</summary>
    private readonly Dictionary<string, string?> _ids = new(StringComparer.Ordinal);

    private readonly List<RunFolder> _folders;
    private readonly string _rootName;
    private readonly string _experiment;
    private readonly long _mostPoints;
    private bool _givesFiles;

    private TensorBoardDirectory(string root, string? experiment, long mostPoints)
    {
        _folders = LogFolders.Find(root, _notes);
        _rootName = Path.GetFileName(root) is { Length: > 0 } name ? name : NamelessRoot;
        _experiment = experiment ?? _rootName;
        _mostPoints = mostPoints;
        Name = $"the TensorBoard directory '{root}'";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TransferNote> Notes => [.. _notes.All, .. _leftOut.Where(entry => !(_givesFiles && entry.Key is (SummaryKind.Text or SummaryKind.Image))).OrderBy(entry => entry.Key).Select(entry => entry.Value.ToNote(entry.Key))];

    /// <summary>Looks at a directory.</summary>
    /// <param name="path">What TensorBoard's <c>--logdir</c> would be.</param>
    /// <param name="experiment">The name of the experiment that its runs come into; null for that of the directory.</param>
    /// <returns>Null if no event files are in it or below.</returns>
    public static TensorBoardDirectory? TryOpen(string path, string? experiment = null) => TryOpen(path, experiment, UsualMostPoints);

    /// <summary>Looks at a directory, with another number of points that are held in memory.</summary>
    internal static TensorBoardDirectory? TryOpen(string path, string? experiment, long mostPoints)
    {
        var directory = new TensorBoardDirectory(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), experiment, mostPoints);
        return directory._folders.Count > 0 ? directory : null;
    }

    /// <inheritdoc/>
    public Task<SourceSize> MeasureAsync(CancellationToken cancellationToken = default) => Task.FromResult(new SourceSize(1, _folders.Count, null));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Experiment>> ReadExperimentsAsync(CancellationToken cancellationToken = default)
    {
        var begun = _folders.SelectMany(folder => folder.Files).Select(file => LogFolders.BegunOf(file.Name)).Where(IsTime).DefaultIfEmpty().Min();
        LogTime.TryGetMs(begun, out var ms);
        return Task.FromResult<IReadOnlyList<Experiment>>([new Experiment("", _experiment, "", LifecycleStage.Active, ms, ms, [])]);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SourceRun>> ReadRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _leftOut.Clear();
        var (page, tags) = (new List<SourceRun>(), 0);
        foreach (var folder in _folders)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Scan(folder) is not { } scan)
                continue;
            if (page.Count == RunsPerPage || (page.Count > 0 && tags + scan.Tags.All.Count > TagsPerPage))
            {
                yield return page;
                (page, tags) = ([], 0);
                _page.Clear();
            }

            _page[scan.RunId!] = scan;
            tags += scan.Tags.All.Count;
            page.Add(new SourceRun(InfoOf(scan), DeletedTimeMs: null, scan.Points));
        }

        if (page.Count > 0)
            yield return page;
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Task.FromResult<IReadOnlyList<BulkRun>>(
            [.. runs.Select(run => LoggedOf(_page.GetValueOrDefault(run.Info.RunId) ?? RunScan.Of(_byId[run.Info.RunId]), withMetrics: run.Points != 0))]);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceFile> ReadFilesAsync(SourceRun run, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        _givesFiles = true;
        var scan = _page.GetValueOrDefault(run.Info.RunId) ?? RunScan.Of(_byId[run.Info.RunId]);
        if (!scan.HasFiles)
            yield break;
        foreach (var (path, content) in new LogFiles(scan).Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new SourceFile(path, content.Length, _ => ValueTask.FromResult<Stream>(new MemoryStream(content, writable: false)));
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BulkRegisteredModel> ReadRegisteredModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<string>> ReadTraceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceTrace>> ReadTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SourceTrace>>([]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsTime(ulong second) => second > 0 && LogTime.TryGetMs(second, out _);

    private string NameOf(RunFolder folder) => LogKeys.Storable(folder.Path == RunFolder.Root ? _rootName : folder.Path);

    private RunInfo InfoOf(RunScan scan) => new(
        scan.RunId!, ExperimentId: "", NameOf(scan.Folder), UserId: "", scan.Status, scan.StartMs, scan.EndMs, ArtifactUri: "", LifecycleStage.Active);

    /// <summary>Reads a run but for its points; null if it has no event, or the id of another.</summary>
    private RunScan? Scan(RunFolder folder)
    {
        var scan = RunScan.Of(folder);
        foreach (var (isLoss, text) in scan.Notes)
            _notes.Add(scan.RunId ?? "", isLoss, text);
        _ids[folder.Path] = scan.RunId;
        if (scan.RunId is null)
        {
            _notes.Add("", isLoss: false, $"'{folder.Path}' has no events yet; it is no run.");
            return null;
        }

        if (_byId.TryAdd(scan.RunId, folder) || _byId[scan.RunId] == folder)
        {
            foreach (var (kind, count) in scan.LeftOut.Where(entry => entry.Value > 0))
                _leftOut[kind] = (_leftOut.GetValueOrDefault(kind) ?? new LeftOutCount(0, 0)).Add(count);
            return scan;
        }

        _notes.Add(scan.RunId, isLoss: true, $"'{folder.Path}' cannot be told from '{_byId[scan.RunId].Path}'; it was left out.");
        return null;
    }

    private BulkRun LoggedOf(RunScan scan, bool withMetrics)
    {
        var keys = new LogKeys();
        var byTag = scan.Tags.All.Where(tag => tag.Points > 0).ToDictionary(tag => tag, tag => keys.Take(tag.Name));
        var tags = TagsOf(scan);
        foreach (var (tag, key) in byTag)
            AddOriginal(tags, "metric", tag.Name, key);
        return new BulkRun(InfoOf(scan))
        {
            Params = ParamsOf(scan, tags),
            Tags = tags,
            Metrics = withMetrics ? [.. new SeriesReader(scan, _mostPoints).Read(tag => byTag[tag])] : [],
        };
    }

    private List<Tag> TagsOf(RunScan scan)
    {
        var tags = new List<Tag> { new(RunRules.RunNameTag, NameOf(scan.Folder)), new($"{TagPrefix}run", LogKeys.Storable(scan.Folder.Path)) };
        if (ParentOf(scan.Folder) is { } parent)
            tags.Add(new Tag(RunRules.ParentRunIdTag, parent));
        tags.AddRange(scan.Links.Select(link => new Tag($"{TagPrefix}hparams.{link.Key}", LogKeys.Storable(link.Value))));
        var keys = new LogKeys(LogKeys.LongestChanged);
        foreach (var (tag, text) in scan.Texts)
        {
            var key = keys.Take(tag.Name);
            tags.Add(new Tag($"{TagPrefix}text.{key}", LogKeys.Storable(text)));
            AddOriginal(tags, "text", tag.Name, key);
        }

        return tags;
    }

    private static List<Param> ParamsOf(RunScan scan, List<Tag> tags)
    {
        var keys = new LogKeys();
        var parameters = new List<Param>(scan.Values.Count);
        foreach (var (name, value) in scan.Values)
        {
            var key = keys.Take(name);
            parameters.Add(new Param(key, LogKeys.Storable(value)));
            AddOriginal(tags, "param", name, key);
        }

        return parameters;
    }

    /// <summary>Keeps a name that could not be a key.</summary>
    private static void AddOriginal(List<Tag> tags, string what, string name, string key)
    {
        if (name != key)
            tags.Add(new Tag($"{TagPrefix}original.{what}.{key}", LogKeys.Storable(name)));
    }

    /// <summary>The run in the nearest directory above that has one: as in the logs of Keras and of PyTorch's <c>add_hparams</c>, what lies in a
    /// run's directory is a part of it.</summary>
    private string? ParentOf(RunFolder folder)
    {
        for (var path = folder.Path; path != RunFolder.Root;)
        {
            path = path.LastIndexOf('/') is >= 0 and var end ? path[..end] : RunFolder.Root;
            if (_ids.GetValueOrDefault(path) is { } id)
                return id;
        }

        return null;
    }

    private sealed record LeftOutCount(long Values, long Runs)
    {
        public LeftOutCount Add(long values) => new(Values + values, Runs + 1);

        public TransferNote ToNote(SummaryKind kind) => new(
            TransferKind.Run,
            "",
            IsLoss: true,
            string.Create(
                CultureInfo.InvariantCulture, $"{Values:N0} {(Values == 1 ? NamesOf(kind).One : NamesOf(kind).Several)} in {Runs:N0} {(Runs == 1 ? "run" : "runs")}: {ReasonOf(kind)}."));

        private static string ReasonOf(SummaryKind kind) =>
            kind is SummaryKind.Text or SummaryKind.Image ? "files were not to be copied" : "there is no place for them";

        private static (string One, string Several) NamesOf(SummaryKind kind) => kind switch
        {
            SummaryKind.Text => ("text beside the first of its tag, or too long for a tag of a run,", "texts beside the first of their tag, or too long for a tag of a run,"),
            SummaryKind.Image => ("image", "images"),
            SummaryKind.Histogram => ("histogram", "histograms"),
            SummaryKind.Audio => ("sound", "sounds"),
            SummaryKind.PrCurve => ("precision-recall curve", "precision-recall curves"),
            SummaryKind.Mesh => ("mesh", "meshes"),
            SummaryKind.Layout => ("layout of custom charts", "layouts of custom charts"),
            SummaryKind.Graph => ("graph", "graphs"),
            _ => ("value of other parts of TensorBoard", "values of other parts of TensorBoard"),
        };
    }
}
