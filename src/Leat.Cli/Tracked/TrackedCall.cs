using System.CommandLine;
using Leat.Cli.CommandLine;
using Leat.Client;

namespace Leat.Cli.Tracked;

/// <summary>One run of a command, with what it works on.</summary>
/// <param name="Result">The command line.</param>
/// <param name="Settings">The command line with the environment behind it.</param>
/// <param name="Client">Opened; whoever made the call closes it.</param>
/// <param name="Cancellation">Ctrl-C.</param>
internal sealed record TrackedCall(ParseResult Result, SettingReader Settings, LeatClient Client, CancellationToken Cancellation)
{
    public TextWriter Output => Result.InvocationConfiguration.Output;

    public TextWriter Error => Result.InvocationConfiguration.Error;
}
