using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>A directory of files as MLflow's file store keeps it, usually called <c>mlruns</c>, as a store. MLflow and other processes may use it at
/// the same time.</summary>
/// <remarks>
/// The files are the truth. An index beside them answers searches; it can be removed while no process has the directory open, and is made anew.
/// A write goes to the index, which checks it, and to the files before it returns; what a killed process left half-done is read again from the
/// files. Safe for concurrent use.
/// </remarks>
public sealed class FileStore : ITrackingStore
{
    private readonly FileIndex _index;
    private readonly IndexSlot _slot;

    private FileStore(FileIndex index, IndexSlot slot)
    {
        _index = index;
        _slot = slot;
        var writes = new FileWrites(index);
        var models = new FileModelStore(index, writes);
        Experiments = new FileExperimentStore(index, writes);
        Runs = new FileRunStore(index, writes);
        Metrics = new FileMetricStore(index);
        Datasets = new FileDatasetStore(index);
        var inner = index.Store.Features;
        Features = new StoreFeatures
        {
            Models = models,
            Tables = new FileTableStore(index),
            Registry = new FileRegistryStore(index, writes),
            Traces = new FileTraceStore(index, writes),
            Assessments = new FileAssessmentStore(index, writes),
            Purge = new FilePurgeStore(index),
            Bulk = new FileBulkLoad(index, writes),
            Diagnostics = inner.Diagnostics,
            Version = inner.Version is { } version ? new FileStoreVersion(index, version) : null,
            Limits = inner.Limits,
            Readers = inner.Readers,
            RetriesItself = inner.RetriesItself,
        };
    }

    /// <inheritdoc/>
    public IExperimentStore Experiments { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IMetricStore Metrics { get; }

    /// <inheritdoc/>
    public IDatasetStore Datasets { get; }

    /// <inheritdoc/>
    public StoreFeatures Features { get; }

    /// <summary>The store that answers searches.</summary>
    internal ITrackingStore Index => _index.Store;

    /// <summary>Opens a directory.</summary>
    /// <exception cref="LeatException">It cannot be read and written, or its index cannot be opened.</exception>
    public static async Task<ITrackingStore> OpenAsync(FileStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Path));
        var isNew = IsNew(root);
        var slot = IndexSlot.Take(root);
        FileIndex? index = null;
        try
        {
            var (store, book) = await OpenIndexAsync(options, slot, cancellationToken).ConfigureAwait(false);
            var notes = new OnceNotes(options.Note);
            index = new FileIndex(new IndexContext(new FileLayout(root), new DiskFiles(root), new MlrunsFolder(root, notes), store, book, notes), options.TimeProvider);
            await index.RecoverAsync(cancellationToken).ConfigureAwait(false);
            var opened = new FileStore(index, slot);
            await opened.BeginAsync(isNew, cancellationToken).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            if (index is not null)
            {
                await index.DisposeAsync().ConfigureAwait(false);
                await index.Store.DisposeAsync().ConfigureAwait(false);
                index.Context.Book.Dispose();
            }

            slot.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync().ConfigureAwait(false);
        await _index.Store.DisposeAsync().ConfigureAwait(false);

        // Only now is the index on disk as the book says.
        _index.Context.Book.Save();
        _index.Context.Book.Dispose();
        _slot.Dispose();
    }

    /// <summary>Whether nobody has used the directory: it then gets the default experiment, as MLflow gives it.</summary>
    private static bool IsNew(string root)
    {
        try
        {
            if (Directory.Exists(root))
                return !Directory.EnumerateFileSystemEntries(root).Any(entry => !Path.GetFileName(entry).StartsWith(".leat", StringComparison.Ordinal));
            Directory.CreateDirectory(root);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeatException(ErrorCode.PermissionDenied, $"The directory '{root}' cannot be used: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static async Task<(ITrackingStore Store, StampBook Book)> OpenIndexAsync(FileStoreOptions options, IndexSlot slot, CancellationToken cancellationToken)
    {
        if (File.Exists(slot.DatabasePath) && StampBook.Open(slot.StatePath, slot.TouchedPath) is { } kept)
        {
            try
            {
                return (await options.OpenIndex(slot.DatabasePath, cancellationToken).ConfigureAwait(false), kept);
            }
            catch (LeatException)
            {
                // Damaged, or made by a newer version: the files have all that was in it.
            }
        }

        slot.Clear();
        var store = await options.OpenIndex(slot.DatabasePath, cancellationToken).ConfigureAwait(false);
        return (store, StampBook.New(slot.StatePath, slot.TouchedPath));
    }

    private async Task BeginAsync(bool isNew, CancellationToken cancellationToken)
    {
        var context = _index.Context;
        context.Disk.EnsureFolder(context.Layout.TrashFolder);
        context.Disk.RemoveLeftovers();
        if (context.Layout.FindExperiment(Experiment.DefaultId) is null)
        {
            if (isNew)
                await ((FileExperimentStore)Experiments).WriteDefaultAsync(cancellationToken).ConfigureAwait(false);
            else
                await _index.Experiments.DropAsync(Experiment.DefaultId).ConfigureAwait(false);
        }

        await _index.FollowExperimentsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Passes each note on once.</summary>
    private sealed class OnceNotes(Action<string>? note) : IFileNotes
    {
        private const int Most = 1_000;
        private readonly HashSet<FileNote> _known = [];

        public void Add(FileNote one)
        {
            lock (_known)
            {
                if (_known.Count >= Most || !_known.Add(one))
                    return;
            }

            note?.Invoke($"{one.Kind} {one.Id}: {one.Text}");
        }
    }
}
