using Leat.Core;

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
                await CompareAsync(batch, cancellationToken).ConfigureAwait(false);
                tell(done += batch.Count);
            }
        }
    }

    private async Task CompareAsync(IReadOnlyList<SourceRun> batch, CancellationToken cancellationToken)
    {
        var logged = await source.ReadLoggedAsync(batch, cancellationToken).ConfigureAwait(false);
        var known = await target.Bulk.CountPointsAsync([.. logged.Select(run => run.Info.RunId)], cancellationToken).ConfigureAwait(false);
        var prints = new Dictionary<string, (Fingerprint Source, Fingerprint? Here)>(StringComparer.Ordinal);
        var series = new Dictionary<string, List<(string Run, long Points)>>(StringComparer.Ordinal);
        foreach (var run in logged)
        {
            var id = run.Info.RunId;
            var (print, here) = (PrintOf(run), known.ContainsKey(id) ? await target.Runs.GetRunAsync(id, cancellationToken).ConfigureAwait(false) : null);
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

    private Fingerprint PrintOf(BulkRun run) =>
        Fingerprint.Of(run.Info, nameInSource(run.Info.ExperimentId), run.Params, run.Tags, run.Inputs, run.Outputs);

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
