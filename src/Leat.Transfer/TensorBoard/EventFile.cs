namespace Leat.Transfer.TensorBoard;

/// <summary>A file of events.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Shown">Its path below the log directory, for messages.</param>
/// <param name="Length">How many bytes of it are read: as many as it had when it was found.</param>
internal sealed record EventFile(string Path, string Shown, long Length)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Opens it for reading; whoever writes it may go on.</summary>
    public RecordReader Open() => new(
        new FileStream(Path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 }), Length);
}
