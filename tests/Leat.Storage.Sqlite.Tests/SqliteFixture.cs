using Leat.Core;
using Leat.Storage.Specification;
using Leat.Storage.Sql.Specification;
using Leat.Storage.Sql.Specification.Catalogue;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>Makes stores as files in a temporary folder, which is deleted when the tests end.</summary>
public class SqliteFixture : ISharedStoreFixture, ISqlFixture, IDisposable
{
    private int _count;

    CatalogueQueries ISqlFixture.Catalogue => SqliteCatalogue.Queries;

    string ISqlFixture.SchemaPage => "sqlite.sql";

    public string Folder { get; } = Directory.CreateTempSubdirectory("leat-sqlite-").FullName;

    public Task<ITrackingStore> CreateAsync() => SqliteStore.OpenAsync(
        Options(NewPath()),
        TestContext.Current.CancellationToken);

    public async Task<ITrackingStore[]> CreateSeveralAsync(int count)
    {
        var path = NewPath();
        return await SqlStores.OpenSeveralAsync(count, () => OpenAsync(path));
    }

    public Task<SqlTestDatabase> NewDatabaseAsync()
    {
        var path = NewPath();
        return Task.FromResult(new SqlTestDatabase(() => new SqliteDriver(new SqliteFile(path))));
    }

    public Task SealAsync(ITrackingStore store) => SqlStores.SealAsync(store);

    private protected virtual SqliteStoreOptions Options(string path) => new() { Path = path, TimeProvider = new SteppingTimeProvider() };

    public string NewPath() => Path.Combine(Folder, $"{Interlocked.Increment(ref _count)}.db");

    public static Task<ITrackingStore> OpenAsync(string path) =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path }, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
