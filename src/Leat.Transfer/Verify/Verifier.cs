using System.Globalization;
using Leat.Core;
using Leat.Transfer.Verify;

namespace Leat.Transfer;

/// <summary>Compares all that a source holds with the same things in a store: counts, checksums, and what differs by name. What the store holds
/// besides is not looked at.</summary>
/// <remarks>Used once.</remarks>
public sealed class Verifier
{
    private const int MostTraces = 50;

    private readonly ITransferSource _source;
    private readonly ITrackingStore _target;
    private readonly IProgress<ImportProgress> _progress;
    private readonly VerifyLedger _ledger = new();
    private readonly Dictionary<string, string> _sourceNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Experiment> _here = new(StringComparer.Ordinal);

    /// <summary>Prepares a comparison; nothing is read yet.</summary>
    /// <param name="source">What the store should hold.</param>
    /// <param name="target">The store, which may be a server.</param>
    /// <param name="progress">Is told how far it has come, one call at a time.</param>
    public Verifier(ITransferSource source, ITrackingStore target, IProgress<ImportProgress> progress)
    {
        _source = source;
        _target = target;
        _progress = progress;
    }

    /// <summary>Whether the source keeps the spans of traces in files of its own: where a trace with spans says that its files are is not compared
    /// then.</summary>
    public bool SpansMoved { get; init; }

    /// <summary>Compares.</summary>
    /// <exception cref="LeatException">One of the sides cannot be read.</exception>
    public async Task<VerifyReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var size = await _source.MeasureAsync(cancellationToken).ConfigureAwait(false);
        await CompareExperimentsAsync(cancellationToken).ConfigureAwait(false);
        var runs = new RunVerification(_source, _target, _ledger, id => _sourceNames.GetValueOrDefault(id), id => _here.GetValueOrDefault(id)?.Name);
        await runs.RunAsync(done => _progress.Report(new ImportProgress(done, _ledger.Points, size)), cancellationToken).ConfigureAwait(false);
        await CompareModelsAsync(cancellationToken).ConfigureAwait(false);
        await CompareRegistryAsync(cancellationToken).ConfigureAwait(false);
        await CompareTracesAsync(cancellationToken).ConfigureAwait(false);
        return _ledger.ToReport();
    }

    private async Task CompareExperimentsAsync(CancellationToken cancellationToken)
    {
        var query = new ExperimentQuery { View = ViewType.All };
        do
        {
            var page = await _target.Experiments.SearchExperimentsAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var experiment in page.Items)
                _here[experiment.ExperimentId] = experiment;
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        var byName = _here.Values.ToDictionary(experiment => experiment.Name, StringComparer.Ordinal);
        foreach (var experiment in await _source.ReadExperimentsAsync(cancellationToken).ConfigureAwait(false))
        {
            _sourceNames[experiment.ExperimentId] = experiment.Name;
            _ledger.Compare(
                TransferKind.Experiment,
                experiment.ExperimentId,
                Fingerprint.Of(experiment),
                byName.TryGetValue(experiment.Name, out var here) ? Fingerprint.Of(here) : null);
        }
    }

    private async Task CompareModelsAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in _source.ReadModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var model in page)
            {
                var id = model.Model.ModelId;
                var active = await Missing.AsNullAsync(() => _target.Models.GetModelAsync(id, allowDeleted: false, cancellationToken)).ConfigureAwait(false);
                var here = active ?? await Missing.AsNullAsync(() => _target.Models.GetModelAsync(id, allowDeleted: true, cancellationToken)).ConfigureAwait(false);
                _ledger.Compare(
                    TransferKind.LoggedModel,
                    id,
                    Fingerprint.Of(model.Model, _sourceNames.GetValueOrDefault(model.Model.ExperimentId), model.DeletedTimeMs is not null),
                    here is null ? null : Fingerprint.Of(here, _here.GetValueOrDefault(here.ExperimentId)?.Name, active is null));
            }
        }
    }

    private async Task CompareRegistryAsync(CancellationToken cancellationToken)
    {
        await foreach (var model in _source.ReadRegisteredModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            var name = model.Model.Name;
            var here = await Missing.AsNullAsync(() => _target.Registry.GetRegisteredModelAsync(name, cancellationToken)).ConfigureAwait(false);
            _ledger.Compare(TransferKind.RegisteredModel, name, Fingerprint.Of(model.Model), here is null ? null : Fingerprint.Of(here));
            foreach (var version in model.Versions)
            {
                var versionHere = await Missing.AsNullAsync(() => _target.Registry.GetModelVersionAsync(name, version.Version, cancellationToken)).ConfigureAwait(false);
                _ledger.Compare(
                    TransferKind.ModelVersion,
                    string.Create(CultureInfo.InvariantCulture, $"{name}/{version.Version}"),
                    Fingerprint.Of(version),
                    versionHere is null ? null : Fingerprint.Of(versionHere));
            }
        }
    }

    private async Task CompareTracesAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in _source.ReadTraceIdsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var ids in page.Chunk(MostTraces))
            {
                var here = (await _target.Traces.GetTracesAsync(ids, cancellationToken).ConfigureAwait(false))
                    .ToDictionary(trace => trace.Info.TraceId, StringComparer.Ordinal);
                foreach (var trace in await _source.ReadTracesAsync(ids, cancellationToken).ConfigureAwait(false))
                {
                    var found = here.GetValueOrDefault(trace.Trace.Info.TraceId);
                    var withPlace = !SpansMoved || trace.Trace.Info.FindTag(TraceKeys.SpansLocation) != TraceKeys.TrackingStore;
                    _ledger.Compare(
                        TransferKind.Trace,
                        trace.Trace.Info.TraceId,
                        Fingerprint.Of(trace.Trace, _sourceNames.GetValueOrDefault(trace.Trace.Info.ExperimentId), withPlace),
                        found is null ? null : Fingerprint.Of(found, _here.GetValueOrDefault(found.Info.ExperimentId)?.Name, withPlace));
                }
            }
        }
    }
}
