using System.Diagnostics;

namespace Leat.Core;

/// <summary>The memory that requests in progress may hold together. Safe for concurrent use.</summary>
/// <param name="limit">In bytes.</param>
public sealed class MemoryBudget(long limit)
{
    private long _held;
    private TaskCompletionSource? _given;

    /// <summary>The whole budget, in bytes.</summary>
    public long Limit => limit;

    /// <summary>What is held now, in bytes.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Raised when a request ends that held many megabytes, at once or over the course of its answer.</summary>
    public event Action? LargeGivenBack;

    internal void TellLarge() => LargeGivenBack?.Invoke();

    internal bool TryTake(long bytes)
    {
        for (var held = Held; held + bytes <= limit; held = Held)
        {
            if (Interlocked.CompareExchange(ref _held, held + bytes, held) == held)
                return true;
        }

        return false;
    }

    /// <summary>Takes as soon as others have given enough back.</summary>
    /// <returns>False if they have not in time.</returns>
    internal async ValueTask<bool> TryTakeAsync(long bytes, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var begun = Stopwatch.GetTimestamp(); !TryTake(bytes);)
        {
            var given = WhenGivenAsync();

            // What was given back before this was asked for tells nobody.
            if (TryTake(bytes))
                return true;
            var left = patience - Stopwatch.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
                return false;
            try
            {
                await given.WaitAsync(left, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return TryTake(bytes);
            }
        }

        return true;
    }

    internal void Give(long bytes)
    {
        if (bytes == 0)
            return;
        Interlocked.Add(ref _held, -bytes);
        Interlocked.Exchange(ref _given, null)?.SetResult();
    }

    private Task WhenGivenAsync()
    {
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _given, own, null) ?? own).Task;
    }
}
