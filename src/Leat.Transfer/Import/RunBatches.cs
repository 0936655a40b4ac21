namespace Leat.Transfer;

/// <summary>Cuts runs into batches by their number and that of their points.</summary>
internal static class RunBatches
{
    public static IEnumerable<List<SourceRun>> Of(IEnumerable<SourceRun> runs, int mostRuns, long mostPoints)
    {
        var batch = new List<SourceRun>();
        var points = 0L;
        foreach (var run in runs)
        {
            var own = run.Points ?? run.Estimate ?? mostPoints / mostRuns;
            if (batch.Count == mostRuns || (batch.Count > 0 && points + own > mostPoints))
            {
                yield return batch;
                (batch, points) = ([], 0);
            }

            batch.Add(run);
            points += own;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
