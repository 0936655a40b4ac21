using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked.Experiments;

/// <summary>The experiment that a command works on.</summary>
internal static class ExperimentOption
{
    public static NamedThing One() => new("experiment", "Its id or name.", new Setting("--experiment-id", "ID", "The experiment's id or name", shortForm: "-x"));
}
