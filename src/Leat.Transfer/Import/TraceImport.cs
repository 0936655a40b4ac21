using Leat.Core;

namespace Leat.Transfer;

/// <summary>Brings traces with their spans and assessments. One that is there stays as it is.</summary>
internal sealed class TraceImport(
    ITransferSource source, ITrackingStore target, IReadOnlyDictionary<string, string> experiments, ImportLedger ledger, bool dryRun)
{
    /// <summary>Spans may be long.</summary>
    private const int MostTraces = 50;

    private readonly ImportBatch _batch = new(ledger, TransferKind.Trace);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadTraceIdsAsync(cancellationToken).ConfigureAwait(false))
        {
            var taken = await target.Bulk.FindTakenAsync(BulkKind.Trace, page, cancellationToken).ConfigureAwait(false);
            ledger.Kept(TransferKind.Trace, taken.Count);
            foreach (var ids in page.Where(id => !taken.Contains(id)).Chunk(MostTraces))
            {
                if (dryRun)
                    ledger.Added(TransferKind.Trace, ids.Length);
                else
                    await BringAsync(ids, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task BringAsync(string[] ids, CancellationToken cancellationToken)
    {
        var admitted = new List<SourceTrace>(ids.Length);
        foreach (var trace in await source.ReadTracesAsync(ids, cancellationToken).ConfigureAwait(false))
        {
            if (experiments.TryGetValue(trace.Trace.Info.ExperimentId, out var experiment))
                admitted.Add(trace with { Trace = trace.Trace with { Info = trace.Trace.Info with { ExperimentId = experiment } } });
            else
                ledger.LeftOut(TransferKind.Trace, IdOf(trace), $"Its experiment {trace.Trace.Info.ExperimentId} was left out.");
        }

        var stored = await _batch.LoadAsync(
            admitted, IdOf, traces => target.Bulk.LoadTracesAsync([.. traces.Select(trace => trace.Trace)], CancellationToken.None)).ConfigureAwait(false);
        foreach (var trace in stored.Where(trace => trace.Fault is not null))
            ledger.Note(new TransferNote(TransferKind.Trace, IdOf(trace), IsLoss: true, trace.Fault!));
        await LinkAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    private async Task LinkAsync(IReadOnlyList<SourceTrace> traces, CancellationToken cancellationToken)
    {
        var links = traces.SelectMany(trace => trace.RunIds.Select(run => (Run: run, Trace: IdOf(trace)))).ToLookup(link => link.Run, link => link.Trace, StringComparer.Ordinal);
        foreach (var run in links)
        {
            try
            {
                await target.Traces.LinkTracesToRunAsync(TraceLinks.Create(run.Key, [.. run]), cancellationToken).ConfigureAwait(false);
            }
            catch (LeatException error) when (error.Code is ErrorCode.ResourceDoesNotExist or ErrorCode.InvalidParameterValue)
            {
                ledger.Note(new TransferNote(TransferKind.Trace, run.First(), IsLoss: true, $"Its link to the run {run.Key} was left out: {error.Message}"));
            }
        }
    }

    private static string IdOf(SourceTrace trace) => trace.Trace.Info.TraceId;
}
