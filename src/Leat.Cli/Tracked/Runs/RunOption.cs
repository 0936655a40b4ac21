using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked.Runs;

/// <summary>The run that a command works on.</summary>
internal static class RunOption
{
    public static NamedThing One() => new("run", "Its id.", new Setting("--run-id", "ID", "The run's id", shortForm: "-r"));
}
