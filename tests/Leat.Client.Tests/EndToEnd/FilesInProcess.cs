namespace Leat.Client.Tests.EndToEnd;

/// <summary>A directory of files that the client opens itself.</summary>
public sealed class FilesInProcess : IStoreUnderTest, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leat");

    public string TrackingUri => Path.Combine(_directory.FullName, "mlruns");

    public void Dispose() => _directory.Delete(recursive: true);
}
