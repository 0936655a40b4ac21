using Leat.Core;

namespace Leat.Transfer;

/// <summary>Gives a run that is there what it lacks: points, params, tags, inputs, outputs, its end, a later one too if it went on in the source. What
/// differs stays as it is here.</summary>
internal sealed class RunCompletion(ITrackingStore target, RunAdmission admission, ImportLedger ledger, bool dryRun)
{
    /// <summary>Completes a run.</summary>
    /// <param name="logged">The run in the source.</param>
    /// <param name="hasAllPoints">Whether it is known to have all its points here; they were not read then.</param>
    /// <param name="cancellationToken">Ends the completion between two writes.</param>
    public async Task RunAsync(BulkRun logged, bool hasAllPoints, CancellationToken cancellationToken)
    {
        var here = await target.Runs.GetRunAsync(logged.Info.RunId, cancellationToken).ConfigureAwait(false);
        var run = admission.Admit(logged, here.Info.ExperimentId);
        var missing = new MissingParts(
            [.. run.Params.Where(param => here.Data.Params.All(known => known.Key != param.Key))],
            [.. run.Tags.Where(tag => here.Data.Tags.All(known => known.Key != tag.Key))],
            hasAllPoints ? [] : await FindPointsAsync(run, cancellationToken).ConfigureAwait(false),
            [.. run.Inputs.Datasets.Where(input => here.Inputs.Datasets.All(known => KeyOf(known) != KeyOf(input)))],
            [.. run.Inputs.ModelIds.Except(here.Inputs.ModelIds, StringComparer.Ordinal)],
            [.. run.Outputs.Where(output => here.Outputs.All(known => known.ModelId != output.ModelId))],
            !IsOpen(run.Info.Status) && (IsOpen(here.Info.Status) || run.Info.EndTimeMs > here.Info.EndTimeMs));
        NoteDifferences(run, here, missing.HasEnd);
        if (missing.IsNothing)
        {
            ledger.Kept(TransferKind.Run);
            return;
        }

        if (here.Info.LifecycleStage == LifecycleStage.Deleted)
        {
            ledger.LeftOut(TransferKind.Run, run.Info.RunId, "The source has more of it, but it is deleted here: restore it and import again.");
            return;
        }

        if (!dryRun)
            await WriteAsync(run, missing, cancellationToken).ConfigureAwait(false);
        ledger.AddPoints(missing.Points.Count);
        ledger.Completed(TransferKind.Run);
    }

    private static bool IsOpen(RunStatus status) => status is RunStatus.Running or RunStatus.Scheduled;

    private static (string Name, string Digest) KeyOf(DatasetInput input) => (input.Dataset.Name, input.Dataset.Digest);

    private void NoteDifferences(BulkRun run, Run here, bool hasEnd)
    {
        var differing = new List<string>();
        differing.AddRange(run.Params
            .Where(param => here.Data.Params.Any(known => known.Key == param.Key && known.Value != param.Value))
            .Select(param => $"the param '{param.Key}'"));
        differing.AddRange(run.Tags
            .Where(tag => here.Data.Tags.Any(known => known.Key == tag.Key && known.Value != tag.Value))
            .Select(tag => $"the tag '{tag.Key}'"));
        if (run.Info.LifecycleStage != here.Info.LifecycleStage)
            differing.Add("whether it is deleted");
        if (run.Info.Status != here.Info.Status && !hasEnd)
            differing.Add("its status");
        if (run.Info.RunName != here.Info.RunName)
            differing.Add("its name");
        if (differing.Count > 0)
            ledger.Note(new TransferNote(TransferKind.Run, run.Info.RunId, IsLoss: false, $"Not as in the source, and left as it is here: {string.Join(", ", differing)}."));
    }

    private async Task<List<Metric>> FindPointsAsync(BulkRun run, CancellationToken cancellationToken)
    {
        var missing = new List<Metric>();
        foreach (var series in run.Metrics)
        {
            var known = new HashSet<MetricPoint>();
            await foreach (var chunk in target.Metrics.StreamHistoryAsync(run.Info.RunId, series.Key, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                foreach (var point in chunk.Span)
                    known.Add(point);
            }

            missing.AddRange(series.Points
                .Select(point => point with { Value = MetricValues.Canonical(point.Value) })
                .Where(known.Add)
                .Select(point => new Metric(series.Key, point.Value, point.TimestampMs, point.Step)));
        }

        return missing;
    }

    private async Task WriteAsync(BulkRun run, MissingParts missing, CancellationToken cancellationToken)
    {
        var id = run.Info.RunId;
        foreach (var some in missing.Params.Chunk(LogRules.MaxParamsPerBatch))
            await LogAsync(LogBatch.Create(id, parameters: some), cancellationToken).ConfigureAwait(false);
        foreach (var some in missing.Tags.Chunk(LogRules.MaxTagsPerBatch))
            await LogAsync(LogBatch.Create(id, tags: some), cancellationToken).ConfigureAwait(false);
        foreach (var some in missing.Points.Chunk(LogRules.MaxMetricsPerBatch))
            await LogAsync(LogBatch.Create(id, some), cancellationToken).ConfigureAwait(false);
        if (missing.Datasets.Count + missing.ModelIds.Count > 0)
            await target.Runs.LogInputsAsync(LogInputs.Create(id, missing.Datasets, missing.ModelIds), cancellationToken).ConfigureAwait(false);
        if (missing.Outputs.Count > 0)
            await target.Models.LogOutputsAsync(id, missing.Outputs, cancellationToken).ConfigureAwait(false);
        if (missing.HasEnd)
        {
            await target.Runs.UpdateRunAsync(new RunUpdate(id) { Status = run.Info.Status, EndTimeMs = run.Info.EndTimeMs }, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private Task LogAsync(LogBatch batch, CancellationToken cancellationToken) => target.Runs.LogAsync(batch, cancellationToken);

    /// <summary>What a run lacks here.</summary>
    private sealed record MissingParts(
        IReadOnlyList<Param> Params,
        IReadOnlyList<Tag> Tags,
        IReadOnlyList<Metric> Points,
        IReadOnlyList<DatasetInput> Datasets,
        IReadOnlyList<string> ModelIds,
        IReadOnlyList<ModelOutput> Outputs,
        bool HasEnd)
    {
        public bool IsNothing => Params.Count + Tags.Count + Points.Count + Datasets.Count + ModelIds.Count + Outputs.Count == 0 && !HasEnd;
    }
}
