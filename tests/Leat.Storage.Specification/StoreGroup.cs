using System.Collections;
using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Stores on the same database, used in turn: the index wraps around.</summary>
internal sealed class StoreGroup(ITrackingStore[] stores) : IEnumerable<ITrackingStore>, IAsyncDisposable
{
    public ITrackingStore this[int turn] => stores[turn % stores.Length];

    public IEnumerator<ITrackingStore> GetEnumerator() => ((IEnumerable<ITrackingStore>)stores).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
            await store.DisposeAsync();
    }
}
