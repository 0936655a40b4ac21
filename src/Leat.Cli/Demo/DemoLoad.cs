using System.Diagnostics;
using System.Globalization;
using Leat.Cli.Upkeep;
using Leat.Core;

namespace Leat.Cli.Demo;

/// <summary>Loads the requested data in batches, generating each one while the previous one is stored.</summary>
internal sealed class DemoLoad(ITrackingStore store, DemoRequest request, TextWriter progress)
{
    /// <summary>About 30,000 rows per transaction: enough that commit costs do not matter, yet the writer is free again after a tenth of a
    /// second.</summary>
    private const int RunsPerBatch = 1_000;

    /// <summary>A batch ends earlier if its runs are long, because packed points are held in memory.</summary>
    private const long PointsPerBatch = 1_000_000;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _told;

    /// <summary>Loads everything into a new experiment.</summary>
    /// <returns>The time it took.</returns>
    public async Task<TimeSpan> RunAsync(string experimentId, CancellationToken cancellationToken)
    {
        var runs = new DemoRuns(request, experimentId);
        var plan = new DemoPlan(request);
        var storing = Task.CompletedTask;
        var (doneRuns, donePoints) = (0L, 0L);
        while (doneRuns < request.Runs)
        {
            var batch = new List<BulkRun>(RunsPerBatch);
            var points = 0L;
            while (batch.Count < RunsPerBatch && points < PointsPerBatch && doneRuns + batch.Count < request.Runs)
            {
                var index = doneRuns + batch.Count;
                var own = plan.PointsOf(index);
                batch.Add(runs.Make(index, own));
                points += own;
            }

            await storing;
            Tell(doneRuns, donePoints);
            cancellationToken.ThrowIfCancellationRequested();
            storing = store.Bulk.LoadAsync(batch, CancellationToken.None);
            doneRuns += batch.Count;
            donePoints += points;
        }

        await storing;
        return _clock.Elapsed;
    }

    private void Tell(long runs, long points)
    {
        var now = _clock.Elapsed;
        if (now - _told < TimeSpan.FromSeconds(5))
            return;
        _told = now;
        progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * runs / request.Runs:0} %: {ByteText.Count(runs, "run")}, {ByteText.Count(points, "point")}, {points / now.TotalSeconds:N0} points/s"));
    }
}
