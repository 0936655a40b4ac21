using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Leat.Cli.CommandLine;

/// <summary>Prints <c>leat 0.1.0</c>.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    /// <summary>Leat's version, the same as that of the packages.</summary>
    public static string Version { get; } =
        typeof(ShowVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"leat {Version}");
        return ExitCode.Done;
    }
}
