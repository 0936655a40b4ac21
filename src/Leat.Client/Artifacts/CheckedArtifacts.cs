using Leat.Core.Artifacts;

namespace Leat.Client;

/// <summary>Wraps a repository of any kind so that it sees only paths that cannot leave it.</summary>
/// <param name="inner">The repository.</param>
internal sealed class CheckedArtifacts(IArtifactRepository inner) : IArtifactRepository
{
    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        if (ArtifactPath.TryParseDirectory(path, out var directory))
            return await inner.ListAsync(directory, cancellationToken).ConfigureAwait(false);

        // Only a file can have this name, and a file has no entries.
        _ = ArtifactPath.ParseFile(path);
        return [];
    }

    public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(ArtifactPath.ParseFile(path), cancellationToken);

    public Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(ArtifactPath.ParseFile(path), body, cancellationToken);

    public Task DeleteAsync(string? path, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(string.IsNullOrEmpty(path) ? path : ArtifactPath.ParseFile(path), cancellationToken);

    public T? Capability<T>()
        where T : class => inner.Capability<T>();
}
