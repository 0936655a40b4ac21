using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked.Artifacts;

/// <summary>Options that commands on files share.</summary>
internal static class ArtifactOption
{
    public static Setting Path(string description) => new("--artifact-path", "PATH", description, shortForm: "-a");
}
