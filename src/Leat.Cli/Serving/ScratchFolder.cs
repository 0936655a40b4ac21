namespace Leat.Cli.Serving;

/// <summary>A temporary folder that goes away with its owner.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("leat-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (IOException)
        {
            // The system clears its temporary folder itself.
        }
    }
}
