using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>Reads a source in bounded pieces and hands each thing to a target: experiments first, then runs, logged models, the registry and
/// traces. Where runs were chosen, only their experiments, models and traces are taken, and no registry.</summary>
/// <param name="source">What to read.</param>
/// <param name="experiments">The ids of the experiments to take, without the model registry; null for everything.</param>
/// <param name="progress">Is told how far it has come.</param>
/// <param name="tally">Counts what the target wrote.</param>
internal sealed class ExportWalk(ITransferSource source, IReadOnlySet<string>? experiments, IProgress<ImportProgress> progress, ExportTally tally)
{
    private const int MostRuns = 500;
    private const long MostPoints = 500_000;
    private const int MostTraces = 50;

    /// <summary>The runs that were written, if they were chosen.</summary>
    private readonly HashSet<string> _runs = new(StringComparer.Ordinal);

    /// <summary>The logged models that these runs used or made.</summary>
    private readonly HashSet<string> _models = new(StringComparer.Ordinal);

    public async Task RunAsync(IExportTarget target, CancellationToken cancellationToken)
    {
        await WriteRunsAsync(target, cancellationToken).ConfigureAwait(false);
        await foreach (var page in source.ReadModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var model in page.Where(one => IsTaken(one.Model.ExperimentId) && IsOfRuns(one.Model)))
                await target.WriteAsync(model).ConfigureAwait(false);
        }

        if (experiments is null && !source.HasChosenRuns)
        {
            await foreach (var model in source.ReadRegisteredModelsAsync(cancellationToken).ConfigureAwait(false))
                await target.WriteAsync(model).ConfigureAwait(false);
        }

        await WriteTracesAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteRunsAsync(IExportTarget target, CancellationToken cancellationToken)
    {
        var size = await source.MeasureAsync(cancellationToken).ConfigureAwait(false);
        var waiting = new Dictionary<string, Experiment>(StringComparer.Ordinal);
        foreach (var experiment in (await source.ReadExperimentsAsync(cancellationToken).ConfigureAwait(false)).Where(one => IsTaken(one.ExperimentId)))
        {
            if (source.HasChosenRuns)
                waiting[experiment.ExperimentId] = experiment;
            else
                await target.WriteAsync(experiment).ConfigureAwait(false);
        }

        await foreach (var page in source.ReadRunsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var batch in RunBatches.Of(page.Where(run => IsTaken(run.Info.ExperimentId)), MostRuns, MostPoints))
            {
                await foreach (var part in source.ReadInPartsAsync(batch, NoteGone, cancellationToken).ConfigureAwait(false))
                {
                    foreach (var run in part)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        if (waiting.Remove(run.Info.ExperimentId, out var experiment))
                            await target.WriteAsync(experiment).ConfigureAwait(false);
                        if (source.HasChosenRuns)
                            Remember(run);
                        await target.WriteAsync(run).ConfigureAwait(false);
                    }
                }

                progress.Report(new ImportProgress(tally.Runs, tally.Points, size));
            }
        }
    }

    private void NoteGone(SourceRun run) => tally.Note(TransferKind.Run, run.Info.RunId, "It was removed from the source while it was read.", isLoss: false);

    private async Task WriteTracesAsync(IExportTarget target, CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadTraceIdsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var ids in page.Chunk(MostTraces))
            {
                foreach (var trace in await source.ReadTracesAsync(ids, cancellationToken).ConfigureAwait(false))
                {
                    if (!IsTaken(trace.Trace.Info.ExperimentId) || (source.HasChosenRuns && !trace.RunIds.Any(_runs.Contains)))
                        continue;
                    await target.WriteAsync(trace).ConfigureAwait(false);
                    if (trace.Fault is { } fault)
                        tally.Note(TransferKind.Trace, trace.Trace.Info.TraceId, fault);
                }
            }
        }
    }

    private void Remember(BulkRun run)
    {
        _runs.Add(run.Info.RunId);
        _models.UnionWith(run.Inputs.ModelIds);
        _models.UnionWith(run.Outputs.Select(output => output.ModelId));
    }

    private bool IsOfRuns(LoggedModel model) => !source.HasChosenRuns || _runs.Contains(model.SourceRunId) || _models.Contains(model.ModelId);

    private bool IsTaken(string experiment) => experiments?.Contains(experiment) != false;
}
