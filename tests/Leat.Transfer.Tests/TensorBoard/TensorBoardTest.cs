using Leat.Core;
using Leat.Transfer.TensorBoard;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>What tests of log directories share.</summary>
public abstract class TensorBoardTest : TransferTest
{
    protected const double Start = 1_700_000_000;

    protected string Logs => Path.Combine(Folder, "runs");

    protected virtual long MostPoints => 4_000_000;

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    protected override Task<ITransferSource> OpenSourceAsync() => Task.FromResult<ITransferSource>(TensorBoardDirectory.TryOpen(Logs, null, MostPoints)!);

    protected string FileOf(string run, int number = 0) => Path.Combine(Logs, run, $"events.out.tfevents.{1_700_000_000 + number}.host.1.{number}");

    /// <summary>Writes the events of a run.</summary>
    protected void Write(string run, params byte[][] events) => EventFileWriter.Write(FileOf(run), [Events.Version(Start), .. events]);

    /// <summary>The only run of a store.</summary>
    protected static async Task<Run> RunAsync(ITrackingStore store) => (await RunsAsync(store)).Single();

    protected static async Task<Run> RunAsync(ITrackingStore store, string name) => (await RunsAsync(store)).Single(run => run.Info.RunName == name);

    protected static string? TagOf(Run run, string key) => run.Data.Tags.FirstOrDefault(tag => tag.Key == key).Value;

    protected static async Task<List<string>> HistoryAsync(ITrackingStore store, Run run, string key) =>
        [.. (await store.Metrics.GetHistoryAsync(run.Info.RunId, key, cancellationToken: Cancel)).Items.Select(point => Invariant($"{point.Step}|{point.TimestampMs}|{point.Value:R}"))];
}
