namespace Leat.Core.Artifacts;

/// <summary>Files below one artifact root, on disk or elsewhere. Safe for concurrent use.</summary>
/// <remarks>Every path is relative to the root, with <c>/</c> as separator, and has passed <see cref="ArtifactPath"/>.</remarks>
public interface IArtifactRepository
{
    /// <summary>The entries directly in a directory, sorted by path (ordinal). Empty for a file or a missing directory.</summary>
    /// <param name="path">The directory; null or empty for the root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such file.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is a directory.</exception>
    Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Stores a file, making its parents and replacing what was there. Readers see the old file or the whole new one.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the body is not as long as announced, the
    /// path is that of a directory, or leads through a file.</exception>
    Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default);

    /// <summary>Removes a file or a directory with all it holds; nothing happens if it is not there.</summary>
    Task DeleteAsync(string? path, CancellationToken cancellationToken = default);

    /// <summary>An optional capability, for example <see cref="IMultipartUploads"/>; null if this repository lacks it.</summary>
    /// <remarks>Use this rather than a cast: a repository that wraps another has the capabilities of the inner one.</remarks>
    T? Capability<T>()
        where T : class => this as T;
}

/// <summary>A file or directory in an artifact repository.</summary>
/// <param name="Path">Relative to the repository's root.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Size">In bytes; null for a directory.</param>
public sealed record ArtifactEntry(string Path, bool IsDirectory, long? Size)
{
    /// <summary>What it takes besides its path, in a listing and in the answer.</summary>
    private const int Cost = 160;

    /// <summary>An estimate of the memory that it takes in a listing, in bytes, for repositories to count.</summary>
    public long HeldBytes => Cost + (2L * sizeof(char) * Path.Length);
}

/// <summary>An opened artifact. Dispose it to close the stream.</summary>
/// <param name="Stream">At its start; seekable if <see cref="System.IO.Stream.CanSeek"/> says so.</param>
/// <param name="Length">In bytes; null if not known beforehand.</param>
/// <param name="LastModified">When it was stored, if known.</param>
public sealed record ArtifactContent(Stream Stream, long? Length, DateTimeOffset? LastModified) : IAsyncDisposable
{
    /// <summary>The store's name for these very bytes, in quotes as HTTP writes it; null if it gives none. Another file, or another content,
    /// has another.</summary>
    public string? EntityTag { get; init; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}

/// <summary>Opens the repository that an artifact URI points at. Whoever made a provider disposes it; repositories are not disposed.</summary>
public interface IArtifactRepositoryProvider : IAsyncDisposable
{
    /// <summary>The repository whose root is <paramref name="artifactUri"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a scheme without a store.</exception>
    IArtifactRepository Open(string artifactUri);

    /// <summary>Closes connections. A provider without any need not implement this.</summary>
#pragma warning disable CA1816 // There is nothing to finalize where there is nothing to dispose.
    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA1816
}
