namespace Leat.Client;

/// <summary>Entries of a run that could not be stored.</summary>
/// <param name="runId">The run.</param>
/// <param name="entries">What was lost, for example <c>param 'lr'</c> or <c>1,000 metrics</c>.</param>
/// <param name="count">How many entries.</param>
/// <param name="exception">Why.</param>
public sealed class LoggingFailedEventArgs(string runId, string entries, int count, Exception exception) : EventArgs
{
    /// <summary>The run they were meant for.</summary>
    public string RunId { get; } = runId;

    /// <summary>What was lost, in words, for example <c>param 'lr'</c>. Holds no values.</summary>
    public string Entries { get; } = entries;

    /// <summary>How many entries were lost.</summary>
    public int Count { get; } = count;

    /// <summary>Why: usually a <see cref="Leat.Core.LeatException"/>.</summary>
    public Exception Exception { get; } = exception;
}
