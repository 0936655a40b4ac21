using Leat.Core;

namespace Leat.Transfer;

/// <summary>Brings what a source holds into a store. What is there already stays as it is and gets what it lacks, so that an import may be
/// interrupted and repeated.</summary>
/// <remarks>Used once.</remarks>
public sealed class Importer
{
    private readonly ITransferSource _source;
    private readonly ITrackingStore _target;
    private readonly ImportOptions _options;
    private readonly IProgress<ImportProgress> _progress;
    private readonly ImportLedger _ledger = new();

    /// <summary>Prepares an import; nothing is done yet.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="target">Where it goes; it must be able to load in bulk.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told how far it has come, on any thread, one call at a time.</param>
    public Importer(ITransferSource source, ITrackingStore target, ImportOptions options, IProgress<ImportProgress> progress)
    {
        _source = source;
        _target = target;
        _options = options;
        _progress = progress;
    }

    /// <summary>Imports.</summary>
    /// <exception cref="LeatException">The source cannot be read or the target not be written. What came until then stays; the next import goes
    /// on from there.</exception>
    public async Task<ImportReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var size = await _source.MeasureAsync(cancellationToken).ConfigureAwait(false);
        _progress.Report(new ImportProgress(0, 0, size));
        var experiments = await new ExperimentImport(_target, _ledger, _options.DryRun)
            .RunAsync(await _source.ReadExperimentsAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await new RunImport(_source, _target, experiments, _ledger, _options.DryRun)
            .RunAsync(runs => _progress.Report(new ImportProgress(runs, _ledger.Points, size)), cancellationToken).ConfigureAwait(false);
        await new ModelImport(_source, _target, experiments, _ledger, _options.DryRun).RunAsync(cancellationToken).ConfigureAwait(false);
        await new RegistryImport(_source, _target, _ledger, _options.DryRun).RunAsync(cancellationToken).ConfigureAwait(false);
        await new TraceImport(_source, _target, experiments, _ledger, _options.DryRun).RunAsync(cancellationToken).ConfigureAwait(false);
        if (_source is IArtifactSource files && _options.Artifacts is { } places)
            await new ArtifactImport(_source, files, _target, places, _ledger, _options.DryRun).RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (var note in _source.Notes)
            _ledger.Note(note);
        return _ledger.ToReport();
    }
}
