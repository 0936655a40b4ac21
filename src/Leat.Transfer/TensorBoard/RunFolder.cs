namespace Leat.Transfer.TensorBoard;

/// <summary>A directory with event files: what TensorBoard shows as a run.</summary>
/// <param name="Path">Its path below the log directory, with slashes; <c>.</c> for that itself.</param>
/// <param name="Files">Its event files, the oldest first.</param>
internal sealed record RunFolder(string Path, IReadOnlyList<EventFile> Files)
{
    public const string Root = ".";
}
