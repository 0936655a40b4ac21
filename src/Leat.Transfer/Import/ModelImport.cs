using Leat.Core;

namespace Leat.Transfer;

/// <summary>Brings logged models. One that is there stays as it is.</summary>
internal sealed class ModelImport(
    ITransferSource source, ITrackingStore target, IReadOnlyDictionary<string, string> experiments, ImportLedger ledger, bool dryRun)
{
    private readonly ImportBatch _batch = new(ledger, TransferKind.LoggedModel);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadModelsAsync(cancellationToken).ConfigureAwait(false))
            await BringAsync(page, cancellationToken).ConfigureAwait(false);
    }

    private async Task BringAsync(IReadOnlyList<BulkModel> page, CancellationToken cancellationToken)
    {
        var taken = await target.Bulk.FindTakenAsync(BulkKind.Model, [.. page.Select(IdOf)], cancellationToken).ConfigureAwait(false);
        ledger.Kept(TransferKind.LoggedModel, page.Count(model => taken.Contains(IdOf(model))));
        var fresh = new List<BulkModel>(page.Count);
        foreach (var model in page.Where(model => !taken.Contains(IdOf(model))))
        {
            if (experiments.TryGetValue(model.Model.ExperimentId, out var experiment))
                fresh.Add(model with { Model = model.Model with { ExperimentId = experiment } });
            else
                ledger.LeftOut(TransferKind.LoggedModel, IdOf(model), $"Its experiment {model.Model.ExperimentId} was left out.");
        }

        if (dryRun)
        {
            ledger.Added(TransferKind.LoggedModel, fresh.Count);
            return;
        }

        var admitted = await WithKnownRunsAsync(fresh, cancellationToken).ConfigureAwait(false);
        await _batch.LoadAsync(admitted, IdOf, models => target.Bulk.LoadModelsAsync(models, CancellationToken.None)).ConfigureAwait(false);
    }

    /// <summary>The models with those of their metrics whose runs are here.</summary>
    private async Task<List<BulkModel>> WithKnownRunsAsync(List<BulkModel> models, CancellationToken cancellationToken)
    {
        var runs = models.SelectMany(model => model.Model.Metrics.Select(metric => metric.RunId)).Distinct(StringComparer.Ordinal).ToList();
        var known = await target.Bulk.CountPointsAsync(runs, cancellationToken).ConfigureAwait(false);
        return models.ConvertAll(model =>
        {
            var kept = model.Model.Metrics.Where(metric => known.ContainsKey(metric.RunId)).ToList();
            if (kept.Count < model.Model.Metrics.Count)
                ledger.Note(new TransferNote(TransferKind.LoggedModel, IdOf(model), IsLoss: true, "Metrics of runs that are not here were left out."));
            return model with { Model = model.Model with { Metrics = kept } };
        });
    }

    private static string IdOf(BulkModel model) => model.Model.ModelId;
}
