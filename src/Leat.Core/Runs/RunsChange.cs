namespace Leat.Core;

/// <summary>One action on many runs. Each run is changed by itself: what cannot be done to one is reported and does not keep the others.</summary>
public sealed record RunsChange
{
    /// <summary>Maximum runs of one change.</summary>
    public const int MaxRuns = 10_000;

    /// <summary>How many runs are changed together. A store that writes what waits in one transaction needs one for them.</summary>
    internal const int RunsAtOnce = 1_000;

    private RunsChange(IReadOnlyList<string> runIds, RunAction action)
    {
        RunIds = runIds;
        Action = action;
    }

    /// <summary>The runs, each once.</summary>
    public IReadOnlyList<string> RunIds { get; }

    /// <summary>What is done to each.</summary>
    public RunAction Action { get; }

    /// <summary>Creates a change.</summary>
    /// <param name="runIds">1 to <see cref="MaxRuns"/>; one that comes twice counts once.</param>
    /// <param name="action">What is done to each.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no runs, or too many.</exception>
    public static RunsChange Create(IReadOnlyList<string> runIds, RunAction action)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        ArgumentNullException.ThrowIfNull(action);
        return runIds.Count is > 0 and <= MaxRuns
            ? new RunsChange([.. runIds.Distinct(StringComparer.Ordinal)], action)
            : throw LeatException.InvalidParameter($"run_ids has {runIds.Count} entries. It must have from 1 to {MaxRuns}.");
    }

    /// <summary>Does it, and returns what could not be done.</summary>
    /// <exception cref="LeatException">The store can do nothing at the moment. Some runs may have been changed; doing it again does no harm.</exception>
    public Task<IReadOnlyList<RunFailure>> ApplyAsync(IRunStore runs, CancellationToken cancellationToken = default) =>
        ApplyAsync(runs, _ => false, cancellationToken);

    /// <summary>Does it for the runs that the caller may see.</summary>
    /// <param name="runs">Where they are.</param>
    /// <param name="isMissing">Whether a run is, to the caller, not there.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="ApplyAsync(IRunStore, CancellationToken)"/>
    public async Task<IReadOnlyList<RunFailure>> ApplyAsync(
        IRunStore runs, Func<string, bool> isMissing, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(isMissing);
        var failures = new List<RunFailure>();
        foreach (var together in RunIds.Chunk(RunsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failed = await Task.WhenAll(together.Select(runId => ApplyAsync(runs, runId, isMissing, cancellationToken))).ConfigureAwait(false);
            if (Array.TrueForAll(failed, failure => failure?.Reason.HttpStatus >= 500))
                throw new LeatException(failed[0]!.Reason.Code, failed[0]!.Reason.Message, failed[0]!.Reason);
            failures.AddRange(failed.OfType<RunFailure>());
        }

        return failures;
    }

    private async Task<RunFailure?> ApplyAsync(IRunStore runs, string runId, Func<string, bool> isMissing, CancellationToken cancellationToken)
    {
        try
        {
            RunRules.CheckRunId(runId);
            if (isMissing(runId))
                throw LeatException.DoesNotExist($"Run with id={runId} not found");
            await Action.ApplyAsync(runs, runId, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (LeatException reason)
        {
            return new RunFailure(runId, reason);
        }
    }
}

/// <summary>A run to which something could not be done.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Reason">Why.</param>
public sealed record RunFailure(string RunId, LeatException Reason);
