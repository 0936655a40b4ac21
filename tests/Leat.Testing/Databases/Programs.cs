namespace Leat.Testing.Databases;

/// <summary>Finds the programs of a database in Debian's locations and on the PATH.</summary>
internal static class Programs
{
    private static readonly string[] SystemFolders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];

    /// <summary>The absolute path of a program; null if it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(SystemFolders)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>The newest version folder with a <c>bin</c>, such as <c>/usr/lib/postgresql/15/bin</c>.</summary>
    public static string? NewestBin(string versions) =>
        !Directory.Exists(versions)
            ? null
            : Directory.GetDirectories(versions)
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _) && Directory.Exists(Path.Combine(folder, "bin")))
                .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), null))
                .Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault();
}
