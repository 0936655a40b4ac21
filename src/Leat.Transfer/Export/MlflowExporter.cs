using System.Data.Common;
using Leat.Core;
using Leat.Transfer.Export;

namespace Leat.Transfer;

/// <summary>Writes what a source holds into a new SQLite database with the tables of MLflow 3.6, which an MLflow server opens.</summary>
/// <remarks>Used once.</remarks>
public sealed class MlflowExporter
{
    private const int MostRuns = 500;
    private const long MostPoints = 500_000;
    private const int MostTraces = 50;

    private readonly ITransferSource _source;
    private readonly DbConnection _target;
    private readonly IReadOnlySet<string>? _experiments;
    private readonly IProgress<ImportProgress> _progress;
    private readonly SortedDictionary<TransferKind, long> _counts = [];
    private readonly List<TransferNote> _notes = [];
    private long _points;

    /// <summary>Prepares an export; nothing is written yet.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="target">An open connection to an empty SQLite database.</param>
    /// <param name="experiments">The ids of the experiments to take, without the model registry; null for everything.</param>
    /// <param name="progress">Is told how far it has come, on any thread, one call at a time.</param>
    public MlflowExporter(ITransferSource source, DbConnection target, IReadOnlySet<string>? experiments, IProgress<ImportProgress> progress)
    {
        _source = source;
        _target = target;
        _experiments = experiments;
        _progress = progress;
    }

    /// <summary>Exports, in one transaction.</summary>
    /// <exception cref="LeatException">The source cannot be read, or holds what MLflow's tables cannot.</exception>
    public async Task<ExportReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var transaction = await _target.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await MakeTablesAsync(cancellationToken).ConfigureAwait(false);
            await WriteRunsAsync(cancellationToken).ConfigureAwait(false);
            await WriteModelsAsync(cancellationToken).ConfigureAwait(false);
            if (_experiments is null)
                await WriteRegistryAsync(cancellationToken).ConfigureAwait(false);
            await WriteTracesAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return new ExportReport([.. _counts], _points, [.. _notes, .. _source.Notes]);
    }

    private async Task MakeTablesAsync(CancellationToken cancellationToken)
    {
        using var schema = new StreamReader(typeof(MlflowExporter).Assembly.GetManifestResourceStream("mlflow-3.6.sql")!);
        var make = _target.CreateCommand();
        await using (make.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // A resource of this assembly.
            make.CommandText = await schema.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
#pragma warning restore CA2100
            await make.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteRunsAsync(CancellationToken cancellationToken)
    {
        var size = await _source.MeasureAsync(cancellationToken).ConfigureAwait(false);
        var writer = new MlflowRunWriter(_target, TimeProvider.System);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var experiment in (await _source.ReadExperimentsAsync(cancellationToken).ConfigureAwait(false)).Where(one => IsTaken(one.ExperimentId)))
            {
                await writer.WriteAsync(experiment).ConfigureAwait(false);
                Count(TransferKind.Experiment);
            }

            await foreach (var page in _source.ReadRunsAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var batch in RunBatches.Of(page.Where(run => IsTaken(run.Info.ExperimentId)), MostRuns, MostPoints))
                {
                    foreach (var run in await _source.ReadLoggedAsync(batch, cancellationToken).ConfigureAwait(false))
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        _points += await writer.WriteAsync(run).ConfigureAwait(false);
                        Count(TransferKind.Run);
                    }

                    _progress.Report(new ImportProgress(_counts.GetValueOrDefault(TransferKind.Run), _points, size));
                }
            }
        }
    }

    private async Task WriteModelsAsync(CancellationToken cancellationToken)
    {
        var writer = new MlflowModelWriter(_target);
        await using (writer.ConfigureAwait(false))
        {
            await foreach (var page in _source.ReadModelsAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var model in page.Where(one => IsTaken(one.Model.ExperimentId)))
                {
                    var left = await writer.WriteAsync(model).ConfigureAwait(false);
                    Count(TransferKind.LoggedModel);
                    if (left > 0)
                        _notes.Add(new(TransferKind.LoggedModel, model.Model.ModelId, IsLoss: true, "MLflow keeps one value of a metric for each run, time and step: further ones were left out."));
                }
            }
        }
    }

    private async Task WriteRegistryAsync(CancellationToken cancellationToken)
    {
        var writer = new MlflowRegistryWriter(_target);
        await using (writer.ConfigureAwait(false))
        {
            await foreach (var model in _source.ReadRegisteredModelsAsync(cancellationToken).ConfigureAwait(false))
            {
                await writer.WriteAsync(model).ConfigureAwait(false);
                Count(TransferKind.RegisteredModel);
                Count(TransferKind.ModelVersion, model.Versions.Count);
            }
        }
    }

    private async Task WriteTracesAsync(CancellationToken cancellationToken)
    {
        var writer = new MlflowTraceWriter(_target);
        await using (writer.ConfigureAwait(false))
        {
            await foreach (var page in _source.ReadTraceIdsAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var ids in page.Chunk(MostTraces))
                {
                    foreach (var trace in await _source.ReadTracesAsync(ids, cancellationToken).ConfigureAwait(false))
                    {
                        if (!IsTaken(trace.Trace.Info.ExperimentId))
                            continue;
                        await writer.WriteAsync(trace).ConfigureAwait(false);
                        Count(TransferKind.Trace);
                        if (trace.Fault is { } fault)
                            _notes.Add(new(TransferKind.Trace, trace.Trace.Info.TraceId, IsLoss: true, fault));
                    }
                }
            }
        }
    }

    private bool IsTaken(string experiment) => _experiments?.Contains(experiment) != false;

    private void Count(TransferKind kind, long more = 1) => _counts[kind] = _counts.GetValueOrDefault(kind) + more;
}
