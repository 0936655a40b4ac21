namespace Leat.Storage.Files;

/// <summary>Locks for things of one kind, by id. Some ids share a lock, so that there is a fixed number.</summary>
internal sealed class KeyedLocks
{
    private const int Count = 256;

    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<Releaser> EnterAsync(string id, CancellationToken cancellationToken)
    {
        var one = _locks[(uint)string.GetHashCode(id, StringComparison.Ordinal) % Count];
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Releaser(one);
    }

    /// <summary>Releases a lock when it is disposed.</summary>
    internal readonly struct Releaser(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
