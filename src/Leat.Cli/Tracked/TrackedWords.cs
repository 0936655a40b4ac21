using Leat.Artifacts;
using Leat.Cli.Tracked.Artifacts;
using Leat.Cli.Tracked.Datasets;
using Leat.Cli.Tracked.Experiments;
using Leat.Cli.Tracked.Metrics;
using Leat.Cli.Tracked.Models;
using Leat.Cli.Tracked.Runs;
using Leat.Cli.Upkeep;

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
        yield return new TrackedCommands("metrics", "Shows metrics of runs.", new MetricsShowCommand(opener));
        yield return new TrackedCommands(
            "artifacts",
            "Lists, uploads and downloads files of runs, and checks files that share contents.",
            new ArtifactsListCommand(opener),
            ArtifactsUploadCommand.Upload(opener),
            new ArtifactsDownloadCommand(opener),
            new ArtifactsCatCommand(opener),
            ArtifactsUploadCommand.LogArtifact(opener),
            ArtifactsUploadCommand.LogArtifacts(opener),
            ContentsCommand.Verify(artifacts),
            ContentsCommand.Plain(artifacts));
        yield return new TrackedCommands(
            "models",
            "Lists, shows, registers and deletes registered models and their versions.",
            new ModelsListCommand(opener),
            new ModelsShowCommand(opener),
            new ModelsRegisterCommand(opener),
            new ModelsAliasCommand(opener),
            new ModelsStageCommand(opener),
            new ModelsDeleteCommand(opener));
        yield return new TrackedCommands("datasets", "Lists the datasets that runs used.", new DatasetsListCommand(opener));
    }
}
