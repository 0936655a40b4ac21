using Leat.Core;

namespace Leat.Client;

/// <summary>What one run has yet to send, in the order it was logged; cut into batches that a store takes. Not thread-safe.</summary>
internal sealed class PendingEntries
{
    private readonly Queue<LogEntry> _entries = new();

    public int Count => _entries.Count;

    public void Add(in LogEntry entry) => _entries.Enqueue(entry);

    /// <summary>Takes as many of the first entries as fit into one call: 1,000, of them at most 100 params and 100 tags, no
    /// param twice; inputs are sent alone. Empty if nothing waits.</summary>
    public List<LogEntry> TakeBatch()
    {
        var batch = new List<LogEntry>(Math.Min(_entries.Count, LogRules.MaxMetricsPerBatch));
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        var tags = 0;
        while (batch.Count < LogRules.MaxMetricsPerBatch && _entries.TryPeek(out var entry))
        {
            if (entry.Kind == LogEntryKind.Inputs)
            {
                if (batch.Count == 0)
                    batch.Add(_entries.Dequeue());
                break;
            }

            // A param that the batch holds already begins the next one: the store refuses a batch that names a param twice,
            // and only the store knows whether the second value contradicts the first.
            if (entry.Kind == LogEntryKind.Param
                && (parameters.Count == LogRules.MaxParamsPerBatch || !parameters.Add(entry.Key)))
                break;
            if (entry.Kind == LogEntryKind.Tag && ++tags > LogRules.MaxTagsPerBatch)
                break;
            batch.Add(_entries.Dequeue());
        }

        return batch;
    }
}
