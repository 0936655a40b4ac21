using Leat.Core;
using Leat.Storage.Specification;
using Leat.Storage.Sql.Specification;
using Leat.Storage.Sqlite;

namespace Leat.Storage.Files.Tests;

/// <summary>Makes directories of files as stores in a temporary folder, which is deleted when the tests end.</summary>
public sealed class FileStoreFixture : ISharedStoreFixture, IDisposable
{
    private int _count;

    public string Folder { get; } = Directory.CreateTempSubdirectory("leat-files-").FullName;

    public Task<ITrackingStore> CreateAsync() => OpenAsync(NewPath(), new SteppingTimeProvider());

    public async Task<ITrackingStore[]> CreateSeveralAsync(int count)
    {
        var path = NewPath();
        var clock = new SteppingTimeProvider();
        return await SqlStores.OpenSeveralAsync(count, () => OpenAsync(path, clock));
    }

    public Task SealAsync(ITrackingStore store) => SqlStores.SealAsync(((FileStore)store).Index);

    public string NewPath() => Path.Combine(Folder, Interlocked.Increment(ref _count).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static Task<ITrackingStore> OpenAsync(string path, TimeProvider? clock = null, Action<string>? note = null) => FileStore.OpenAsync(
        new FileStoreOptions
        {
            Path = path,
            TimeProvider = clock ?? TimeProvider.System,
            Note = note,
            OpenIndex = (database, cancel) => SqliteStore.OpenAsync(
                new SqliteStoreOptions { Path = database, DefaultArtifactRoot = new Uri(path).AbsoluteUri, TimeProvider = clock ?? TimeProvider.System }, cancel),
        },
        TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
