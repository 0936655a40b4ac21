using Leat.Core;

namespace Leat.Client;

/// <summary>Sends one batch of a run and, where the store refuses it, finds the entries at fault so that the others are kept.</summary>
/// <param name="runs">The store.</param>
/// <param name="runId">The run that all entries belong to.</param>
/// <param name="limits">The store's limits.</param>
/// <param name="retry">Runs a call again while a store that does not retry by itself is overloaded.</param>
internal sealed class BatchSender(IRunStore runs, string runId, InputLimits limits, TransientRetry retry)
{
    /// <summary>Sends the entries in order.</summary>
    /// <returns>What could not be stored and why; empty if all was.</returns>
    /// <remarks>A batch is stored whole or not at all, so one bad entry blocks the others. A refused batch is halved and
    /// the halves are sent again, until the bad entries are isolated. If both halves fail with the same message as the
    /// whole, the fault lies with the run (which may be deleted), and no more is tried.</remarks>
    public async Task<List<FailedEntries>> SendAsync(List<LogEntry> entries, CancellationToken cancellationToken)
    {
        var failures = new List<FailedEntries>();
        if (await TrySendAsync(entries, cancellationToken).ConfigureAwait(false) is { } error)
            await IsolateAsync(entries, error, failures, cancellationToken).ConfigureAwait(false);
        return failures;
    }

    private async Task IsolateAsync(
        List<LogEntry> entries, Exception error, List<FailedEntries> failures, CancellationToken cancellationToken)
    {
        if (entries.Count == 1 || !MayBeOneEntrysFault(error))
        {
            failures.Add(new FailedEntries(entries, error));
            return;
        }

        var left = entries[..(entries.Count / 2)];
        var right = entries[(entries.Count / 2)..];
        var leftError = await TrySendAsync(left, cancellationToken).ConfigureAwait(false);
        var rightError = await TrySendAsync(right, cancellationToken).ConfigureAwait(false);
        if (leftError?.Message == error.Message && rightError?.Message == error.Message)
        {
            failures.Add(new FailedEntries(entries, error));
            return;
        }

        if (leftError is not null)
            await IsolateAsync(left, leftError, failures, cancellationToken).ConfigureAwait(false);
        if (rightError is not null)
            await IsolateAsync(right, rightError, failures, cancellationToken).ConfigureAwait(false);
    }

    private static bool MayBeOneEntrysFault(Exception error) =>
        error is LeatException { Code: ErrorCode.InvalidParameterValue or ErrorCode.BadRequest };

    private async Task<Exception?> TrySendAsync(List<LogEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            await retry.RunAsync(token => StoreAsync(entries, token), cancellationToken).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // Nobody waits for this call: whatever went wrong is handed to whoever flushes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    private Task StoreAsync(List<LogEntry> entries, CancellationToken cancellationToken)
    {
        if (entries[0].Kind == LogEntryKind.Inputs)
            return runs.LogInputsAsync(entries[0].ToInputs(), cancellationToken);
        var metrics = new List<Metric>(entries.Count);
        var parameters = new List<Param>();
        var tags = new List<Tag>();
        foreach (var entry in entries)
        {
            switch (entry.Kind)
            {
                case LogEntryKind.Metric:
                    metrics.Add(entry.ToMetric());
                    break;
                case LogEntryKind.Param:
                    parameters.Add(entry.ToParam());
                    break;
                default:
                    tags.Add(entry.ToTag());
                    break;
            }
        }

        return runs.LogAsync(LogBatch.Create(runId, metrics, parameters, tags, limits), cancellationToken);
    }
}

/// <summary>Entries that could not be stored, and why.</summary>
internal sealed record FailedEntries(List<LogEntry> Entries, Exception Error)
{
    /// <summary>What was lost, without values: they may be secret.</summary>
    public string Describe()
    {
        if (Entries.Count > 1)
            return string.Join(", ", Entries.CountBy(e => e.Kind).Select(k => $"{k.Value} {Plural(k.Key)}"));
        var entry = Entries[0];
        return entry.Kind == LogEntryKind.Inputs ? "inputs" : $"{Singular(entry.Kind)} '{entry.Key}'";
    }

    private static string Plural(LogEntryKind kind) => kind == LogEntryKind.Inputs ? "inputs" : Singular(kind) + "s";

    private static string Singular(LogEntryKind kind) => kind switch
    {
        LogEntryKind.Metric => "metric",
        LogEntryKind.Param => "param",
        _ => "tag",
    };
}
