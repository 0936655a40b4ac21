namespace Leat.Core.Artifacts;

/// <summary>A capability of repositories: checking, before the first file is stored, whether their location can be used.</summary>
public interface IRootCheck
{
    /// <summary>Whether the root exists: the directory, the bucket.</summary>
    Task<bool> ExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>Tries to write below the root, which need not exist yet if the first file creates it. Leaves nothing behind.</summary>
    /// <exception cref="LeatException">It cannot be written to; the message says why.</exception>
    Task RequireWritableAsync(CancellationToken cancellationToken = default);
}
