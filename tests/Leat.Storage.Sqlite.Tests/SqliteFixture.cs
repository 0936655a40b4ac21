using Leat.Core;
using Leat.Storage.Specification;

namespace Leat.Storage.Sqlite.Tests;

/// <summary>Makes stores in files of a temporary folder that goes when the tests end.</summary>
public sealed class SqliteFixture : IStoreFixture, IDisposable
{
    private int _count;

    public string Folder { get; } = Directory.CreateTempSubdirectory("leat-sqlite-").FullName;

    public Task<ITrackingStore> CreateAsync() => SqliteStore.OpenAsync(
        new SqliteStoreOptions { Path = NewPath(), TimeProvider = new SteppingTimeProvider() },
        TestContext.Current.CancellationToken);

    public string NewPath() => Path.Combine(Folder, $"{Interlocked.Increment(ref _count)}.db");

    public static Task<ITrackingStore> OpenAsync(string path) =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Path = path }, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
