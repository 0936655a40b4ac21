using Leat.Core;
using Leat.Transfer.Export;

namespace Leat.Transfer;

/// <summary>Writes what a source holds into a new directory of Parquet files, one for each kind of thing, for programs that analyse tables.</summary>
/// <remarks>Used once.</remarks>
public sealed class ParquetExporter
{
    private readonly ITransferSource _source;
    private readonly PartialDirectory _target;
    private readonly IReadOnlySet<string>? _experiments;
    private readonly IProgress<ImportProgress> _progress;

    /// <inheritdoc cref="MlrunsExporter(ITransferSource, string, IReadOnlySet{string}?, IProgress{ImportProgress})"/>
    public ParquetExporter(ITransferSource source, string target, IReadOnlySet<string>? experiments, IProgress<ImportProgress> progress)
    {
        _source = source;
        _target = new PartialDirectory(target);
        _experiments = experiments;
        _progress = progress;
    }

    /// <summary>Exports. The directory has its name when it is whole, or is not there.</summary>
    /// <exception cref="LeatException">The source cannot be read, or something else is in the target's place.</exception>
    public Task<ExportReport> RunAsync(CancellationToken cancellationToken = default) => _target.MakeAsync(() => WriteAsync(cancellationToken));

    private async Task<ExportReport> WriteAsync(CancellationToken cancellationToken)
    {
        var tally = new ExportTally();
        var target = new ParquetTarget(tally, cancellationToken);
        await using (target.ConfigureAwait(false))
        {
            await target.CreateAsync(_target.Path).ConfigureAwait(false);
            await new ExportWalk(_source, _experiments, _progress, tally).RunAsync(target, cancellationToken).ConfigureAwait(false);
            await target.FinishAsync(_target.Path).ConfigureAwait(false);
        }

        return tally.ToReport(_source);
    }
}
