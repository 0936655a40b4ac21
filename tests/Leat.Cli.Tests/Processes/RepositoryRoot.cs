namespace Leat.Cli.Tests.Processes;

/// <summary>The top of the repository that these tests were built in.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string File(string name) => System.IO.Path.Combine(Path, name);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(System.IO.Path.Combine(directory.FullName, "Leat.slnx")))
            directory = directory.Parent ?? throw new InvalidOperationException("No Leat.slnx above the test assembly.");
        return directory.FullName;
    }
}
