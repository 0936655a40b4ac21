using System.Buffers;
using System.Security.Cryptography;

namespace Leat.Artifacts.Local;

/// <summary>Names of files that are still being written, and of folders with parts of files. They are hidden from listings and cannot be
/// requested.</summary>
internal static class TemporaryFile
{
    private const string Prefix = ".leat-upload-";
    private const string Suffix = ".tmp";
    private const int IdLength = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Finds our files in a listing of a directory.</summary>
    public const string Pattern = $"{Prefix}*{Suffix}";

    /// <summary>No upload goes this long without a byte: whoever wrote the file has been killed.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <summary>A name that nobody else uses, in the same directory, so that a rename can put the file in its place.</summary>
    public static string NextTo(string fullPath) =>
        Path.Combine(Path.GetDirectoryName(fullPath)!, NewName());

    /// <summary>A name that nobody else uses.</summary>
    public static string NewName() => NameOf(NewId());

    /// <summary>An id that nobody can guess.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    /// <summary>The name that has this id.</summary>
    public static string NameOf(string id) => Prefix + id + Suffix;

    /// <summary>Whether nobody writes a file any more that was last written to at this time.</summary>
    public static bool IsAbandoned(DateTime lastWriteUtc, DateTimeOffset now) => now - lastWriteUtc >= AbandonedAfter;

    /// <summary>Whether a file name is exactly one of ours, not just similar: somebody may log a file with such a name.</summary>
    public static bool IsOne(string name) =>
        name.Length == Prefix.Length + IdLength + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
        && IsId(name.AsSpan(Prefix.Length, IdLength));

    /// <summary>Whether a text may be one of our ids.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdLength && !text.ContainsAnyExcept(HexDigits);

    /// <summary>Removes one of ours if nobody writes it any more, as after a kill in the middle of an upload.</summary>
    /// <returns>How many bytes that made free; null if it is still there.</returns>
    public static long? RemoveIfAbandoned(FileSystemInfo found, DateTimeOffset now)
    {
        try
        {
            var parts = found is DirectoryInfo folder ? folder.GetFiles() : [];
            if (parts.Append(found).Any(file => !IsAbandoned(file.LastWriteTimeUtc, now)))
                return null;
            var bytes = parts.Sum(part => part.Length) + ((found as FileInfo)?.Length ?? 0);
            if (found is DirectoryInfo abandoned)
                abandoned.Delete(recursive: true);
            else
                found.Delete();
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was gone already, or it is somebody else's to remove.
            return null;
        }
    }
}
