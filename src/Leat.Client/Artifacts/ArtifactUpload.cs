using Leat.Core.Artifacts;

namespace Leat.Client;

/// <summary>Copies files of this disk into a repository.</summary>
internal sealed class ArtifactUpload(IArtifactRepository repository)
{
    private const int BufferSize = 81_920;

    public Task FileOrDirectoryAsync(string localPath, string? artifactPath, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(localPath)));
        return Directory.Exists(localPath)
            ? ContentsAsync(localPath, Join(artifactPath, name), cancellationToken)
            : FileAsync(localPath, Join(artifactPath, name), cancellationToken);
    }

    public async Task ContentsAsync(string localDirectory, string? artifactPath, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(localDirectory, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(localDirectory, file).Replace(Path.DirectorySeparatorChar, '/');
            await FileAsync(file, Join(artifactPath, relative), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FileAsync(string localFile, string artifactFile, CancellationToken cancellationToken)
    {
        var content = new FileStream(
            localFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (content.ConfigureAwait(false))
            await repository.WriteAsync(artifactFile, content, cancellationToken).ConfigureAwait(false);
    }

    private static string Join(string? directory, string name) =>
        string.IsNullOrEmpty(directory) ? name : directory.TrimEnd('/') + "/" + name;
}
