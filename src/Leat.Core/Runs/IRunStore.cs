using System.Runtime.CompilerServices;

namespace Leat.Core;

/// <summary>Stores runs and what they log. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface IRunStore
{
    /// <summary>Creates a run in an active experiment.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted.</exception>
    Task<Run> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default);

    /// <summary>The run with all its data, deleted or not.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.</exception>
    Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Changes attributes of an active run and returns the new values.</summary>
    Task<RunInfo> UpdateRunAsync(RunUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Deletes a run, which can be restored. Deleting it again changes nothing.</summary>
    Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Restores a run. Restoring an active one changes nothing.</summary>
    Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Stores points, params and tags of one active run: all of them or none.</summary>
    /// <returns>When they are durable. A point or param that is already stored is accepted and kept once.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the run is deleted, or a param already has another value.</exception>
    Task LogAsync(LogBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of an active run.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run or tag.</exception>
    Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default);

    /// <summary>Removes tags of an active run; those that it lacks do not matter. Stores that can do it remove all of them or none.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the run is deleted.</exception>
    async Task DeleteTagsAsync(string runId, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var run = await GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        foreach (var tag in run.Data.Tags.Where(tag => keys.Contains(tag.Key)))
            await DeleteTagAsync(runId, tag.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Links datasets to an active run. A dataset that the run already has is left unchanged.</summary>
    Task LogInputsAsync(LogInputs inputs, CancellationToken cancellationToken = default);

    /// <summary>One page of the matching runs, each with all its data.</summary>
    Task<Page<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>The same page in pieces of bounded size, at least one; the last has the page's token. Nothing is held between two pieces.
    /// Each run is shown as of one moment, but not all runs as of the same moment.</summary>
    async IAsyncEnumerable<Page<Run>> StreamRunsAsync(RunQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return await SearchRunsAsync(query, cancellationToken).ConfigureAwait(false);
    }
}
