using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Storage.Files;

namespace Leat.Transfer.Mlruns;

/// <summary>A directory of files as MLflow's file store keeps it: <c>mlruns</c>.</summary>
public sealed class MlrunsDirectory : ITransferSource, IFileNotes
{
    private const string Trash = ".trash";
    private const string Registry = "models";
    private const int RunsPerPage = 200;
    private const int ModelsPerPage = 200;
    private const int TracesPerPage = 1_000;

    /// <summary>Folders of an experiment that are no runs.</summary>
    private static readonly string[] Reserved = ["tags", "datasets", "traces", "models"];

    private readonly List<TransferNote> _notes = [];
    private readonly MlrunsFolder _folder;
    private readonly MlrunsExperimentReader _experimentReader;
    private readonly MlrunsRunReader _runs;
    private readonly MlrunsModelReader _models;
    private readonly MlrunsTraceReader _traces;

    /// <summary>The folders of the experiments, by id.</summary>
    private readonly SortedDictionary<string, string> _experiments = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _tracePaths = new(StringComparer.Ordinal);

    private MlrunsDirectory(string root)
    {
        _folder = new MlrunsFolder(root, this);
        _experimentReader = new MlrunsExperimentReader(_folder);
        _runs = new MlrunsRunReader(_folder);
        _models = new MlrunsModelReader(_folder);
        _traces = new MlrunsTraceReader(_folder);
        Name = $"the directory '{root}'";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TransferNote> Notes => _notes;

    /// <summary>Looks at a directory.</summary>
    /// <param name="path">The root, usually called <c>mlruns</c>.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is no such directory.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it holds no experiments and no registered models.</exception>
    public static MlrunsDirectory Open(string path)
    {
        var root = Path.GetFullPath(path);
        if (!Directory.Exists(root))
            throw LeatException.DoesNotExist($"There is no directory '{root}'.");
        var source = new MlrunsDirectory(root);
        source.FindExperiments();
        return source._experiments.Count > 0 || HoldsModels(root)
            ? source
            : throw LeatException.InvalidParameter(
                $"'{root}' is no directory of MLflow's file store: no folder in it has a 'meta.yaml'. Name the folder that is usually called 'mlruns'.");
    }

    /// <summary>Whether a directory holds experiments as MLflow's file store keeps them.</summary>
    public static bool HoldsExperiments(string path)
    {
        var source = new MlrunsDirectory(Path.GetFullPath(path));
        source.FindExperiments();
        return source._experiments.Count > 0;
    }

    /// <summary>Whether a directory holds a folder where MLflow's file store keeps registered models.</summary>
    public static bool HoldsModels(string path) => Directory.Exists(Path.Combine(path, Registry));

    /// <inheritdoc/>
    public Task<SourceSize> MeasureAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new SourceSize(_experiments.Count, _experiments.Values.Sum(path => (long)RunFolders(path).Count()), null));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Experiment>> ReadExperimentsAsync(CancellationToken cancellationToken = default)
    {
        var found = new List<Experiment>(_experiments.Count);
        foreach (var (id, path) in _experiments)
        {
            if (_experimentReader.Read(id, path) is { } experiment)
                found.Add(experiment);
        }

        return Task.FromResult<IReadOnlyList<Experiment>>(found);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SourceRun>> ReadRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var page in _experiments.SelectMany(experiment => RunFolders(experiment.Value).Select(run => (experiment.Key, run))).Chunk(RunsPerPage))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var runs = page.Select(entry => _runs.ReadHead(entry.Key, entry.run)).OfType<RunHead>().Select(head => new SourceRun(head.Info, head.DeletedTimeMs, Points: null)).ToList();
            if (runs.Count > 0)
                yield return runs;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BulkRun>> ReadLoggedAsync(IReadOnlyList<SourceRun> runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Task.FromResult<IReadOnlyList<BulkRun>>([.. runs.Select(run => _runs.ReadLogged(new RunHead(run.Info, run.DeletedTimeMs), _experiments[run.Info.ExperimentId], withMetrics: run.Points != 0))]);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var (id, path) in _experiments)
        {
            foreach (var page in _folder.Folders(Path.Combine(path, "models"), FileThing.LoggedModel).Chunk(ModelsPerPage))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return [.. page.Select(folder => _models.ReadLogged(id, folder)).OfType<BulkModel>()];
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BulkRegisteredModel> ReadRegisteredModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var folder in _folder.Folders(Path.Combine(_folder.Root, Registry), FileThing.RegisteredModel))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_models.ReadRegistered(folder) is { } model)
                yield return model;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<string>> ReadTraceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var (_, path) in _experiments)
        {
            foreach (var page in _folder.Folders(Path.Combine(path, "traces"), FileThing.Trace).Chunk(TracesPerPage))
            {
                cancellationToken.ThrowIfCancellationRequested();
                _tracePaths.Clear();
                foreach (var folder in page)
                    _tracePaths[folder.Name] = folder.FullName;
                yield return [.. _tracePaths.Keys];
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceTrace>> ReadTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SourceTrace>>([.. traceIds.Select(id => _traces.Read(id, _tracePaths[id])).OfType<Trace>().Select(trace => new SourceTrace(trace, RunIds: [], Fault: null))]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void IFileNotes.Add(FileNote note) => _notes.Add(new TransferNote(FileThings.KindOf(note.Kind), note.Id, note.IsLoss, note.Text));

    private void FindExperiments()
    {
        foreach (var folder in _folder.Folders(_folder.Root, FileThing.Experiment).Concat(_folder.Folders(Path.Combine(_folder.Root, Trash), FileThing.Experiment)))
        {
            if (folder.Name is Trash or Registry || !MlrunsFolder.HasMeta(folder.FullName))
                continue;
            if (!_experiments.TryAdd(folder.Name, folder.FullName))
                _folder.Note(FileThing.Experiment, folder.Name, $"'{_folder.Relative(folder.FullName)}' has the id of another experiment.");
        }
    }

    private IEnumerable<DirectoryInfo> RunFolders(string experiment) =>
        _folder.Folders(experiment, FileThing.Run).Where(run => !Reserved.Contains(run.Name, StringComparer.Ordinal) && MlrunsFolder.HasMeta(run.FullName));
}
