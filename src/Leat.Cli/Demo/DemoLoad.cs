using System.Diagnostics;
using System.Globalization;
using Leat.Cli.Upkeep;
using Leat.Core;

namespace Leat.Cli.Demo;

/// <summary>Loads what was asked for batch by batch, the next one made while the last is stored.</summary>
internal sealed class DemoLoad(ITrackingStore store, DemoRequest request, TextWriter progress)
{
    /// <summary>Some 30,000 rows a transaction: large enough that commits do not count, and the writer is free again after a tenth of a second.</summary>
    private const int RunsPerBatch = 1_000;

    /// <summary>A batch ends sooner if its runs are long: packed points are held in memory.</summary>
    private const long PointsPerBatch = 1_000_000;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _told;

    /// <summary>Loads everything into a new experiment.</summary>
    /// <returns>How long it took.</returns>
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
