namespace Leat.Transfer.Artifacts;

/// <summary>Counts what becomes of files. Safe for concurrent use.</summary>
internal sealed class ArtifactCopyLedger
{
    private const int MostFaults = 1_000;

    private readonly Lock _lock = new();
    private readonly List<TransferNote> _faults = [];
    private long _faultCount;
    private long _copied;
    private long _bytes;
    private long _kept;
    private long _elsewhere;

    public void Copied(long bytes)
    {
        Interlocked.Increment(ref _copied);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Kept() => Interlocked.Increment(ref _kept);

    public void Elsewhere() => Interlocked.Increment(ref _elsewhere);

    public void Fault(ArtifactPlace place, string path, string reason)
    {
        lock (_lock)
        {
            if (_faultCount++ < MostFaults)
                _faults.Add(new TransferNote(place.Kind, place.Id, IsLoss: true, path.Length > 0 ? $"'{path}' was not copied: {reason}" : $"Its files were not copied: {reason}"));
        }
    }

    public ArtifactCopyReport ToReport()
    {
        lock (_lock)
            return new ArtifactCopyReport(_copied, _bytes, _kept, _elsewhere, [.. _faults], _faultCount);
    }
}
