namespace Leat.Testing.Servers;

/// <summary>A fresh folder that is deleted with its owner.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("leat-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A killed process may not have released its files yet; the system cleans its temporary folder itself.
        }
    }
}
