using Leat.Core;
using Leat.Storage.Sqlite;

namespace Leat.LoadHost;

/// <summary>Opens the store to be measured, with the settings that the server has.</summary>
internal static class Stores
{
    public static Task<ITrackingStore> OpenAsync(string uri)
    {
        var store = StoreUri.Parse(uri);
        return store.Kind switch
        {
            StoreKind.Sqlite => SqliteStore.OpenAsync(new SqliteStoreOptions { Path = store.Path! }),
            _ => throw new NotSupportedException($"There is no load host for '{store}'."),
        };
    }
}
