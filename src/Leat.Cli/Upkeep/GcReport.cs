using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Cli.Upkeep;

/// <summary>Writes what <c>leat gc</c> does, a line each: results to one writer, notes and errors to another.</summary>
internal sealed class GcReport(GarbageRequest request, TextWriter output, TextWriter notes) : IGarbageReport
{
    public void Removed(PurgeItem item) => output.WriteLine($"{NameOf(item)} has been permanently deleted.");

    public void Measured(PurgeItem item, PurgeSize size, long bytes)
    {
        var parts = item.Kind == PurgeKind.Experiment
            ? $"{ByteText.Count(size.Runs, "run")}, {ByteText.Count(size.Models, "logged model")}, "
            : "";
        output.WriteLine(
            $"{NameOf(item)} would be permanently deleted: {parts}{ByteText.Count(size.Points, "point")}, {ByteText.Of(bytes)} of files.");
    }

    public void Unreachable(string artifactUri, string reason) =>
        notes.WriteLine($"{(request.Force ? "note" : "leat")}: files at '{artifactUri}' cannot be reached: {reason.TrimEnd('.')}.");

    public void Kept(PurgeItem item) => notes.WriteLine($"{NameOf(item)} is kept.");

    public void Restored(PurgeItem experiment) =>
        notes.WriteLine($"note: experiment {experiment.Id} stays: it was restored meanwhile, or a run in it was restored on its own.");

    public void PartlyRemoved(PurgeItem experiment) => notes.WriteLine(
        $"note: experiment {experiment.Id} is removed except for parts whose files cannot be reached; the next gc continues with it.");

    /// <summary>The last line.</summary>
    public void SumUp(GarbageResult result)
    {
        var (size, experiments, bytes, kept) = result;
        var what = $"{ByteText.Count(size.Runs, "run")}, {ByteText.Count(experiments, "experiment")}, {ByteText.Count(size.Models, "logged model")}";
        var stays = kept == 0 ? "" : $" {kept} kept, since their files cannot be reached (--force removes them none the less).";
        output.WriteLine(request.DryRun
            ? $"Would remove {what}, {ByteText.Count(size.Points, "point")} and {ByteText.Of(bytes)} of files. Nothing was removed.{stays}"
            : $"Removed {what}.{stays}");
    }

    /// <summary>What became of shared contents, if there was anything to do.</summary>
    public void Collected(CollectedContents contents)
    {
        if (contents.Removed > 0)
            output.WriteLine($"Removed {ByteText.Count(contents.Removed, "content")} that no file has any more.");
        if (contents.Condemned > 0)
            output.WriteLine($"{ByteText.Count(contents.Condemned, "content")} that no file has any more will be removed by a later 'leat gc'.");
    }

    private static string NameOf(PurgeItem item) => item.Kind switch
    {
        PurgeKind.Run => $"Run with ID {item.Id}",
        PurgeKind.Experiment => $"Experiment with ID {item.Id}",
        _ => $"Logged model with ID {item.Id}",
    };
}
