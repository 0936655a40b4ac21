using Leat.Core.Artifacts;

namespace Leat.Artifacts;

/// <summary>The addresses of files of a repository, for a directory of it.</summary>
internal sealed class SubdirectoryAddresses(IFileAddresses inner, string directory) : IFileAddresses
{
    public Task<FileAddress> ForUploadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default) =>
        inner.ForUploadAsync(ArtifactPath.Combine(directory, path), life, cancellationToken);

    public Task<FileAddress> ForDownloadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default) =>
        inner.ForDownloadAsync(ArtifactPath.Combine(directory, path), life, cancellationToken);
}
