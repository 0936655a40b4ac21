using Leat.Core.Artifacts;

namespace Leat.Core;

/// <summary>Removes for good what was deleted: marks it, removes its files, then its rows, so that a kill at any moment leaves nothing that
/// the next collection does not find.</summary>
/// <remarks>Items whose files cannot be reached are reported and kept: unmarked if no file is gone yet; marked, and so hidden, if some may
/// be gone. Used once.</remarks>
public sealed class GarbageCollector
{
    private readonly IPurgeStore _store;
    private readonly GarbageFiles _files;
    private readonly GarbageRequest _request;
    private readonly IGarbageReport _report;
    private readonly HashSet<string> _reasons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly HashSet<(PurgeKind Kind, long Key)> _measuredInside = [];
    private PurgeSize _gone;
    private long _experiments;
    private long _bytes;

    /// <summary>Prepares a collection; nothing is done yet.</summary>
    /// <param name="store">The rows.</param>
    /// <param name="open">Opens the repository at a location, or throws a <see cref="LeatException"/> if it cannot be reached.</param>
    /// <param name="request">What to remove.</param>
    /// <param name="report">Is told what is done.</param>
    public GarbageCollector(
        IPurgeStore store, Func<string, CancellationToken, Task<IArtifactRepository>> open, GarbageRequest request, IGarbageReport report)
    {
        _store = store;
        _files = new GarbageFiles(open);
        _request = request;
        _report = report;
    }

    /// <summary>Collects.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>, <see cref="ErrorCode.InvalidParameterValue"/>: a
    /// named id that does not exist, or is not deleted. Then nothing was removed.</exception>
    public async Task<GarbageResult> RunAsync(CancellationToken cancellationToken = default)
    {
        // Everything that is named is checked before anything is removed.
        var experiments = await NamedAsync(PurgeKind.Experiment, _request.ExperimentIds, cancellationToken).ConfigureAwait(false);
        var runs = await NamedAsync(PurgeKind.Run, _request.RunIds, cancellationToken).ConfigureAwait(false);
        var models = await NamedAsync(PurgeKind.Model, _request.ModelIds, cancellationToken).ConfigureAwait(false);

        await CollectExperimentsAsync(experiments, cancellationToken).ConfigureAwait(false);
        await CollectAsync(runs, cancellationToken).ConfigureAwait(false);
        await CollectAsync(models, cancellationToken).ConfigureAwait(false);
        if (_request.NamesNothing)
        {
            await ForEachPageAsync(new PurgeQuery(PurgeKind.Experiment), CollectExperimentsAsync, cancellationToken).ConfigureAwait(false);
            await ForEachPageAsync(new PurgeQuery(PurgeKind.Run), CollectAsync, cancellationToken).ConfigureAwait(false);
            await ForEachPageAsync(new PurgeQuery(PurgeKind.Model), CollectAsync, cancellationToken).ConfigureAwait(false);
        }

        return new GarbageResult(_gone, _experiments, _bytes, _kept.Count);
    }

    private async Task<List<PurgeItem>> NamedAsync(PurgeKind kind, IReadOnlyList<string>? ids, CancellationToken cancellationToken)
    {
        var items = new List<PurgeItem>();
        foreach (var id in (ids ?? []).Distinct(StringComparer.Ordinal))
            items.Add(await _store.GetAsync(kind, id, _request.DeletedBeforeMs, cancellationToken).ConfigureAwait(false));
        return items;
    }

    private async Task ForEachPageAsync(
        PurgeQuery query, Func<IReadOnlyList<PurgeItem>, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await _store.FindAsync(query with { DeletedBeforeMs = _request.DeletedBeforeMs }, cancellationToken).ConfigureAwait(false);
            await use(page, cancellationToken).ConfigureAwait(false);
            if (page.Count < query.Limit)
                return;
            query = query with { AfterKey = page[^1].Key };
        }
    }

    private async Task CollectExperimentsAsync(IReadOnlyList<PurgeItem> experiments, CancellationToken cancellationToken)
    {
        foreach (var experiment in experiments)
        {
            if (_request.DryRun)
                await MeasureExperimentAsync(experiment, cancellationToken).ConfigureAwait(false);
            else
                await CollectExperimentAsync(experiment, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CollectExperimentAsync(PurgeItem experiment, CancellationToken cancellationToken)
    {
        if (!await IsReachableAsync(experiment, cancellationToken).ConfigureAwait(false))
            return;
        if ((await _store.MarkAsync([experiment], cancellationToken).ConfigureAwait(false)) is not [var marked])
        {
            _report.Restored(experiment);
            return;
        }

        var keptBefore = _kept.Count;
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Run) { Experiment = marked }, RemoveAsync, cancellationToken).ConfigureAwait(false);
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Model) { Experiment = marked }, RemoveAsync, cancellationToken).ConfigureAwait(false);
        if (_kept.Count > keptBefore)
        {
            _report.PartlyRemoved(experiment);
            return;
        }

        await _store.RemoveAsync([marked], cancellationToken).ConfigureAwait(false);
        _experiments++;
        _report.Removed(experiment);
    }

    private async Task MeasureExperimentAsync(PurgeItem experiment, CancellationToken cancellationToken)
    {
        var size = await _store.MeasureAsync(experiment, cancellationToken).ConfigureAwait(false);
        var before = _bytes;
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Run) { Experiment = experiment }, MeasureFilesAsync, cancellationToken).ConfigureAwait(false);
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Model) { Experiment = experiment }, MeasureFilesAsync, cancellationToken).ConfigureAwait(false);
        Add(size);
        _experiments++;
        _report.Measured(experiment, size, _bytes - before);
    }

    private async Task MeasureFilesAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            _measuredInside.Add((item.Kind, item.Key));
            await MeasureFilesAsync(item, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<long> MeasureFilesAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await _files.MeasureAsync(item.ArtifactUri, cancellationToken).ConfigureAwait(false);
            _bytes += bytes;
            return bytes;
        }
        catch (LeatException error)
        {
            Keep(item, error);
            return 0;
        }
    }

    /// <summary>Deleted runs or models, each on its own.</summary>
    private async Task CollectAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken)
    {
        var reachable = new List<PurgeItem>(items.Count);
        foreach (var item in items)
        {
            if (_request.DryRun)
                await MeasureAsync(item, cancellationToken).ConfigureAwait(false);
            else if (await IsReachableAsync(item, cancellationToken).ConfigureAwait(false))
                reachable.Add(item);
        }

        var marked = await _store.MarkAsync(reachable, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(marked, cancellationToken).ConfigureAwait(false);
    }

    private async Task MeasureAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        // A dry run finds the items of a deleted experiment again here, because it has removed nothing.
        if (_measuredInside.Contains((item.Kind, item.Key)))
            return;
        var size = await _store.MeasureAsync(item, cancellationToken).ConfigureAwait(false);
        var bytes = await MeasureFilesAsync(item, cancellationToken).ConfigureAwait(false);
        if (_kept.Contains(item.Id) && !_request.Force)
            return;
        Add(size);
        _report.Measured(item, size, bytes);
    }

    /// <summary>Removes files, then rows, of what is marked.</summary>
    private async Task RemoveAsync(IReadOnlyList<PurgeItem> marked, CancellationToken cancellationToken)
    {
        var removable = new List<PurgeItem>(marked.Count);
        foreach (var item in marked)
        {
            try
            {
                await _files.RemoveAsync(item, cancellationToken).ConfigureAwait(false);
                removable.Add(item);
            }
            catch (Exception error) when (error is LeatException or IOException)
            {
                Keep(item, error);
                if (_request.Force)
                    removable.Add(item);
            }
        }

        await _store.RemoveAsync(removable, cancellationToken).ConfigureAwait(false);
        foreach (var item in removable)
        {
            Add(new PurgeSize(item.Kind == PurgeKind.Run ? 1 : 0, item.Kind == PurgeKind.Model ? 1 : 0, 0));
            _report.Removed(item);
        }
    }

    /// <summary>Whether the files can be reached at all; checked before anything is marked.</summary>
    private async Task<bool> IsReachableAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        try
        {
            await _files.CheckAsync(item, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LeatException error)
        {
            Keep(item, error);
            return _request.Force;
        }
    }

    private void Keep(PurgeItem item, Exception error)
    {
        if (_reasons.Add(error.Message))
            _report.Unreachable(item.ArtifactUri, error.Message);
        if (!_request.Force && _kept.Add(item.Id))
            _report.Kept(item);
    }

    private void Add(PurgeSize size) =>
        _gone = new PurgeSize(_gone.Runs + size.Runs, _gone.Models + size.Models, _gone.Points + size.Points);
}
