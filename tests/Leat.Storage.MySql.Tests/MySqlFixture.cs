using Leat.Core;
using Leat.Storage.Specification;
using Leat.Storage.Sql.Specification;
using Leat.Storage.Sql.Specification.Catalogue;
using Leat.Testing.Databases;
using MySqlConnector;

namespace Leat.Storage.MySql.Tests;

/// <summary>Makes stores on one MariaDB server, or on a MySQL server if requested, each in its own database, which is dropped after the
/// class's tests.</summary>
/// <remarks>The server does not wait for the disk: creating tables would be slow, and crash safety is tested elsewhere.</remarks>
public class MySqlFixture : ISharedStoreFixture, ISqlFixture, IAsyncLifetime
{
    private static readonly Lazy<Task<DatabaseServer>> Shared = new(
        () => DatabaseServers.StartNewAsync(MySqlServer.IsAskedFor ? DatabaseKind.MySql : DatabaseKind.MariaDb, "--innodb-flush-method=nosync"));

    private static readonly Lazy<Task<MadeDatabase>> Made = new(async () => await MadeDatabase.ReadAsync(await Shared.Value, CancellationToken.None));

    private readonly List<string> _databases = [];
    private DatabaseServer? _server;

    CatalogueQueries ISqlFixture.Catalogue => MySqlCatalogue.Queries;

    /// <summary>MySQL has other names for the same types.</summary>
    string? ISqlFixture.SchemaPage => MySqlServer.IsAskedFor ? null : "mariadb.sql";

    public DatabaseServer Server => _server ?? throw new InvalidOperationException("The server is found in InitializeAsync.");

    public async ValueTask InitializeAsync() => _server = await Shared.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await Server.RunSqlAsync("mysql", $"DROP DATABASE {database}", CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    public async Task<ITrackingStore> CreateAsync() =>
        await MySqlStore.OpenAsync(Options(await NewMadeDatabaseAsync()), TestContext.Current.CancellationToken);

    /// <summary>Several writers, whatever the machine's default.</summary>
    private protected virtual MySqlStoreOptions Options(string connectionString) =>
        new() { ConnectionString = connectionString, TimeProvider = new SteppingTimeProvider(), Writers = 3 };

    public async Task<ITrackingStore[]> CreateSeveralAsync(int count)
    {
        var database = await NewMadeDatabaseAsync();
        return await SqlStores.OpenSeveralAsync(count, () => OpenAsync(database));
    }

    async Task<SqlTestDatabase> ISqlFixture.NewDatabaseAsync()
    {
        var options = new MySqlStoreOptions { ConnectionString = await NewDatabaseAsync() };
        return new SqlTestDatabase(() => new MySqlDriver(options));
    }

    public Task SealAsync(ITrackingStore store) => SqlStores.SealAsync(store);

    /// <summary>Opens another store on the same tables, like a second server.</summary>
    public static Task<ITrackingStore> OpenAsync(string connectionString) => MySqlStore.OpenAsync(
        new MySqlStoreOptions { ConnectionString = connectionString }, TestContext.Current.CancellationToken);

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var database = await Server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        _databases.Add(database);
        return ConnectionString(Server, database);
    }

    /// <summary>Creates a database with its tables, as an opened store leaves it. That opening makes them is tested by opening empty ones.</summary>
    private async Task<string> NewMadeDatabaseAsync()
    {
        var database = await NewDatabaseAsync();
        await (await Made.Value).MakeAsync(database, TestContext.Current.CancellationToken);
        return database;
    }

    public static string ConnectionString(DatabaseServer server, string database, string? password = null) => new MySqlConnectionStringBuilder
    {
        Server = DatabaseServer.Host,
        Port = (uint)server.Port,
        UserID = DatabaseServer.User,
        Password = password ?? DatabaseServer.Password,
        Database = database,
    }.ConnectionString;

    public static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
