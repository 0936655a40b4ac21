using Leat.Core;
using Leat.Storage.Files;

namespace Leat.Transfer.Export;

/// <summary>A file store as what an export writes to.</summary>
internal sealed class MlrunsTarget(MlrunsFiles files, ExportTally tally, string finalRoot) : IExportTarget
{
    private readonly MlrunsRunWriter _runs = new(files, TimeProvider.System);
    private readonly MlrunsModelWriter _models = new(files);
    private readonly MlrunsTraceWriter _traces = new(files, finalRoot);
    private readonly Dictionary<string, string> _experiments = new(StringComparer.Ordinal);

    public Task WriteAsync(Experiment experiment)
    {
        if (_runs.Write(experiment) is { } folder)
        {
            _experiments[experiment.ExperimentId] = folder;
            tally.Count(TransferKind.Experiment);
        }

        return Task.CompletedTask;
    }

    public Task WriteAsync(BulkRun run)
    {
        if (FolderOf(run.Info.ExperimentId, TransferKind.Run, run.Info.RunId) is { } folder && _runs.Write(run, folder) is { } points)
        {
            tally.AddPoints(points);
            tally.Count(TransferKind.Run);
        }

        return Task.CompletedTask;
    }

    public Task WriteAsync(BulkModel bulk)
    {
        if (FolderOf(bulk.Model.ExperimentId, TransferKind.LoggedModel, bulk.Model.ModelId) is { } folder && _models.Write(bulk, folder))
            tally.Count(TransferKind.LoggedModel);
        return Task.CompletedTask;
    }

    public Task WriteAsync(BulkRegisteredModel bulk)
    {
        if (_models.Write(bulk))
        {
            tally.Count(TransferKind.RegisteredModel);
            tally.Count(TransferKind.ModelVersion, bulk.Versions.Count);
        }

        return Task.CompletedTask;
    }

    public Task WriteAsync(SourceTrace source)
    {
        var info = source.Trace.Info;
        if (FolderOf(info.ExperimentId, TransferKind.Trace, info.TraceId) is { } folder && _traces.Write(source.Trace, source.RunIds, folder))
            tally.Count(TransferKind.Trace);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string? FolderOf(string experiment, TransferKind kind, string id)
    {
        if (_experiments.TryGetValue(experiment, out var folder))
            return folder;
        tally.Note(kind, id, $"It was left out: its experiment '{MlrunsFiles.Shown(experiment)}' is not here.");
        return null;
    }
}
