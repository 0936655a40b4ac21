namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories: to find out, before the first file, whether the place they were opened at can be used.</summary>
public interface IRootCheck
{
    /// <summary>Whether the root is there: the directory, the bucket.</summary>
    Task<bool> ExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>Tries to write below the root, which need not be there where it is made with the first file. Leaves nothing behind.</summary>
    /// <exception cref="LeatException">It cannot be written to; the message says why.</exception>
    Task RequireWritableAsync(CancellationToken cancellationToken = default);
}
