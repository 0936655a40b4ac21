using Leat.Core;
using Leat.Storage.Files;
using Leat.Transfer.Export;

namespace Leat.Transfer;

/// <summary>Writes what a source holds into a new directory in the form of MLflow's file store: <c>mlruns</c>.</summary>
/// <remarks>Used once.</remarks>
public sealed class MlrunsExporter
{
    private readonly ITransferSource _source;
    private readonly PartialDirectory _target;
    private readonly IReadOnlySet<string>? _experiments;
    private readonly IProgress<ImportProgress> _progress;

    /// <summary>Prepares an export; nothing is written yet.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="target">The directory to make, which is not there or empty. While it is made, it is called <c>target.partial</c>.</param>
    /// <param name="experiments">The ids of the experiments to take, without the model registry; null for everything.</param>
    /// <param name="progress">Is told how far it has come, on any thread, one call at a time.</param>
    public MlrunsExporter(ITransferSource source, string target, IReadOnlySet<string>? experiments, IProgress<ImportProgress> progress)
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
        Directory.CreateDirectory(Path.Combine(_target.Path, ".trash"));
        var target = new MlrunsTarget(new MlrunsFiles(_target.Path, tally), tally, _target.Final);
        await using (target.ConfigureAwait(false))
            await new ExportWalk(_source, _experiments, _progress, tally).RunAsync(target, cancellationToken).ConfigureAwait(false);
        return tally.ToReport(_source);
    }
}
