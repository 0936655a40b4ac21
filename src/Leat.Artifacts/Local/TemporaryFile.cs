namespace Leat.Artifacts.Local;

/// <summary>Names of files that are still being written. They are hidden from listings and cannot be asked for.</summary>
internal static class TemporaryFile
{
    private const string Prefix = ".leat-upload-";
    private const string Suffix = ".tmp";

    /// <summary>A name that nobody else uses, in the same directory, so that a rename can put the file in its place.</summary>
    public static string NextTo(string fullPath) =>
        Path.Combine(Path.GetDirectoryName(fullPath)!, $"{Prefix}{Guid.NewGuid():N}{Suffix}");

    /// <summary>Whether a file name is one of ours.</summary>
    public static bool IsOne(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
}
