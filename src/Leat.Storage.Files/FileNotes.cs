namespace Leat.Storage.Files;

/// <summary>Something about one thing that its owner should know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which one.</param>
/// <param name="IsLoss">Whether something was left out; otherwise it came, but not just as it was.</param>
/// <param name="Text">A sentence.</param>
internal sealed record FileNote(FileThing Kind, string Id, bool IsLoss, string Text);

/// <summary>Gets notes, on any thread, one at a time.</summary>
internal interface IFileNotes
{
    void Add(FileNote note);
}
