namespace Leat.Conformance.Tests.Playing;

/// <summary>The recorded scenarios in this project, and those of them that wait for a later milestone.</summary>
internal static class ScenarioLibrary
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios");

    /// <summary><c>area/name</c> of every scenario, in order.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The content of <c>waiting.txt</c>: scenario and reason.</summary>
    public static IReadOnlyDictionary<string, string> Waiting { get; } =
        WaitingList.Parse(File.ReadLines(Path.Combine(Folder, "waiting.txt")));

    public static Scenario Load(string id) => Scenario.Parse(File.ReadAllBytes(Path.Combine(Folder, id + ".json")));
}
