using Leat.Core;
using Leat.Transfer.Stores;

namespace Leat.Transfer.Verify;

/// <summary>Compares runs with all they logged, a batch at a time.</summary>
internal sealed class RunVerification(
    ITransferSource source, ITrackingStore target, VerifyLedger ledger, Func<string, string?> nameInSource, Func<string, string?> nameHere)
{
    private const int MostRuns = 50;

    /// <summary>24 bytes each; longer histories are streamed.</summary>
    private const int MostPoints = 100_000;

    public async Task RunAsync(Action<long> tell, CancellationToken cancellationToken)
    {
        var done = 0L;
        await foreach (var page in source.ReadRunsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var batch in RunBatches.Of(page, MostRuns, MostPoints))
            {
                await foreach (var part in source.ReadInPartsAsync(batch, gone: null, cancellationToken).ConfigureAwait(false))
                {
                    if (target.Features.Bulk is { } bulk)
                        await CompareAsync(part, bulk, cancellationToken).ConfigureAwait(false);
                    else
                        await CompareByCallsAsync(part, cancellationToken).ConfigureAwait(false);
                    tell(done += part.Count);
                }
            }
        }
    }

    /// <summary>Compares runs with those of a store that answers call by call, such as a server.</summary>
    private async Task CompareByCallsAsync(IReadOnlyList<BulkRun> logged, CancellationToken cancellationToken)
    {
        var here = new Dictionary<string, Fingerprint>(StringComparer.Ordinal);
        var parts = LoggedParts.ReadAsync(
            (runs, cancellation) => new LoggedReader(target, MostPoints, cancellation).ReadAsync(runs),
            [.. logged.Select(run => new SourceRun(run.Info, DeletedTimeMs: null, Points: null))],
            gone: null,
            cancellationToken);
        await foreach (var part in parts.ConfigureAwait(false))
        {
            foreach (var run in part)
                here.Add(run.Info.RunId, PrintWithPointsOf(run, nameHere, out _));
        }

        foreach (var run in logged)
        {
            var print = PrintWithPointsOf(run, nameInSource, out var points);
            ledger.Points += points;
            ledger.Compare(TransferKind.Run, run.Info.RunId, print, here.GetValueOrDefault(run.Info.RunId));
        }
    }

    private static Fingerprint PrintWithPointsOf(BulkRun run, Func<string, string?> nameOf, out long points)
    {
        points = 0;
        var print = PrintOf(run, nameOf);
        foreach (var metric in run.Metrics)
        {
            var digest = SumOf(metric.Points);
            if (digest.Count > 0)
                print.AddDigest(NameOf(metric.Key), digest);
            points += digest.Count;
        }

        return print;
    }

    private async Task CompareAsync(IReadOnlyList<BulkRun> logged, IBulkLoad bulk, CancellationToken cancellationToken)
    {
        var known = await bulk.CountPointsAsync([.. logged.Select(run => run.Info.RunId)], cancellationToken).ConfigureAwait(false);
        var prints = new Dictionary<string, (Fingerprint Source, Fingerprint? Here)>(StringComparer.Ordinal);
        var series = new Dictionary<string, List<(string Run, long Points)>>(StringComparer.Ordinal);
        foreach (var run in logged)
        {
            var id = run.Info.RunId;
            var (print, here) = (PrintOf(run, nameInSource), known.ContainsKey(id) ? await target.Runs.GetRunAsync(id, cancellationToken).ConfigureAwait(false) : null);
            foreach (var metric in run.Metrics)
            {
                var digest = SumOf(metric.Points);
                if (digest.Count == 0)
                    continue;
                ledger.Points += digest.Count;
                print.AddDigest(NameOf(metric.Key), digest);
                Add(series, metric.Key, id, digest.Count);
            }

            foreach (var metric in here?.Data.Metrics ?? [])
                Add(series, metric.Key, id, 0);
            prints[id] = (print, here is null ? null : PrintOf(here));
        }

        foreach (var (key, runs) in series)
            await AddHistoriesAsync(key, runs, prints, cancellationToken).ConfigureAwait(false);
        foreach (var (id, (print, here)) in prints)
            ledger.Compare(TransferKind.Run, id, print, here);
    }

    private static Fingerprint PrintOf(BulkRun run, Func<string, string?> nameOf) =>
        Fingerprint.Of(run.Info, nameOf(run.Info.ExperimentId), run.Params, run.Tags, run.Inputs, run.Outputs);

    private Fingerprint PrintOf(Run run) =>
        Fingerprint.Of(run.Info, nameHere(run.Info.ExperimentId), run.Data.Params, run.Data.Tags, run.Inputs, run.Outputs);

    private static string NameOf(string metric) => $"the points of the metric '{metric}'";

    private static void Add(Dictionary<string, List<(string Run, long Points)>> series, string key, string run, long points)
    {
        if (!series.TryGetValue(key, out var runs))
            series.Add(key, runs = []);
        if (runs.Count == 0 || runs[^1].Run != run)
            runs.Add((run, points));
    }

    /// <summary>A source may give a point twice, which a store keeps once.</summary>
    private static Digest SumOf(IEnumerable<MetricPoint> points)
    {
        var sum = default(Digest);
        MetricPoint? last = null;
        foreach (var point in points)
        {
            var canonical = point with { Value = MetricValues.Canonical(point.Value) };
            if (last is { } before && MetricValues.CompareByStep(before, canonical) == 0)
                continue;
            sum += Digest.Of(canonical);
            last = canonical;
        }

        return sum;
    }

    /// <summary>Adds the histories of one metric in several runs here: in one read if they are short.</summary>
    private async Task AddHistoriesAsync(
        string key, List<(string Run, long Points)> runs, Dictionary<string, (Fingerprint Source, Fingerprint? Here)> prints, CancellationToken cancellationToken)
    {
        var expected = runs.Sum(run => run.Points);
        string[] there = [.. runs.Select(run => run.Run).Where(run => prints[run].Here is not null)];
        if (expected <= MostPoints)
        {
            var most = (int)expected + MostPoints;
            var histories = await target.Metrics.GetHistoryBulkAsync(there, key, most, cancellationToken).ConfigureAwait(false);
            if (histories.Sum(history => history.Points.Count) < most)
            {
                foreach (var history in histories)
                    Add(history.RunId, SumOf(history.Points));
                return;
            }
        }

        foreach (var run in there)
        {
            var sum = default(Digest);
            await foreach (var chunk in target.Metrics.StreamHistoryAsync(run, key, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                foreach (var point in chunk.Span)
                    sum += Digest.Of(point);
            }

            Add(run, sum);
        }

        void Add(string run, Digest sum)
        {
            if (sum.Count > 0)
                prints[run].Here!.AddDigest(NameOf(key), sum);
        }
    }
}
