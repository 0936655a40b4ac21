using System.CommandLine;
using System.CommandLine.Invocation;

namespace Leat.Cli.CommandLine;

/// <summary>Prints a command's help page to stdout.</summary>
internal sealed class ShowHelp : SynchronousCommandLineAction
{
    private const int WidthInFiles = 100;

    /// <summary>Help is shown even if the rest of the command line is invalid.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(HelpPage.Of(parseResult.CommandResult.Command, Width()));
        return ExitCode.Done;
    }

    /// <summary>How wide pages are.</summary>
    public static int Width() => Console.IsOutputRedirected ? WidthInFiles : Math.Clamp(Console.WindowWidth, 60, 120);
}
