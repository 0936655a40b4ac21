using Leat.Storage.Files;
using Leat.Transfer.Mlruns;

namespace Leat.Transfer.Export;

/// <summary>Counts what an export writes and collects what its owner should know.</summary>
internal sealed class ExportTally : IFileNotes
{
    private const int MostNotesOfKind = 1_000;

    private readonly SortedDictionary<TransferKind, long> _counts = [];
    private readonly SortedDictionary<TransferKind, int> _noted = [];
    private readonly List<TransferNote> _notes = [];

    public long Points { get; private set; }

    public long Runs => _counts.GetValueOrDefault(TransferKind.Run);

    public void Count(TransferKind kind, long more = 1) => _counts[kind] = _counts.GetValueOrDefault(kind) + more;

    public void AddPoints(long more) => Points += more;

    public void Note(TransferKind kind, string id, string text, bool isLoss = true)
    {
        var noted = _noted[kind] = _noted.GetValueOrDefault(kind) + 1;
        if (noted <= MostNotesOfKind)
            _notes.Add(new TransferNote(kind, id, isLoss, text));
    }

    public void Add(FileNote note) => Note(FileThings.KindOf(note.Kind), note.Id, note.Text, note.IsLoss);

    public ExportReport ToReport(ITransferSource source)
    {
        var more = _noted.Where(noted => noted.Value > MostNotesOfKind)
            .Select(noted => new TransferNote(noted.Key, "", IsLoss: true, $"And {noted.Value - MostNotesOfKind} more such notes."));
        return new ExportReport([.. _counts], Points, [.. _notes, .. more, .. source.Notes]);
    }
}
