namespace Leat.Transfer.TensorBoard;

/// <summary>What the reader of a log directory has to say: each thing once, as files are read more than once. Safe for concurrent use.</summary>
internal sealed class LogNotes
{
    private const int MostNotes = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<TransferNote> _known = [];
    private readonly List<TransferNote> _notes = [];

    public IReadOnlyList<TransferNote> All
    {
        get
        {
            lock (_lock)
                return [.. _notes];
        }
    }

    /// <summary>Notes something about a run.</summary>
    /// <param name="run">Its id; empty for all.</param>
    /// <param name="isLoss">Whether something was left out.</param>
    /// <param name="text">A sentence.</param>
    public void Add(string run, bool isLoss, string text)
    {
        var note = new TransferNote(TransferKind.Run, run, isLoss, text);
        lock (_lock)
        {
            if (_notes.Count < MostNotes && _known.Add(note))
                _notes.Add(note);
        }
    }
}
