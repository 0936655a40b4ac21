using Leat.Core.Artifacts;

namespace Leat.Client;

/// <summary>Copies files of this disk, or small contents in memory, into a repository.</summary>
/// <param name="repository">Where to.</param>
/// <param name="retry">Sends a file again, from its beginning, while the repository is overloaded or unreachable.</param>
internal sealed class ArtifactUpload(IArtifactRepository repository, TransientRetry retry)
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

    public Task BytesAsync(MemoryStream content, string artifactFile, CancellationToken cancellationToken) =>
        retry.RunAsync(
            token =>
            {
                content.Position = 0;
                return repository.WriteAsync(artifactFile, ArtifactBody.Of(content), token);
            },
            cancellationToken);

    private Task FileAsync(string localFile, string artifactFile, CancellationToken cancellationToken) =>
        retry.RunAsync(token => FileOnceAsync(localFile, artifactFile, token), cancellationToken);

    private async Task FileOnceAsync(string localFile, string artifactFile, CancellationToken cancellationToken)
    {
        var content = new FileStream(
            localFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (content.ConfigureAwait(false))
            await repository.WriteAsync(artifactFile, ArtifactBody.Of(content), cancellationToken).ConfigureAwait(false);
    }

    private static string Join(string? directory, string name) =>
        string.IsNullOrEmpty(directory) ? name : directory.TrimEnd('/') + "/" + name;
}
