using System.Globalization;
using Leat.Core;
using Leat.Storage.Specification;
using Leat.Storage.Sqlite;

namespace Leat.Client.Tests.Specification;

/// <summary>Starts a server for each test, with a database in a temporary folder that goes when the tests end.</summary>
public sealed class ServedStoreFixture : IStoreFixture, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leat-served-");
    private int _count;

    public async Task<ITrackingStore> CreateAsync()
    {
        var name = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        var options = new SqliteStoreOptions { Path = Path.Combine(_folder.FullName, name + ".db"), TimeProvider = new SteppingTimeProvider() };
        return await ServedStore.StartAsync(options, TestContext.Current.CancellationToken);
    }

    /// <summary>No suite that runs here asks for it.</summary>
    public Task SealAsync(ITrackingStore store) => throw new NotSupportedException();

    public void Dispose() => _folder.Delete(recursive: true);
}
