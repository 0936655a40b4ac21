using System.Threading.Channels;
using Leat.Core;

namespace Leat.Transfer;

/// <summary>Brings runs. A batch is read from the source while the one before it is stored.</summary>
internal sealed class RunImport(
    ITransferSource source, ITrackingStore target, IReadOnlyDictionary<string, string> experiments, ImportLedger ledger, bool dryRun)
{
    /// <summary>Enough that commits do not matter.</summary>
    private const int MostRuns = 200;

    /// <summary>24 bytes each, of three batches at a time: one is read, one waits, one is stored.</summary>
    private const long MostPoints = 200_000;

    private readonly RunAdmission _admission = new(ledger, TimeProvider.System);
    private long _done;

    /// <summary>Brings all runs.</summary>
    /// <param name="tell">Is told how many are done.</param>
    /// <param name="cancellationToken">Ends the import between two batches.</param>
    public async Task RunAsync(Action<long> tell, CancellationToken cancellationToken)
    {
        var batches = Channel.CreateBounded<IReadOnlyList<BulkRun>>(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await LoadAsync(batch, cancellationToken).ConfigureAwait(false);
                tell(Interlocked.Add(ref _done, batch.Count));
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading.ConfigureAwait(false);
        tell(Interlocked.Read(ref _done));
    }

    private async Task ReadAsync(ChannelWriter<IReadOnlyList<BulkRun>> batches, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var page in source.ReadRunsAsync(cancellationToken).ConfigureAwait(false))
                await ReadPageAsync(page, batches, cancellationToken).ConfigureAwait(false);
            batches.Complete();
        }
        catch (Exception error)
        {
            batches.Complete(error);
            throw;
        }
    }

    private async Task ReadPageAsync(IReadOnlyList<SourceRun> page, ChannelWriter<IReadOnlyList<BulkRun>> batches, CancellationToken cancellationToken)
    {
        var taken = page.Where(IsTaken).ToList();
        var there = await target.Bulk.CountPointsAsync([.. taken.Select(run => run.Info.RunId)], cancellationToken).ConfigureAwait(false);
        foreach (var batch in RunBatches.Of(taken.Where(run => !there.ContainsKey(run.Info.RunId)), MostRuns, MostPoints))
        {
            if (dryRun)
            {
                ledger.Added(TransferKind.Run, batch.Count);
                foreach (var run in batch)
                    ledger.AddPoints(run.Points);
                Interlocked.Add(ref _done, batch.Count);
                continue;
            }

            await foreach (var part in source.ReadInPartsAsync(batch, NoteGone, cancellationToken).ConfigureAwait(false))
            {
                ledger.Added(TransferKind.Run, part.Count);
                await batches.WriteAsync([.. part.Select(run => _admission.Admit(run, experiments[run.Info.ExperimentId]))], cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var batch in RunBatches.Of(taken.Where(run => there.ContainsKey(run.Info.RunId)), MostRuns, MostPoints))
            await CompleteAsync(batch, there, cancellationToken).ConfigureAwait(false);
    }

    private async Task CompleteAsync(List<SourceRun> batch, IReadOnlyDictionary<string, long?> there, CancellationToken cancellationToken)
    {
        var completion = new RunCompletion(target, _admission, ledger, dryRun);
        var full = batch.Where(run => run.Points is { } points && points == there[run.Info.RunId]).Select(run => run.Info.RunId).ToHashSet(StringComparer.Ordinal);
        var asked = batch.ConvertAll(run => full.Contains(run.Info.RunId) ? run with { Points = 0 } : run);
        await foreach (var part in source.ReadInPartsAsync(asked, NoteGone, cancellationToken).ConfigureAwait(false))
        {
            foreach (var run in part)
            {
                await completion.RunAsync(run, full.Contains(run.Info.RunId), cancellationToken).ConfigureAwait(false);
                Interlocked.Increment(ref _done);
            }
        }
    }

    private void NoteGone(SourceRun run)
    {
        Interlocked.Increment(ref _done);
        ledger.Note(new TransferNote(TransferKind.Run, run.Info.RunId, IsLoss: false, "It was removed from the source while it was read."));
    }

    private bool IsTaken(SourceRun run)
    {
        if (run.Info.ArtifactUri.Length > 0)
            ledger.Place(run.Info.ArtifactUri);
        if (!experiments.ContainsKey(run.Info.ExperimentId))
        {
            ledger.LeftOut(TransferKind.Run, run.Info.RunId, $"Its experiment {run.Info.ExperimentId} was left out.");
            return false;
        }

        try
        {
            RunRules.CheckRunId(run.Info.RunId);
            TextRules.CheckStorable("run_name", run.Info.RunName + run.Info.UserId + run.Info.ArtifactUri);
            return true;
        }
        catch (LeatException error)
        {
            ledger.LeftOut(TransferKind.Run, run.Info.RunId, error.Message);
            return false;
        }
    }

    private async Task LoadAsync(IReadOnlyList<BulkRun> batch, CancellationToken cancellationToken)
    {
        var points = 0L;
        var counted = batch.Select(run => run with
        {
            Metrics = [.. run.Metrics.Select(series => series with { Points = Counted(series.Points) })],
        }).ToList();

        // What has begun is finished: the next import finds whole batches.
        await target.Bulk.LoadAsync(counted, CancellationToken.None).ConfigureAwait(false);
        ledger.AddPoints(points);
        cancellationToken.ThrowIfCancellationRequested();

        IEnumerable<MetricPoint> Counted(IEnumerable<MetricPoint> series)
        {
            foreach (var point in series)
            {
                points++;
                yield return point;
            }
        }
    }
}
