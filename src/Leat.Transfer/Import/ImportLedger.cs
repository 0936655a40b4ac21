namespace Leat.Transfer;

/// <summary>Counts what becomes of things, and keeps the notes. Safe for concurrent use.</summary>
internal sealed class ImportLedger
{
    private const int MostNotesOfKind = 1_000;
    private const int MostPlaces = 1_000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<TransferKind, ImportCount> _counts = [];
    private readonly Dictionary<TransferKind, int> _noted = [];
    private readonly List<TransferNote> _notes = [];
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);
    private long _noteCount;
    private long _points;
    private bool _hasLoss;
    private ImportedFiles _files;
    private volatile bool _hasUncounted;

    public long Points => Interlocked.Read(ref _points);

    public void Added(TransferKind kind, long count = 1) => Count(kind, count, old => old with { Added = old.Added + count });

    public void Completed(TransferKind kind) => Count(kind, 1, old => old with { Completed = old.Completed + 1 });

    public void Kept(TransferKind kind, long count = 1) => Count(kind, count, old => old with { Kept = old.Kept + count });

    /// <summary>Notes that something was left out.</summary>
    public void LeftOut(TransferKind kind, string id, string reason)
    {
        Count(kind, 1, old => old with { LeftOut = old.LeftOut + 1 });
        Note(new TransferNote(kind, id, IsLoss: true, reason));
    }

    public void Note(TransferNote note)
    {
        lock (_lock)
        {
            _noteCount++;
            _hasLoss |= note.IsLoss;
            var noted = _noted.GetValueOrDefault(note.Kind);
            _noted[note.Kind] = noted + 1;
            if (noted < MostNotesOfKind)
                _notes.Add(note);
        }
    }

    /// <summary>Counts points; null for an unknown number of them.</summary>
    public void AddPoints(long? count)
    {
        if (count is { } known)
            Interlocked.Add(ref _points, known);
        else
            _hasUncounted = true;
    }

    public void FileAdded(long bytes)
    {
        lock (_lock)
            _files = _files with { Added = _files.Added + 1, Bytes = _files.Bytes + bytes };
    }

    public void FileKept()
    {
        lock (_lock)
            _files = _files with { Kept = _files.Kept + 1 };
    }

    /// <summary>Notes where the files of a run are.</summary>
    public void Place(string artifactUri)
    {
        var root = RootOf(artifactUri);
        lock (_lock)
        {
            if (_places.Count < MostPlaces || _places.ContainsKey(root))
                _places[root] = _places.GetValueOrDefault(root) + 1;
        }
    }

    public ImportReport ToReport()
    {
        lock (_lock)
        {
            return new ImportReport(
                [.. _counts.Values], _points, [.. _notes], _noteCount, [.. _places.OrderByDescending(place => place.Value).ThenBy(place => place.Key, StringComparer.Ordinal)])
            {
                IsComplete = !_hasLoss,
                PointsAreCounted = !_hasUncounted,
                Files = _files,
            };
        }
    }

    /// <summary>What is in front of the experiment and the run, as places usually are: <c>s3://bucket/mlruns/5/RUN/artifacts</c>.</summary>
    private static string RootOf(string artifactUri)
    {
        var parts = artifactUri.TrimEnd('/').Split('/');
        if (parts is not [.., _, _, "artifacts"])
            return artifactUri;
        var root = string.Join('/', parts[..^3]);
        return root.Length == 0 || root.EndsWith(':') ? $"{root}/" : root;
    }

    private void Count(TransferKind kind, long count, Func<ImportCount, ImportCount> change)
    {
        lock (_lock)
        {
            var old = _counts.GetValueOrDefault(kind) ?? new ImportCount(kind, 0, 0, 0, 0, 0);
            _counts[kind] = change(old) with { Found = old.Found + count };
        }
    }
}
