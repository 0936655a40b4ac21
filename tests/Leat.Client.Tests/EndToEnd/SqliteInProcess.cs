namespace Leat.Client.Tests.EndToEnd;

/// <summary>A SQLite database that the client opens itself.</summary>
public sealed class SqliteInProcess : IStoreUnderTest, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leat");

    /// <summary>Four slashes make an absolute path.</summary>
    public string TrackingUri => "sqlite:///" + Path.Combine(_directory.FullName, "leat.db");

    public void Dispose() => _directory.Delete(recursive: true);
}
