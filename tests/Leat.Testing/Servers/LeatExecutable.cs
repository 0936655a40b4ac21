using System.Reflection;

namespace Leat.Testing.Servers;

/// <summary>The command line built together with the tests.</summary>
public static class LeatExecutable
{
    /// <summary>Absolute path of <c>Leat.Cli.dll</c>, in the same configuration as the tests.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(
        typeof(LeatExecutable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "LeatCliPath").Value!);
}
