using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Keeps the traces of an index in step with their folders. One that has changed is read anew.</summary>
internal sealed class TraceFollower(IndexContext context, ExperimentFollower experiments)
{
    public const string Prefix = "t/";
    private const int MostTogether = 100;
    private const string Spans = "artifacts/traces.json";

    private readonly MlrunsTraceReader _reader = new(context.Folder);

    public KeyedLocks Locks { get; } = new();

    public static string KeyOf(string id) => Prefix + id;

    /// <summary>Takes what has changed in a trace. The caller holds its lock.</summary>
    /// <returns>Where it lies; null if there is none.</returns>
    public async Task<FilePlace?> FollowAsync(string id, CancellationToken cancellationToken)
    {
        var known = context.Book.Find(KeyOf(id));
        var place = context.Layout.FindTrace(id, known?.ExperimentId);
        if (place is null || !await experiments.HasAsync(place, cancellationToken).ConfigureAwait(false))
        {
            if (known is not null)
                await DropAsync(id).ConfigureAwait(false);
            return null;
        }

        if (Found(place) is not { } found || (known is not null && known.ExperimentId == place.ExperimentId && known.IsOf(found, place.Folder)))
            return place;
        await DropAsync(id).ConfigureAwait(false);
        if (_reader.Read(id, place.Folder) is not { } trace)
            return null;
        await LoadAsync([(place, trace, found)]).ConfigureAwait(false);
        return place;
    }

    /// <summary>Takes what has changed in all traces of an experiment.</summary>
    public async Task<int> FollowAllAsync(string experimentId, string experiment, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new List<(FilePlace, Trace, Dictionary<string, FoundFile>)>();
        foreach (var folder in FileLayout.TracesIn(experiment))
        {
            cancellationToken.ThrowIfCancellationRequested();
            seen.Add(folder.Name);
            var place = new FilePlace(experimentId, experiment, folder.Name, folder.FullName);
            if (context.Book.Find(KeyOf(folder.Name)) is not null)
            {
                using (await Locks.EnterAsync(folder.Name, cancellationToken).ConfigureAwait(false))
                    await FollowAsync(folder.Name, cancellationToken).ConfigureAwait(false);
            }
            else if (File.Exists(Path.Combine(folder.FullName, FileLayout.TraceInfo)) && await experiments.HasAsync(place, cancellationToken).ConfigureAwait(false)
                && Found(place) is { } found && _reader.Read(folder.Name, folder.FullName) is { } trace)
            {
                unknown.Add((place, trace, found));
                if (unknown.Count == MostTogether)
                    await LoadManyAsync(unknown, cancellationToken).ConfigureAwait(false);
            }
        }

        await LoadManyAsync(unknown, cancellationToken).ConfigureAwait(false);
        foreach (var (key, stamp) in context.Book.All)
        {
            if (stamp.ExperimentId != experimentId || !key.StartsWith(Prefix, StringComparison.Ordinal) || seen.Contains(key[Prefix.Length..]))
                continue;
            using (await Locks.EnterAsync(key[Prefix.Length..], cancellationToken).ConfigureAwait(false))
                await FollowAsync(key[Prefix.Length..], cancellationToken).ConfigureAwait(false);
        }

        return seen.Count;
    }

    /// <summary>Notes that the index has what was written to the files of a trace.</summary>
    public void Take(FilePlace place, IReadOnlyDictionary<string, FileStamp> written)
    {
        var stamp = new ThingStamp(place.ExperimentId);
        stamp.Take(written, place.Folder);
        context.Book.Set(KeyOf(place.Id), stamp);
    }

    public async Task DropAsync(string id)
    {
        context.Book.Forget(KeyOf(id));
        if ((await context.Index.Traces.GetTraceInfosAsync([id]).ConfigureAwait(false)) is [var info])
            await context.Index.Traces.DeleteTracesAsync(TraceDeletion.Create(info.ExperimentId, traceIds: [id])).ConfigureAwait(false);
    }

    private static Dictionary<string, FoundFile>? Found(FilePlace place)
    {
        var found = FolderListing.Of(place.Folder);
        var spans = new FileInfo(Path.Combine(place.Folder, Spans));
        if (found is not null && spans.Exists && spans.LinkTarget is null)
            found[Spans] = new FoundFile(Spans, spans.LastWriteTimeUtc.Ticks, spans.Length);
        return found;
    }

    private async Task LoadManyAsync(List<(FilePlace Place, Trace Trace, Dictionary<string, FoundFile> Found)> traces, CancellationToken cancellationToken)
    {
        if (traces.Count == 0)
            return;
        try
        {
            await context.Index.Bulk.LoadTracesAsync([.. traces.Select(one => one.Trace with { Info = one.Trace.Info with { ExperimentId = one.Place.ExperimentId } })], CancellationToken.None).ConfigureAwait(false);
            foreach (var (place, _, found) in traces)
                Set(place, found);
        }
        catch (LeatException error) when (error.HttpStatus < 500)
        {
            // One that another call has loaded meanwhile, or that cannot be loaded: one by one then.
            foreach (var (place, _, _) in traces)
            {
                using (await Locks.EnterAsync(place.Id, cancellationToken).ConfigureAwait(false))
                    await FollowAsync(place.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        traces.Clear();
    }

    private async Task LoadAsync(List<(FilePlace Place, Trace Trace, Dictionary<string, FoundFile> Found)> traces)
    {
        foreach (var (place, trace, found) in traces)
        {
            try
            {
                await context.Index.Bulk.LoadTracesAsync([trace with { Info = trace.Info with { ExperimentId = place.ExperimentId } }]).ConfigureAwait(false);
            }
            catch (LeatException error) when (error.HttpStatus < 500)
            {
                context.Note(FileThing.Trace, place.Id, $"It is not shown: {error.Message}");
            }

            Set(place, found);
        }
    }

    private void Set(FilePlace place, Dictionary<string, FoundFile> found)
    {
        var stamp = new ThingStamp(place.ExperimentId);
        stamp.Take(found);
        context.Book.Set(KeyOf(place.Id), stamp);
    }
}
