namespace Leat.Architecture.Tests.Repository;

/// <summary>The files of this repository, without build and runtime output.</summary>
internal static class RepositoryTree
{
    private static readonly string[] Generated =
        ["bin", "obj", ".git", ".build", ".vs", ".idea", "node_modules", "TestResults", "mlruns", "mlartifacts"];

    /// <summary>The directory that holds <c>Leat.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with <c>/</c>.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. FilesBelow(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static IEnumerable<string> FilesBelow(string directory)
    {
        var below = Directory.EnumerateDirectories(directory)
            .Where(child => !Generated.Contains(Path.GetFileName(child), StringComparer.Ordinal));
        // In a worktree .git is a file.
        var files = Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file) != ".git");
        return files.Concat(below.SelectMany(FilesBelow));
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Leat.slnx")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("No Leat.slnx above the test assembly.");
    }
}
