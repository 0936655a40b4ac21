using System.Collections.Frozen;
using Leat.Core;

namespace Leat.Webhooks;

/// <summary>The active webhooks, cached. Safe for concurrent use.</summary>
internal sealed class Subscriptions(ITrackingStore store, TimeSpan lifetime, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1);
    private int _changes;
    private Snapshot? _snapshot;

    /// <summary>Makes the next call read them again, after a change.</summary>
    public void Forget() => Interlocked.Increment(ref _changes);

    /// <summary>The active webhooks by id, with every change that was made through this server before the call.</summary>
    public async ValueTask<FrozenDictionary<string, Webhook>> GetAsync(CancellationToken cancellationToken)
    {
        if (Current() is { } known)
            return known;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Current() is { } read)
                return read;

            // The number first: a change in the meantime may or may not be among what is read.
            var changes = Volatile.Read(ref _changes);
            var readAt = time.GetTimestamp();
            var webhooks = await ReadAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _snapshot, new Snapshot(changes, readAt, webhooks));
            return webhooks;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private FrozenDictionary<string, Webhook>? Current() =>
        Volatile.Read(ref _snapshot) is { } snapshot
        && snapshot.Changes == Volatile.Read(ref _changes)
        && time.GetElapsedTime(snapshot.ReadAt) < lifetime
            ? snapshot.Webhooks
            : null;

    private async Task<FrozenDictionary<string, Webhook>> ReadAsync(CancellationToken cancellationToken)
    {
        if (store.Features.Webhooks is not { } webhooks)
            return FrozenDictionary<string, Webhook>.Empty;
        var active = await webhooks.ListActiveWebhooksAsync(cancellationToken).ConfigureAwait(false);
        return active.ToFrozenDictionary(webhook => webhook.WebhookId, StringComparer.Ordinal);
    }

    private sealed record Snapshot(int Changes, long ReadAt, FrozenDictionary<string, Webhook> Webhooks);
}
