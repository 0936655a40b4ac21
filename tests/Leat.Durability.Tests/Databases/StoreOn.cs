using Leat.Core;
using Leat.Storage.MySql;
using Leat.Storage.PostgreSql;

namespace Leat.Durability.Tests.Databases;

/// <summary>Opens a store in this process on a server's database.</summary>
internal static class StoreOn
{
    /// <summary>Several on any machine, because each has to recover by itself.</summary>
    private const int Writers = 4;

    public static Task<ITrackingStore> OpenAsync(DatabaseUri database) => OpenAsync(database, "");

    /// <summary>A store whose statements are sent as text.</summary>
    public static Task<ITrackingStore> OpenUnpreparedAsync(DatabaseUri database) => OpenAsync(database, ";Max Auto Prepare=0");

    private static Task<ITrackingStore> OpenAsync(DatabaseUri database, string postgreSqlSettings) => database.Kind == StoreKind.PostgreSql
        ? PostgreSqlStore.OpenAsync(new PostgreSqlStoreOptions { ConnectionString = PostgreSqlConnectionString.Of(database) + postgreSqlSettings, Writers = Writers })
        : MySqlStore.OpenAsync(new MySqlStoreOptions { ConnectionString = MySqlConnectionString.Of(database), Writers = Writers });
}
