namespace Leat.Core;

/// <summary>What one request holds of a <see cref="MemoryBudget"/>: estimates of its body and of what was read to answer it. It grows with the
/// request and is given back when the request ends.</summary>
/// <param name="budget">What it is taken from.</param>
/// <remarks>For one thread at a time.</remarks>
public sealed class MemoryShare(MemoryBudget budget) : IDisposable
{
    /// <summary>How much is taken at a time. A request that stays below this, as nearly all do, takes nothing.</summary>
    private const long Step = 256 * 1024;

    private static readonly AsyncLocal<MemoryShare?> Ambient = new();

    /// <summary>From this size on, the garbage of a request is worth a collection of its own.</summary>
    private const long Large = 16 * 1024 * 1024;

    private long _used;
    private long _taken;

    /// <summary>All that was taken in the course of the request.</summary>
    private long _total;

    /// <summary>The share of the current request; null where memory is not counted.</summary>
    /// <remarks>Stores count what they read. Passing the share through each of their calls would add a parameter that only the server
    /// fills.</remarks>
    public static MemoryShare? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>What the request holds, in bytes.</summary>
    public long Used => _used;

    /// <summary>Counts memory that the request holds from now on.</summary>
    /// <exception cref="LeatException">There is not enough: <see cref="ErrorCode.TemporarilyUnavailable"/> if other requests hold it,
    /// <see cref="ErrorCode.InvalidParameterValue"/> if no request may hold that much.</exception>
    public void Add(long bytes)
    {
        _used += bytes;
        if (_used > _taken + Step)
            Take();
    }

    /// <summary>Counts memory that the request could do without, if there is room for it.</summary>
    /// <returns>False if there is not; nothing is counted then.</returns>
    public bool TryAdd(long bytes)
    {
        var wanted = InSteps(_used + bytes - _taken);
        if (wanted > 0)
        {
            if (!budget.TryTake(wanted))
                return false;
            _taken += wanted;
            _total += wanted;
        }

        _used += bytes;
        return true;
    }

    /// <summary>Gives back what the request no longer holds.</summary>
    /// <param name="bytes">No more than was counted.</param>
    public void Remove(long bytes)
    {
        _used -= bytes;
        var spare = (_taken - _used) / Step * Step;
        if (spare <= 0)
            return;
        _taken -= spare;
        budget.Give(spare);
    }

    /// <summary>Takes room for what the request will hold, and waits for it while others hold too much.</summary>
    /// <param name="bytes">How much it may hold then, without asking again. No more than it held before.</param>
    /// <param name="patience">How long to wait; after that, counting fails as if nobody had waited.</param>
    /// <param name="cancellationToken">Gives up the waiting.</param>
    public async ValueTask ReserveAsync(long bytes, TimeSpan patience, CancellationToken cancellationToken)
    {
        var wanted = InSteps(bytes - _taken);
        if (wanted <= 0 || !await budget.TryTakeAsync(wanted, patience, cancellationToken).ConfigureAwait(false))
            return;
        _taken += wanted;
        _total += wanted;
    }

    /// <summary>Counts, of all that was counted since, only this much as still held.</summary>
    /// <param name="before">What was <see cref="Used"/> then.</param>
    /// <param name="bytes">What is held of it.</param>
    public void Keep(long before, long bytes)
    {
        Remove(_used - before);
        Add(bytes);
    }

    /// <summary>Gives everything back. What is counted afterwards is taken anew.</summary>
    public void Dispose()
    {
        budget.Give(_taken);
        if (_total >= Large)
            budget.TellLarge();
        (_used, _taken, _total) = (0, 0, 0);
    }

    private static long InSteps(long bytes) => (bytes + Step - 1) / Step * Step;

    private void Take()
    {
        var wanted = InSteps(_used - _taken);
        if (budget.TryTake(wanted))
        {
            _taken += wanted;
            _total += wanted;
            return;
        }

        if (_taken + wanted > budget.Limit)
        {
            throw LeatException.InvalidParameter(
                $"This takes more memory than one request may have, {budget.Limit >> 20} MiB. Send it in several requests, or ask for less at a time, "
                + "for example with a smaller max_results.");
        }

        throw new LeatException(
            ErrorCode.TemporarilyUnavailable, $"Other requests hold the memory that this one needs, {wanted >> 20} MiB more. Try again in a moment.");
    }
}
