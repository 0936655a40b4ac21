using System.Data.Common;
using Leat.Core;
using Leat.Transfer.Export;

namespace Leat.Transfer;

/// <summary>Writes what a source holds into a new SQLite database with the tables of MLflow 3.6, which an MLflow server opens.</summary>
/// <remarks>Used once.</remarks>
public sealed class MlflowExporter
{
    private readonly ITransferSource _source;
    private readonly DbConnection _target;
    private readonly IReadOnlySet<string>? _experiments;
    private readonly IProgress<ImportProgress> _progress;

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
        var tally = new ExportTally();
        var transaction = await _target.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await MakeTablesAsync(cancellationToken).ConfigureAwait(false);
            var target = new MlflowTarget(_target, tally);
            await using (target.ConfigureAwait(false))
                await new ExportWalk(_source, _experiments, _progress, tally).RunAsync(target, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return tally.ToReport(_source);
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
}
