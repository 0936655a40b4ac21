using System.Reflection;

namespace Leat.Client.Tests.Processes;

/// <summary>Values that the build passed to this test project.</summary>
internal static class BuildFacts
{
    public static string ExitProbePath => Path.GetFullPath(Value(nameof(ExitProbePath)));

    public static string SourceDirectory => Path.GetFullPath(Value(nameof(SourceDirectory)));

    public static string Configuration => Value(nameof(Configuration));

    private static string Value(string key) => typeof(BuildFacts).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
