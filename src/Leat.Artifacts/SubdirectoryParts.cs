using Leat.Core.Artifacts;

namespace Leat.Artifacts;

/// <summary>The received parts of a repository, for a directory of it.</summary>
internal sealed class SubdirectoryParts(IReceivedParts inner, string directory) : IReceivedParts
{
    public Task<string> BeginAsync(string path, int partCount, CancellationToken cancellationToken = default) =>
        inner.BeginAsync(Full(path), partCount, cancellationToken);

    public Task<string> WriteAsync(string uploadId, int number, ArtifactBody part, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(uploadId, number, part, cancellationToken);

    public Task CompleteAsync(
        string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default) =>
        inner.CompleteAsync(Full(path), uploadId, parts, cancellationToken);

    public Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default) =>
        inner.AbortAsync(Full(path), uploadId, cancellationToken);

    private string Full(string path) => ArtifactPath.Combine(directory, path);
}
