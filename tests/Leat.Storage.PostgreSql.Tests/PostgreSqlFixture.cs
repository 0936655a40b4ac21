using Leat.Core;
using Leat.Storage.Specification;
using Leat.Storage.Sql.Specification;
using Leat.Storage.Sql.Specification.Catalogue;
using Leat.Testing.Databases;
using Npgsql;

namespace Leat.Storage.PostgreSql.Tests;

/// <summary>Makes stores in a separate database on the shared test server, each store in a new schema.</summary>
public class PostgreSqlFixture : ISharedStoreFixture, ISqlFixture, IAsyncLifetime
{
    private string? _database;
    private PostgreSqlServer? _server;
    private int _count;

    CatalogueQueries ISqlFixture.Catalogue => PostgreSqlCatalogue.Queries;

    string ISqlFixture.SchemaPage => "postgresql.sql";

    public PostgreSqlServer Server => _server ?? throw new InvalidOperationException("The server is found in InitializeAsync.");

    public string Database => _database ?? throw new InvalidOperationException("The database is made in InitializeAsync.");

    public virtual async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.SharedAsync();
        _database = await _server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public async Task<ITrackingStore> CreateAsync() =>
        await PostgreSqlStore.OpenAsync(Options(await NewSchemaAsync()), TestContext.Current.CancellationToken);

    /// <summary>Several writers, whatever the machine's default.</summary>
    private protected virtual PostgreSqlStoreOptions Options(string connectionString) =>
        new() { ConnectionString = connectionString, TimeProvider = new SteppingTimeProvider(), Writers = 3 };

    public async Task<ITrackingStore[]> CreateSeveralAsync(int count)
    {
        var connection = await NewSchemaAsync();
        return await SqlStores.OpenSeveralAsync(count, () => PostgreSqlStore.OpenAsync(Options(connection), TestContext.Current.CancellationToken));
    }

    public async Task<SqlTestDatabase> NewDatabaseAsync()
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = await NewSchemaAsync() };
        return new SqlTestDatabase(() => new PostgreSqlDriver(options));
    }

    public Task SealAsync(ITrackingStore store) => SqlStores.SealAsync(store);

    /// <summary>Opens another store on the same tables, like a second server.</summary>
    public static Task<ITrackingStore> OpenAsync(string connectionString) => PostgreSqlStore.OpenAsync(
        new PostgreSqlStoreOptions { ConnectionString = connectionString }, TestContext.Current.CancellationToken);

    /// <summary>Creates an empty schema and returns its connection string.</summary>
    public virtual async Task<string> NewSchemaAsync()
    {
        var schema = $"s{Interlocked.Increment(ref _count)}";
        await ExecuteAsync(ConnectionString(), $"CREATE SCHEMA {schema}");
        return ConnectionString(schema);
    }

    public string ConnectionString(string? schema = null) => new NpgsqlConnectionStringBuilder
    {
        Host = DatabaseServer.Host,
        Port = Server.Port,
        Username = DatabaseServer.User,
        Password = DatabaseServer.Password,
        Database = Database,
        SearchPath = schema,
    }.ConnectionString;

    public static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
