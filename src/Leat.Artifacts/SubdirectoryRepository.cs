using Leat.Core.Artifacts;

namespace Leat.Artifacts;

/// <summary>A directory of another repository, as a repository. It sees nothing of what lies beside it.</summary>
/// <param name="inner">The repository around it, whose rules on links still apply.</param>
/// <param name="directory">A normal path, not the root.</param>
internal sealed class SubdirectoryRepository(IArtifactRepository inner, string directory) : IArtifactRepository
{
    /// <summary>A directory of a repository, or the repository itself.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="directory">A normal path; empty or <c>.</c> for the root.</param>
    public static IArtifactRepository Below(IArtifactRepository root, string directory) =>
        directory is "" or "." ? root : new SubdirectoryRepository(root, directory);

    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default)
    {
        var entries = await inner.ListAsync(Full(path), cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => entry with { Path = entry.Path[(directory.Length + 1)..] })];
    }

    public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(Full(path), cancellationToken);

    public Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return inner.WriteAsync(Full(path), body, cancellationToken);
    }

    public Task DeleteAsync(string? path, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(Full(path), cancellationToken);

    public T? Capability<T>()
        where T : class => typeof(T) switch
        {
            var type when type == typeof(IMultipartUploads) && inner.Capability<IMultipartUploads>() is { } uploads => new SubdirectoryUploads(uploads, directory) as T,
            var type when type == typeof(IReceivedParts) && inner.Capability<IReceivedParts>() is { } parts => new SubdirectoryParts(parts, directory) as T,
            var type when type == typeof(IFileAddresses) && inner.Capability<IFileAddresses>() is { } addresses => new SubdirectoryAddresses(addresses, directory) as T,
            _ => null,
        };

    private string Full(string? path) => ArtifactPath.Combine(directory, path);
}
