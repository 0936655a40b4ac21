namespace Leat.Artifacts.Local;

/// <summary>Names of files that are still being written. They are hidden from listings and cannot be requested.</summary>
internal static class TemporaryFile
{
    private const string Prefix = ".leat-upload-";
    private const string Suffix = ".tmp";
    private const int GuidLength = 32;

    /// <summary>Finds our files in a listing of a directory.</summary>
    public const string Pattern = $"{Prefix}*{Suffix}";

    /// <summary>No upload goes this long without a byte: whoever wrote the file has been killed.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <summary>A name that nobody else uses, in the same directory, so that a rename can put the file in its place.</summary>
    public static string NextTo(string fullPath) =>
        Path.Combine(Path.GetDirectoryName(fullPath)!, $"{Prefix}{Guid.NewGuid():N}{Suffix}");

    /// <summary>Whether a file name is exactly one of ours, not just similar: somebody may log a file with such a name.</summary>
    public static bool IsOne(string name) =>
        name.Length == Prefix.Length + GuidLength + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
        && Guid.TryParseExact(name.AsSpan(Prefix.Length, GuidLength), "N", out _);

    /// <summary>Removes one of our files if nobody writes it any more, as after a kill in the middle of an upload.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool RemoveIfAbandoned(FileSystemInfo file, DateTimeOffset now)
    {
        if (now - file.LastWriteTimeUtc < AbandonedAfter)
            return false;
        try
        {
            file.Delete();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was gone already, or it is somebody else's to remove.
            return false;
        }
    }
}
