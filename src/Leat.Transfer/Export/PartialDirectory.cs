using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>A directory that has its name when it is whole. Until then it is called <c>name.partial</c>, and a file in it tells that an export makes it.</summary>
internal sealed class PartialDirectory(string path)
{
    private const string Marker = ".leat-export";

    private readonly string _final = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>Where it will be.</summary>
    public string Final => _final;

    /// <summary>Where to write.</summary>
    public string Path => $"{_final}.partial";

    private string MarkerPath => System.IO.Path.Combine(Path, Marker);

    /// <summary>Has it filled, and then gives it its name. If that fails, nothing is left of it.</summary>
    /// <exception cref="LeatException">Something else is in its place, or in that of the partial one.</exception>
    public async Task<T> MakeAsync<T>(Func<Task<T>> fill)
    {
        if (File.Exists(_final) || (Directory.Exists(_final) && Directory.EnumerateFileSystemEntries(_final).Any()))
            throw LeatException.AlreadyExists($"'{_final}' is there already and is no empty directory: an export makes a new one.");
        RemoveLeftover();
        Directory.CreateDirectory(Path);
        var marker = new FileStream(MarkerPath, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            T filled;
            await using (marker.ConfigureAwait(false))
                filled = await fill().ConfigureAwait(false);
            if (Directory.Exists(_final))
                Directory.Delete(_final);
            Directory.Move(Path, _final);
            File.Delete(System.IO.Path.Combine(_final, Marker));
            return filled;
        }
        finally
        {
            if (Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>What an interrupted export left goes; what is anything else, or being written, stays.</summary>
    private void RemoveLeftover()
    {
        if (File.Exists(Path) || (Directory.Exists(Path) && !File.Exists(MarkerPath) && Directory.EnumerateFileSystemEntries(Path).Any()))
            throw LeatException.AlreadyExists($"'{Path}' is there already and was not left by an export, which needs this name until it is done: move it away.");
        if (!Directory.Exists(Path))
            return;
        try
        {
            if (File.Exists(MarkerPath))
                new FileStream(MarkerPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
        catch (IOException error)
        {
            throw new LeatException(ErrorCode.ResourceAlreadyExists, $"Another export is writing '{Path}'.", error);
        }

        Directory.Delete(Path, recursive: true);
    }
}
