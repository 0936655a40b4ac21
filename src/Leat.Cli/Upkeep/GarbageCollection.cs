using Leat.Core;

namespace Leat.Cli.Upkeep;

/// <summary>One <c>leat gc</c>: marks what was deleted, removes its files, then its rows, so that a kill at any moment leaves nothing that
/// the next one does not find.</summary>
/// <remarks>What has files that cannot be reached is told and kept: unmarked where nothing of it is gone yet; marked, and so hidden, where
/// some files may be gone.</remarks>
internal sealed class GarbageCollection(IPurgeStore store, GcFiles files, GcRequest request, TextWriter output, TextWriter notes)
{
    private readonly HashSet<string> _reasons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly HashSet<(PurgeKind Kind, long Key)> _measuredInside = [];
    private PurgeSize _gone;
    private long _experiments;
    private long _bytes;

    /// <summary>How many things stayed since their files could not be reached.</summary>
    public int Kept => _kept.Count;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Everything that is named is checked before anything is removed.
        var experiments = await NamedAsync(PurgeKind.Experiment, request.ExperimentIds, cancellationToken);
        var runs = await NamedAsync(PurgeKind.Run, request.RunIds, cancellationToken);
        var models = await NamedAsync(PurgeKind.Model, request.ModelIds, cancellationToken);

        foreach (var item in experiments)
            await CollectExperimentAsync(item, cancellationToken);
        await CollectAsync(runs, cancellationToken);
        await CollectAsync(models, cancellationToken);
        if (request.NamesNothing)
        {
            await ForEachPageAsync(new PurgeQuery(PurgeKind.Experiment), CollectExperimentsAsync, cancellationToken);
            await ForEachPageAsync(new PurgeQuery(PurgeKind.Run), CollectAsync, cancellationToken);
            await ForEachPageAsync(new PurgeQuery(PurgeKind.Model), CollectAsync, cancellationToken);
        }

        await ReportAsync();
    }

    private async Task<List<PurgeItem>> NamedAsync(PurgeKind kind, IReadOnlyList<string>? ids, CancellationToken cancellationToken)
    {
        var items = new List<PurgeItem>();
        foreach (var id in (ids ?? []).Distinct(StringComparer.Ordinal))
            items.Add(await store.GetAsync(kind, id, request.DeletedBeforeMs, cancellationToken));
        return items;
    }

    private async Task ForEachPageAsync(
        PurgeQuery query, Func<IReadOnlyList<PurgeItem>, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await store.FindAsync(query with { DeletedBeforeMs = request.DeletedBeforeMs }, cancellationToken);
            await use(page, cancellationToken);
            if (page.Count < query.Limit)
                return;
            query = query with { AfterKey = page[^1].Key };
        }
    }

    private async Task CollectExperimentsAsync(IReadOnlyList<PurgeItem> experiments, CancellationToken cancellationToken)
    {
        foreach (var experiment in experiments)
            await CollectExperimentAsync(experiment, cancellationToken);
    }

    private async Task CollectExperimentAsync(PurgeItem experiment, CancellationToken cancellationToken)
    {
        if (request.DryRun)
        {
            await MeasureExperimentAsync(experiment, cancellationToken);
            return;
        }

        if (!await IsReachableAsync(experiment, cancellationToken))
            return;
        if ((await store.MarkAsync([experiment], cancellationToken)) is not [var marked])
        {
            await notes.WriteLineAsync(
                $"note: experiment {experiment.Id} stays: it was restored meanwhile, or a run in it was restored on its own.");
            return;
        }

        var keptBefore = Kept;
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Run) { Experiment = marked }, RemoveAsync, cancellationToken);
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Model) { Experiment = marked }, RemoveAsync, cancellationToken);
        if (Kept > keptBefore)
        {
            await notes.WriteLineAsync($"note: experiment {experiment.Id} is removed except for parts whose files cannot be reached; the next gc continues with it.");
            return;
        }

        await store.RemoveAsync([marked], cancellationToken);
        _experiments++;
        await output.WriteLineAsync($"Experiment with ID {experiment.Id} has been permanently deleted.");
    }

    private async Task MeasureExperimentAsync(PurgeItem experiment, CancellationToken cancellationToken)
    {
        var size = await store.MeasureAsync(experiment, cancellationToken);
        var before = _bytes;
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Run) { Experiment = experiment }, MeasureFilesAsync, cancellationToken);
        await ForEachPageAsync(new PurgeQuery(PurgeKind.Model) { Experiment = experiment }, MeasureFilesAsync, cancellationToken);
        Add(size);
        _experiments++;
        await output.WriteLineAsync(
            $"Experiment with ID {experiment.Id} would be permanently deleted: {ByteText.Count(size.Runs, "run")}, "
            + $"{ByteText.Count(size.Models, "logged model")}, {ByteText.Count(size.Points, "point")}, {ByteText.Of(_bytes - before)} of files.");
    }

    private async Task MeasureFilesAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            _measuredInside.Add((item.Kind, item.Key));
            await MeasureFilesAsync(item, cancellationToken);
        }
    }

    private async Task<long> MeasureFilesAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await files.MeasureAsync(item.ArtifactUri, cancellationToken);
            _bytes += bytes;
            return bytes;
        }
        catch (LeatException error)
        {
            await KeepAsync(item, error);
            return 0;
        }
    }

    /// <summary>Deleted runs or models, each on its own.</summary>
    private async Task CollectAsync(IReadOnlyList<PurgeItem> items, CancellationToken cancellationToken)
    {
        var reachable = new List<PurgeItem>(items.Count);
        foreach (var item in items)
        {
            if (request.DryRun)
                await MeasureAsync(item, cancellationToken);
            else if (await IsReachableAsync(item, cancellationToken))
                reachable.Add(item);
        }

        await RemoveAsync(await store.MarkAsync(reachable, cancellationToken), cancellationToken);
    }

    private async Task MeasureAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        // What goes with its experiment is deleted by itself too, as long as nothing is removed.
        if (_measuredInside.Contains((item.Kind, item.Key)))
            return;
        var size = await store.MeasureAsync(item, cancellationToken);
        var bytes = await MeasureFilesAsync(item, cancellationToken);
        if (_kept.Contains(item.Id) && !request.Force)
            return;
        Add(size);
        await output.WriteLineAsync(
            $"{NameOf(item)} would be permanently deleted: {ByteText.Count(size.Points, "point")}, {ByteText.Of(bytes)} of files.");
    }

    /// <summary>Removes files, then rows, of what is marked.</summary>
    private async Task RemoveAsync(IReadOnlyList<PurgeItem> marked, CancellationToken cancellationToken)
    {
        var removable = new List<PurgeItem>(marked.Count);
        foreach (var item in marked)
        {
            try
            {
                await files.RemoveAsync(item, cancellationToken);
                removable.Add(item);
            }
            catch (Exception error) when (error is LeatException or IOException)
            {
                await KeepAsync(item, error);
                if (request.Force)
                    removable.Add(item);
            }
        }

        await store.RemoveAsync(removable, cancellationToken);
        foreach (var item in removable)
        {
            Add(new PurgeSize(item.Kind == PurgeKind.Run ? 1 : 0, item.Kind == PurgeKind.Model ? 1 : 0, 0));
            await output.WriteLineAsync($"{NameOf(item)} has been permanently deleted.");
        }
    }

    /// <summary>Whether there is a way to the files at all, seen before anything is marked.</summary>
    private async Task<bool> IsReachableAsync(PurgeItem item, CancellationToken cancellationToken)
    {
        try
        {
            await files.OpenAsync(item.ArtifactUri, cancellationToken);
            return true;
        }
        catch (LeatException error)
        {
            await KeepAsync(item, error);
            return request.Force;
        }
    }

    private async Task KeepAsync(PurgeItem item, Exception error)
    {
        // One reason is mostly that of thousands of runs.
        if (_reasons.Add(error.Message))
            await notes.WriteLineAsync($"{(request.Force ? "note" : "leat")}: files at '{item.ArtifactUri}' cannot be reached: {error.Message.TrimEnd('.')}.");
        if (!request.Force && _kept.Add(item.Id))
            await notes.WriteLineAsync($"{NameOf(item)} is kept.");
    }

    private void Add(PurgeSize size) =>
        _gone = new PurgeSize(_gone.Runs + size.Runs, _gone.Models + size.Models, _gone.Points + size.Points);

    private Task ReportAsync()
    {
        var what = $"{ByteText.Count(_gone.Runs, "run")}, {ByteText.Count(_experiments, "experiment")}, {ByteText.Count(_gone.Models, "logged model")}";
        var kept = Kept == 0 ? "" : $" {Kept} kept, since their files cannot be reached (--force removes them none the less).";
        return output.WriteLineAsync(request.DryRun
            ? $"Would remove {what}, {ByteText.Count(_gone.Points, "point")} and {ByteText.Of(_bytes)} of files. Nothing was removed.{kept}"
            : $"Removed {what}.{kept}");
    }

    private static string NameOf(PurgeItem item) => item.Kind switch
    {
        PurgeKind.Run => $"Run with ID {item.Id}",
        PurgeKind.Experiment => $"Experiment with ID {item.Id}",
        _ => $"Logged model with ID {item.Id}",
    };
}
