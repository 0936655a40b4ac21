using Leat.Artifacts;
using Leat.Cli.Tracked.Experiments;
using Leat.Cli.Tracked.Runs;

namespace Leat.Cli.Tracked;

/// <summary>The commands on what is tracked: one line registers each.</summary>
internal static class TrackedWords
{
    public static IEnumerable<TrackedCommands> All(ArtifactSchemes artifacts)
    {
        var opener = new TrackingOpener(artifacts);
        yield return new TrackedCommands(
            "experiments",
            "Lists, shows, creates, renames and deletes experiments.",
            new ExperimentsListCommand(opener),
            new ExperimentsShowCommand(opener),
            new ExperimentsCreateCommand(opener),
            new ExperimentsRenameCommand(opener),
            ExperimentChangeCommand.Delete(opener),
            ExperimentChangeCommand.Restore(opener),
            new RunsCsvCommand(opener, "experiments"));
        yield return new TrackedCommands(
            "runs",
            "Lists, shows, compares, tags and deletes runs, and logs to them.",
            new RunsListCommand(opener),
            new RunsShowCommand(opener),
            new RunsCompareCommand(opener),
            new RunsCreateCommand(opener),
            new RunsLogCommand(opener),
            new RunsTagCommand(opener),
            RunChangeCommand.Delete(opener),
            RunChangeCommand.Restore(opener),
            new RunsCsvCommand(opener, "runs"));
    }
}
