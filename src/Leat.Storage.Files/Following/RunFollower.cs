using System.Text;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Keeps the runs of an index in step with their folders. What was added to a run is taken alone; otherwise the run is read anew.</summary>
internal sealed class RunFollower(IndexContext context, ExperimentFollower experiments)
{
    public const string Prefix = "r/";
    private const int MostTogether = 200;

    /// <summary>More that was added to a metric is read with the whole run. No line is as long.</summary>
    private const long LargestTail = 16 << 20;

    /// <summary>A metric of some 30 million points. It is in memory while it is read.</summary>
    private const long LargestMetric = 1 << 30;

    private readonly MlrunsRunReader _reader = new(context.Folder);

    public KeyedLocks Locks { get; } = new();

    public static string KeyOf(string id) => Prefix + id;

    /// <summary>Takes what has changed in a run. The caller holds its lock.</summary>
    /// <returns>Where it lies; null if there is none.</returns>
    public async Task<FilePlace?> FollowAsync(string id, CancellationToken cancellationToken)
    {
        var known = context.Book.Find(KeyOf(id));
        if (context.Layout.FindRun(id, known?.ExperimentId) is not { } place || !await experiments.HasAsync(place, cancellationToken).ConfigureAwait(false))
        {
            if (known is not null)
                await DropAsync(id).ConfigureAwait(false);
            return null;
        }

        await FollowAsync(place).ConfigureAwait(false);
        return place;
    }

    /// <summary>Takes what has changed in all runs of an experiment.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="experiment">Its folder.</param>
    /// <param name="isDue">Whether the files of a run that rests, and whose folders look as before, are compared one by one.</param>
    /// <param name="cancellationToken">Ends the work between two runs.</param>
    /// <returns>How many there are.</returns>
    public async Task<int> FollowAllAsync(string experimentId, string experiment, Func<string, bool> isDue, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new List<FilePlace>();
        foreach (var folder in FileLayout.RunsIn(experiment))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = new FilePlace(experimentId, experiment, folder.Name, folder.FullName);
            seen.Add(place.Id);
            var stamp = context.Book.Find(KeyOf(place.Id));
            if (stamp is null)
            {
                unknown.Add(place);
                if (unknown.Count == MostTogether)
                    await LoadAsync(unknown, cancellationToken).ConfigureAwait(false);
            }
            else if (!stamp.Rests || isDue(place.Id) || stamp.Outline == 0 || stamp.Outline != OutlineOf(place.Folder))
            {
                using (await Locks.EnterAsync(place.Id, cancellationToken).ConfigureAwait(false))
                    await FollowAsync(place.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        await LoadAsync(unknown, cancellationToken).ConfigureAwait(false);
        foreach (var (key, stamp) in context.Book.All)
        {
            if (stamp.ExperimentId != experimentId || !key.StartsWith(Prefix, StringComparison.Ordinal) || seen.Contains(key[Prefix.Length..]))
                continue;
            using (await Locks.EnterAsync(key[Prefix.Length..], cancellationToken).ConfigureAwait(false))
                await FollowAsync(key[Prefix.Length..], cancellationToken).ConfigureAwait(false);
        }

        return seen.Count;
    }

    /// <summary>Removes a run from the index. The caller holds its lock.</summary>
    public async Task DropAsync(string id)
    {
        context.Book.Forget(KeyOf(id));
        if (await IndexContext.TryAsync(() => context.Index.Runs.DeleteRunAsync(id)).ConfigureAwait(false))
            await IndexContext.TryAsync(() => context.PurgeAsync(PurgeKind.Run, id)).ConfigureAwait(false);

        // What logged models have from it went along.
        foreach (var (key, _) in context.Book.All)
        {
            if (key.StartsWith(ModelFollower.Prefix, StringComparison.Ordinal))
                context.Book.Forget(key);
        }
    }

    /// <summary>The outline of a run's folder: it changes whenever a file in it is made, renamed or removed. 0 if it has just changed, and might change
    /// again unseen.</summary>
    public static long OutlineOf(string folder)
    {
        var outline = Directory.GetLastWriteTimeUtc(folder).Ticks;
        var newest = outline;
        foreach (var name in (string[])["meta.yaml", "metrics", "params", "tags", "inputs", "outputs"])
        {
            var time = File.GetLastWriteTimeUtc(Path.Combine(folder, name)).Ticks;
            newest = Math.Max(newest, time);
            outline = (outline * 31) + time;
        }

        return FileStamp.IsFreshAt(newest) ? 0 : outline;
    }

    /// <summary>Loads many runs that the index does not have, in one transaction and without their locks: should one be loaded by another call
    /// meanwhile, they are taken one by one.</summary>
    private async Task LoadAsync(List<FilePlace> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
            return;
        var batch = new List<(FilePlace Place, BulkRun Run, ThingStamp Stamp)>(places.Count);
        foreach (var place in places)
        {
            if (await experiments.HasAsync(place, cancellationToken).ConfigureAwait(false) && Read(place) is { } read)
                batch.Add((place, read.Run, read.Stamp));
        }

        try
        {
            await context.Index.Bulk.LoadAsync([.. batch.Select(one => one.Run)], CancellationToken.None).ConfigureAwait(false);
            foreach (var (place, _, stamp) in batch)
                context.Book.Set(KeyOf(place.Id), stamp);
        }
        catch (LeatException error) when (error.HttpStatus < 500)
        {
            foreach (var (place, _, _) in batch)
            {
                using (await Locks.EnterAsync(place.Id, cancellationToken).ConfigureAwait(false))
                    await FollowAsync(place.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        places.Clear();
    }

    private async Task FollowAsync(FilePlace place)
    {
        var outline = OutlineOf(place.Folder);
        if (Found(place) is not { } found)
            return;
        var stamp = context.Book.Find(KeyOf(place.Id));
        if (stamp is not null && stamp.ExperimentId == place.ExperimentId)
        {
            if (stamp.IsOf(found, place.Folder))
            {
                stamp.Outline = outline;
                return;
            }

            context.Book.Touch(KeyOf(place.Id));
            if (await TryFollowAsync(place, found, stamp).ConfigureAwait(false))
                return;
        }

        if (stamp is not null || await HasRunAsync(place.Id).ConfigureAwait(false))
            await DropAsync(place.Id).ConfigureAwait(false);
        context.Book.Touch(KeyOf(place.Id));
        if (Read(place) is not { } read)
            return;
        try
        {
            await context.Index.Bulk.LoadAsync([read.Run]).ConfigureAwait(false);
        }
        catch (LeatException error) when (error.HttpStatus < 500)
        {
            context.Note(FileThing.Run, place.Id, $"It is not shown: {error.Message}");
        }

        context.Book.Set(KeyOf(place.Id), read.Stamp);
    }

    private static Dictionary<string, FoundFile>? Found(FilePlace place) => FolderListing.Of(place.Folder);

    private Task<bool> HasRunAsync(string id) => IndexContext.TryAsync(() => context.Index.Runs.GetRunAsync(id));

    /// <summary>Reads a run whole, as far as an index can hold it.</summary>
    private (BulkRun Run, ThingStamp Stamp)? Read(FilePlace place)
    {
        var stamp = new ThingStamp(place.ExperimentId) { Outline = OutlineOf(place.Folder) };
        if (Found(place) is not { } found || _reader.ReadHead(place.ExperimentId, new DirectoryInfo(place.Folder)) is not { } head)
            return null;
        stamp.Take(found);
        stamp.Rests = IsAtRest(head.Info);
        var run = _reader.ReadLogged(head, place.ExperimentFolder, withMetrics: false);
        var metrics = new List<BulkSeries>();
        foreach (var file in found.Values)
        {
            if (!TryKeyOf(file.Path, "metrics/", out var key) || !IsKey(place.Id, "metric", key))
                continue;
            var points = ReadTail(place, file, from: 0, out var taken);
            stamp.Files[file.Path] = new FileStamp(file.Time, taken, 0, IsFresh: false);
            points.Sort(static (a, b) => MetricValues.CompareByStep(a, b));
            if (points.Count > 0)
                metrics.Add(new BulkSeries(key, points));
        }

        return (run with
        {
            Params = [.. run.Params.Where(param => IsKey(place.Id, "param", param.Key)).Select(param => param with { Value = TextRules.Truncate(param.Value, LogRules.MaxParamValueLength) })],
            Tags = [.. run.Tags.Where(tag => IsKey(place.Id, "tag", tag.Key)).Select(tag => tag with { Value = TextRules.Truncate(tag.Value, LogRules.MaxTagValueLength) })],
            Metrics = metrics,
        }, stamp);
    }

    private static bool IsAtRest(RunInfo info) => info.Status is not (RunStatus.Running or RunStatus.Scheduled) || info.LifecycleStage == LifecycleStage.Deleted;

    private bool IsKey(string run, string what, string key)
    {
        if (MlrunsNames.FaultOfKey(key) is not { } fault)
            return true;
        context.Note(FileThing.Run, run, $"Its {what} '{TextRules.Truncate(key, 100)}' is not shown: {fault}.");
        return false;
    }

    private static bool TryKeyOf(string path, string folder, out string key)
    {
        var isThere = path.StartsWith(folder, StringComparison.Ordinal);
        key = isThere ? path[folder.Length..] : "";
        return isThere;
    }

    /// <summary>The points of whole lines from a place in a metric file on. A line that another process has not ended yet is taken later.</summary>
    private List<MetricPoint> ReadTail(FilePlace place, in FoundFile file, long from, out long taken)
    {
        taken = from;
        try
        {
            if (file.Size - from > LargestMetric)
                throw LeatException.InvalidParameter($"it has {file.Size} bytes, more than the {LargestMetric} that are read.");
            var path = Path.Combine(place.Folder, file.Path);
            var bytes = new byte[file.Size - from];
            int read;
            using (var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                read = RandomAccess.Read(handle, bytes, from);
            var end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (read - end > LargestTail)
                throw LeatException.InvalidParameter($"its last line has no end within {LargestTail} bytes.");
            taken = from + end;
            return MetricFile.ReadPoints(bytes.AsSpan(0, end), context.Folder.Relative(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or LeatException)
        {
            context.Note(FileThing.Run, place.Id, $"Its metric '{file.Path}' is not shown as it is: {error.Message}");
            taken = file.Size;
            return [];
        }
    }

    /// <summary>Takes what was added. False if the run must be read anew.</summary>
    private async Task<bool> TryFollowAsync(FilePlace place, Dictionary<string, FoundFile> found, ThingStamp stamp)
    {
        var removed = stamp.Files.Keys.Where(path => !found.ContainsKey(path)).ToList();
        if (!removed.TrueForAll(path => path.StartsWith("tags/", StringComparison.Ordinal)))
            return false;
        var (points, parameters, tags) = (new List<Metric>(), new List<Param>(), new List<Tag>());
        var (taken, hasMeta) = (new List<KeyValuePair<string, FileStamp>>(), false);
        foreach (var file in found.Values)
        {
            var isKnown = stamp.Files.TryGetValue(file.Path, out var known);
            if (isKnown && known.IsOf(file))
                continue;
            if (TryKeyOf(file.Path, "metrics/", out var key))
            {
                if (file.Size < known.Size || file.Size - known.Size > LargestTail)
                    return false;
                if (!IsKey(place.Id, "metric", key))
                    continue;
                points.AddRange(ReadTail(place, file, known.Size, out var end).Select(point => new Metric(key, point.Value, point.TimestampMs, point.Step)));
                taken.Add(KeyValuePair.Create(file.Path, new FileStamp(file.Time, end, 0, IsFresh: false)));
                continue;
            }

            if (file.Path.StartsWith("inputs/", StringComparison.Ordinal) || file.Path.StartsWith("outputs/", StringComparison.Ordinal))
            {
                // Written once.
                if (!isKnown || !known.HasSame(file))
                    return false;
                continue;
            }

            if (file.Size > MlrunsFolder.LargestText || TryRead(Path.Combine(place.Folder, file.Path)) is not { } content)
                return false;
            var now = FileStamp.Of(file.Time, content);
            taken.Add(KeyValuePair.Create(file.Path, now));
            if (isKnown && known.Hash == now.Hash && known.Size == now.Size)
                continue;
            if (file.Path == FileLayout.Meta)
                hasMeta = true;
            else if (TryTextOf(content) is not { } text)
                return false;
            else if (TryKeyOf(file.Path, "tags/", out key) && IsKey(place.Id, "tag", key))
                tags.Add(new Tag(key, TextRules.Truncate(text, LogRules.MaxTagValueLength)));
            else if (TryKeyOf(file.Path, "params/", out key) && IsKey(place.Id, "param", key))
                parameters.Add(new Param(key, TextRules.Truncate(text, LogRules.MaxParamValueLength)));
        }

        try
        {
            if (!await TryChangeAsync(place, hasMeta, removed, points, parameters, tags).ConfigureAwait(false))
                return false;
        }
        catch (LeatException error) when (error.HttpStatus < 500)
        {
            return false;
        }

        foreach (var path in removed)
            stamp.Files.Remove(path);
        foreach (var (path, one) in taken)
            stamp.Files[path] = one;
        return true;
    }

    private async Task<bool> TryChangeAsync(
        FilePlace place, bool hasMeta, List<string> removedTags, List<Metric> points, List<Param> parameters, List<Tag> tags)
    {
        var runs = context.Index.Runs;
        var hasLogged = removedTags.Count + points.Count + parameters.Count + tags.Count > 0;
        if (!hasMeta && !hasLogged)
            return true;
        var there = (await runs.GetRunAsync(place.Id).ConfigureAwait(false)).Info;
        var wanted = there;
        if (hasMeta)
        {
            if (_reader.ReadHead(place.ExperimentId, new DirectoryInfo(place.Folder)) is not { } head)
                return false;
            wanted = head.Info;
            if (wanted.UserId != there.UserId || wanted.StartTimeMs != there.StartTimeMs || wanted.ArtifactUri != there.ArtifactUri)
                return false;
            context.Book.Find(KeyOf(place.Id))!.Rests = IsAtRest(wanted);
        }

        if (there.LifecycleStage == LifecycleStage.Deleted && wanted.LifecycleStage == LifecycleStage.Deleted)
            return !hasLogged && Same(there, wanted);
        if (there.LifecycleStage == LifecycleStage.Deleted)
            await runs.RestoreRunAsync(place.Id).ConfigureAwait(false);
        if (!Same(there, wanted))
            await runs.UpdateRunAsync(new RunUpdate(place.Id) { Status = wanted.Status, EndTimeMs = wanted.EndTimeMs ?? 0, RunName = wanted.RunName }).ConfigureAwait(false);
        foreach (var chunk in points.Chunk(LogRules.MaxMetricsPerBatch))
            await runs.LogAsync(LogBatch.Create(place.Id, chunk)).ConfigureAwait(false);
        foreach (var chunk in parameters.Chunk(LogRules.MaxParamsPerBatch))
            await runs.LogAsync(LogBatch.Create(place.Id, parameters: chunk)).ConfigureAwait(false);
        foreach (var chunk in tags.Chunk(LogRules.MaxTagsPerBatch))
            await runs.LogAsync(LogBatch.Create(place.Id, tags: chunk)).ConfigureAwait(false);
        if (removedTags.Count > 0)
            await runs.DeleteTagsAsync(place.Id, [.. removedTags.Select(path => path["tags/".Length..])]).ConfigureAwait(false);
        if (wanted.LifecycleStage == LifecycleStage.Deleted)
            await runs.DeleteRunAsync(place.Id).ConfigureAwait(false);
        return true;
    }

    private static bool Same(RunInfo one, RunInfo other) => one.Status == other.Status && one.EndTimeMs == other.EndTimeMs && one.RunName == other.RunName;

    private static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? TryTextOf(byte[] content)
    {
        try
        {
            return MlrunsFolder.TextOf(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
