using System.Security.Cryptography;

namespace Leat.Durability.Tests.Fuzz;

/// <summary>The contents of a folder, to detect added, changed and removed files.</summary>
internal static class FolderSnapshot
{
    /// <summary>One line per file and folder, except those that the server owns.</summary>
    /// <param name="folder">Where to begin.</param>
    /// <param name="owned">Path prefixes where the server may do what it likes.</param>
    public static IReadOnlyList<string> Take(string folder, IReadOnlyList<string> owned) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(path => !owned.Any(own => path.StartsWith(own, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(Describe),
    ];

    private static string Describe(string path) => Directory.Exists(path)
        ? path + "/"
        : $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}";
}
