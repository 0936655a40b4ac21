using System.Collections.Concurrent;
using Leat.Core;

namespace Leat.Server;

/// <summary>The workspaces that calls have named lately. They are looked up again after a few seconds, as another server may have changed them; what a
/// call creates in one that has been deleted meanwhile is refused by the store.</summary>
/// <param name="time">The clock.</param>
internal sealed class WorkspaceGuards(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    /// <summary>Only names of workspaces that exist.</summary>
    private readonly ConcurrentDictionary<string, (WorkspaceGuard Guard, long ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>The guard of a workspace.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: there is no such workspace.</exception>
    public async ValueTask<WorkspaceGuard> GetAsync(string name, RpcBackend backend, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out var known) && time.GetElapsedTime(known.ReadAt) < Lifetime)
            return known.Guard;
        var readAt = time.GetTimestamp();
        try
        {
            var view = await ((ITrackingStore)backend.Store).Workspaces.OpenWorkspaceAsync(name, cancellationToken);
            var guard = new WorkspaceGuard(name, backend with { Store = backend.Store.In(name, view) });
            _known[name] = (guard, readAt);
            return guard;
        }
        catch (LeatException)
        {
            _known.TryRemove(name, out _);
            throw;
        }
    }

    /// <summary>Looks all of them up again, after a change.</summary>
    public void Forget() => _known.Clear();
}
