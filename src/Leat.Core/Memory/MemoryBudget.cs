namespace Leat.Core;

/// <summary>The memory that requests in progress may hold together. Safe for concurrent use.</summary>
/// <param name="limit">In bytes.</param>
public sealed class MemoryBudget(long limit)
{
    private long _held;

    /// <summary>The whole budget, in bytes.</summary>
    public long Limit => limit;

    /// <summary>What is held now, in bytes.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Raised when a request ends that held many megabytes, at once or over the course of its answer.</summary>
    public event Action? LargeGivenBack;

    internal void TellLarge() => LargeGivenBack?.Invoke();

    internal bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= limit)
            return true;
        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    internal void Give(long bytes) => Interlocked.Add(ref _held, -bytes);
}
