namespace Leat.Client;

/// <summary>What background logging of a client has done so far.</summary>
/// <param name="Pending">Entries that wait or are being sent.</param>
/// <param name="Sent">Entries that the store has accepted.</param>
/// <param name="Failed">Entries that could not be stored; each was reported.</param>
/// <param name="Batches">Calls to the store, failed ones included.</param>
/// <param name="Waits">Logging calls that had to wait because the queue was full.</param>
/// <param name="WaitTime">How long they waited altogether.</param>
public readonly record struct LoggingStatistics(
    long Pending, long Sent, long Failed, long Batches, long Waits, TimeSpan WaitTime);
