using Leat.Core.Artifacts;

namespace Leat.Artifacts;

/// <summary>The multipart uploads of a repository, for a directory of it.</summary>
internal sealed class SubdirectoryUploads(IMultipartUploads inner, string directory) : IMultipartUploads
{
    public Task<MultipartUpload> CreateAsync(string path, int partCount, CancellationToken cancellationToken = default) =>
        inner.CreateAsync(Full(path), partCount, cancellationToken);

    public Task CompleteAsync(
        string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default) =>
        inner.CompleteAsync(Full(path), uploadId, parts, cancellationToken);

    public Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default) =>
        inner.AbortAsync(Full(path), uploadId, cancellationToken);

    private string Full(string path) => ArtifactPath.Combine(directory, path);
}
