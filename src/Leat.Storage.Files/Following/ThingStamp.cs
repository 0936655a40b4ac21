namespace Leat.Storage.Files;

/// <summary>What the files of a thing were when the index last took them. Used by the holder of the thing's lock.</summary>
/// <param name="experimentId">The experiment that it is in; empty outside experiments.</param>
internal sealed class ThingStamp(string experimentId)
{
    public string ExperimentId => experimentId;

    public Dictionary<string, FileStamp> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes when files are added, removed or renamed, and with the meta file; compared instead of all files for what rests.</summary>
    public long Outline { get; set; }

    /// <summary>Whether it has ended, and little is expected to change.</summary>
    public bool Rests { get; set; }

    /// <summary>Whether all files are as they were. Those that were looked at right after a change are compared by their content.</summary>
    /// <param name="found">The files that are there.</param>
    /// <param name="folder">The folder they are in.</param>
    public bool IsOf(Dictionary<string, FoundFile> found, string folder)
    {
        if (found.Count != Files.Count)
            return false;
        foreach (var file in found.Values)
        {
            if (!Files.TryGetValue(file.Path, out var known) || !(known.IsOf(file) || IsContent(known, file, folder)))
                return false;
        }

        return true;
    }

    private bool IsContent(in FileStamp known, in FoundFile file, string folder)
    {
        if (known.Hash == 0 || !known.HasSame(file))
            return false;
        try
        {
            var now = FileStamp.Of(file.Time, File.ReadAllBytes(Path.Combine(folder, file.Path)));
            Files[file.Path] = now;
            return now.Hash == known.Hash && now.Size == known.Size;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Takes files as they were written.</summary>
    /// <param name="written">The files, by their full paths.</param>
    /// <param name="folder">The folder of the thing.</param>
    public void Take(IEnumerable<KeyValuePair<string, FileStamp>> written, string folder)
    {
        foreach (var (path, stamp) in written)
            Files[Path.GetRelativePath(folder, path).Replace('\\', '/')] = stamp;
    }

    /// <summary>Takes files as they were found before they were read.</summary>
    public void Take(Dictionary<string, FoundFile> found)
    {
        Files.Clear();
        foreach (var file in found.Values)
            Files[file.Path] = FileStamp.OfRead(file);
    }
}
