using System.Security.Cryptography;

namespace Leat.Durability.Tests.Fuzz;

/// <summary>What lies in a folder, to see whether anything has been added, changed or removed.</summary>
internal static class FolderSnapshot
{
    /// <summary>A line for each file and folder, but for those that the server owns.</summary>
    /// <param name="folder">Where to begin.</param>
    /// <param name="owned">Paths whose beginning means that the server may do with it what it likes.</param>
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
