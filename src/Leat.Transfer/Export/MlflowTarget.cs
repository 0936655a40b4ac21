using System.Data.Common;
using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>The tables of an MLflow database as what an export writes to.</summary>
internal sealed class MlflowTarget(DbConnection connection, ExportTally tally) : IExportTarget
{
    private readonly MlflowRunWriter _runs = new(connection, TimeProvider.System);
    private readonly MlflowModelWriter _models = new(connection);
    private readonly MlflowRegistryWriter _registry = new(connection);
    private readonly MlflowTraceWriter _traces = new(connection);

    public async Task WriteAsync(Experiment experiment)
    {
        await _runs.WriteAsync(experiment).ConfigureAwait(false);
        tally.Count(TransferKind.Experiment);
    }

    public async Task WriteAsync(BulkRun run)
    {
        tally.AddPoints(await _runs.WriteAsync(run).ConfigureAwait(false));
        tally.Count(TransferKind.Run);
    }

    public async Task WriteAsync(BulkModel bulk)
    {
        var left = await _models.WriteAsync(bulk).ConfigureAwait(false);
        tally.Count(TransferKind.LoggedModel);
        if (left > 0)
            tally.Note(TransferKind.LoggedModel, bulk.Model.ModelId, "MLflow keeps one value of a metric for each run, time and step: further ones were left out.");
    }

    public async Task WriteAsync(BulkRegisteredModel bulk)
    {
        await _registry.WriteAsync(bulk).ConfigureAwait(false);
        tally.Count(TransferKind.RegisteredModel);
        tally.Count(TransferKind.ModelVersion, bulk.Versions.Count);
    }

    public async Task WriteAsync(SourceTrace source)
    {
        await _traces.WriteAsync(source).ConfigureAwait(false);
        tally.Count(TransferKind.Trace);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in (IAsyncDisposable[])[_runs, _models, _registry, _traces])
            await writer.DisposeAsync().ConfigureAwait(false);
    }
}
