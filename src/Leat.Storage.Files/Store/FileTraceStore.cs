using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Traces as folders, with their spans in a file of each.</summary>
internal sealed class FileTraceStore(FileIndex index, FileWrites writes) : ITraceStore
{
    private ITraceStore Inner => index.Store.Traces;

    public async Task<TraceInfo> StartTraceAsync(NewTrace trace, CancellationToken cancellationToken = default)
    {
        Check(trace.TraceId, trace.Metadata, trace.Tags);
        foreach (var assessment in trace.Assessments)
            CheckAssessment(assessment.Assessment);
        await index.Experiments.FollowAsync(trace.ExperimentId, cancellationToken).ConfigureAwait(false);
        return await ChangeAsync(trace.TraceId, () => Inner.StartTraceAsync(trace, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    public Task<TraceInfo> EndTraceAsync(TraceEnd ending, CancellationToken cancellationToken = default) =>
        ChangeAsync(ending.TraceId, () => Inner.EndTraceAsync(ending, CancellationToken.None), cancellationToken);

    public async Task<TraceInfo> GetTraceInfoAsync(string traceId, CancellationToken cancellationToken = default)
    {
        await index.FollowTraceAsync(traceId, cancellationToken).ConfigureAwait(false);
        return await Inner.GetTraceInfoAsync(traceId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TraceInfo>> GetTraceInfosAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        await FollowAsync(traceIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetTraceInfosAsync(traceIds, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Page<TraceInfo>> SearchTracesAsync(TraceQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowTracesAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.SearchTracesAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public Task SetTraceTagAsync(string traceId, Tag tag, CancellationToken cancellationToken = default)
    {
        FileWrites.CheckKey("tag", tag.Key);
        return ChangeAsync(traceId, () => DoAsync(() => Inner.SetTraceTagAsync(traceId, tag, CancellationToken.None)), cancellationToken);
    }

    public Task DeleteTraceTagAsync(string traceId, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(traceId, () => DoAsync(() => Inner.DeleteTraceTagAsync(traceId, key, CancellationToken.None)), cancellationToken);

    public async Task<long> DeleteTracesAsync(TraceDeletion deletion, CancellationToken cancellationToken = default)
    {
        await index.FollowTracesAsync([deletion.ExperimentId], cancellationToken).ConfigureAwait(false);
        using var structure = await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false);
        await FollowAsync(deletion.TraceIds ?? [], cancellationToken).ConfigureAwait(false);
        index.Context.Book.Touch(ExperimentFollower.KeyOf(deletion.ExperimentId));
        if (index.Context.Layout.FindExperiment(deletion.ExperimentId) is not { } experiment)
            return await Inner.DeleteTracesAsync(deletion, cancellationToken).ConfigureAwait(false);
        string[] before = deletion.TraceIds is { } ids ? [.. ids] : [.. FileLayout.TracesIn(experiment).Select(folder => folder.Name)];
        foreach (var id in before)
            index.Context.Book.Touch(TraceFollower.KeyOf(id));
        var count = await Inner.DeleteTracesAsync(deletion, CancellationToken.None).ConfigureAwait(false);
        foreach (var chunk in before.Chunk(500))
        {
            var left = (await Inner.GetTraceInfosAsync(chunk, CancellationToken.None).ConfigureAwait(false)).Select(info => info.TraceId).ToHashSet(StringComparer.Ordinal);
            foreach (var id in chunk.Where(id => !left.Contains(id) && MlrunsNames.FaultOf(id) is null))
            {
                using (await index.Traces.Locks.EnterAsync(id, CancellationToken.None).ConfigureAwait(false))
                {
                    // One that the index could not take was not asked for.
                    if (index.Context.Book.Find(TraceFollower.KeyOf(id))?.ExperimentId != deletion.ExperimentId)
                        continue;
                    index.Context.Disk.DeleteFolder(Path.Combine(experiment, "traces", id));
                    index.Context.Book.Forget(TraceFollower.KeyOf(id));
                }
            }
        }

        return count;
    }

    public Task LinkTracesToRunAsync(TraceLinks links, CancellationToken cancellationToken = default) => throw LeatException.InvalidParameter(
        "A directory of files keeps no links between traces and runs, as in MLflow. Use a database as the store for this.");

    public Task LinkPromptsAsync(TracePrompts prompts, CancellationToken cancellationToken = default) => throw LeatException.InvalidParameter(
        "A directory of files does not keep which prompts a trace used. Use a database as the store for this.");

    public async Task<FilterCorrelation> CorrelateAsync(CorrelationQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowTracesAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.CorrelateAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TraceMetricPoint>> MeasureAsync(TraceMetricQuery query, CancellationToken cancellationToken = default)
    {
        await index.FollowTracesAsync(query.ExperimentIds, cancellationToken).ConfigureAwait(false);
        return await Inner.MeasureAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogSpansAsync(string experimentId, IReadOnlyList<Span> spans, CancellationToken cancellationToken = default)
    {
        string[] ids = [.. spans.Select(span => span.TraceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var id in ids)
            Check(id, [], []);
        await index.Experiments.FollowAsync(experimentId, cancellationToken).ConfigureAwait(false);
        using var structure = await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false);
        await FollowAsync(ids, cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
            index.Context.Book.Touch(TraceFollower.KeyOf(id));
        await Inner.LogSpansAsync(experimentId, spans, CancellationToken.None).ConfigureAwait(false);
        foreach (var id in ids)
        {
            using (await index.Traces.Locks.EnterAsync(id, CancellationToken.None).ConfigureAwait(false))
                await writes.ChangeAsync(TraceFollower.KeyOf(id), () => Task.FromResult(true), _ => writes.WriteTraceAsync(id, PlaceOf(id))).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<Trace>> GetTracesAsync(IReadOnlyList<string> traceIds, CancellationToken cancellationToken = default)
    {
        await FollowAsync(traceIds, cancellationToken).ConfigureAwait(false);
        return await Inner.GetTracesAsync(traceIds, cancellationToken).ConfigureAwait(false);
    }

    internal static void CheckAssessment(Assessment assessment)
    {
        if (assessment.Kind is not (AssessmentKind.Feedback or AssessmentKind.Expectation))
            throw new LeatException(ErrorCode.NotImplemented, "This store keeps no issues.");
        if (MlrunsNames.FaultOf(assessment.AssessmentId, ".yaml".Length) is { } fault)
            throw LeatException.InvalidParameter($"The assessment '{TextRules.Truncate(assessment.AssessmentId, 100)}' cannot be kept in a directory of files: {fault}.");
    }

    /// <summary>Changes a trace in the index, then in its folder.</summary>
    internal async Task<T> ChangeAsync<T>(string traceId, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        // A trace is written whole: what another process adds to it must be taken before.
        using (await index.Structure.EnterAsync(cancellationToken).ConfigureAwait(false))
        using (await index.Traces.Locks.EnterAsync(traceId, cancellationToken).ConfigureAwait(false))
        {
            var place = await index.Traces.FollowAsync(traceId, cancellationToken).ConfigureAwait(false);
            return await writes.ChangeAsync(TraceFollower.KeyOf(traceId), change, _ => writes.WriteTraceAsync(traceId, place)).ConfigureAwait(false);
        }
    }

    internal static async Task<bool> DoAsync(Func<Task> change)
    {
        await change().ConfigureAwait(false);
        return true;
    }

    private static void Check(string traceId, IReadOnlyList<Tag> metadata, IReadOnlyList<Tag> tags)
    {
        if (MlrunsNames.FaultOf(traceId) is { } fault)
            throw LeatException.InvalidParameter($"The trace '{TextRules.Truncate(traceId, 100)}' cannot be kept in a directory of files: {fault}.");
        foreach (var entry in metadata)
            FileWrites.CheckKey("metadata", entry.Key);
        foreach (var tag in tags)
            FileWrites.CheckKey("tag", tag.Key);
    }

    private FilePlace? PlaceOf(string id) => index.Context.Layout.FindTrace(id, index.Context.Book.Find(TraceFollower.KeyOf(id))?.ExperimentId);

    private async Task FollowAsync(IEnumerable<string> traceIds, CancellationToken cancellationToken)
    {
        foreach (var id in traceIds.Distinct(StringComparer.Ordinal))
            await index.FollowTraceAsync(id, cancellationToken).ConfigureAwait(false);
    }
}
