namespace Leat.Core.Artifacts;

/// <summary>A kind of place for artifacts, named by a scheme such as <c>s3</c>: what all its repositories share, above all
/// connections and credentials.</summary>
/// <remarks>Made when the first location of its scheme is opened, and disposed with the provider that made it. Safe for
/// concurrent use.</remarks>
public interface IArtifactStore : IAsyncDisposable
{
    /// <summary>The repository whose root is a location. Does no I/O: many are opened, and none is disposed.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a location of this kind of store.</exception>
    IArtifactRepository Open(ArtifactLocation location);

    /// <summary>Closes connections. A store without any need not implement this.</summary>
#pragma warning disable CA1816 // There is nothing to finalize where there is nothing to dispose.
    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA1816
}

/// <summary>Makes a store when the first location of its scheme is opened, so that a program does not load what it does not use.</summary>
/// <param name="context">What the program provides.</param>
public delegate IArtifactStore ArtifactStoreFactory(ArtifactStoreContext context);

/// <summary>What a program provides to its artifact stores.</summary>
public sealed record ArtifactStoreContext
{
    /// <summary>Looks up an environment variable, for example one with credentials; null if it is not set. Stores read none
    /// themselves.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider TimeProvider { get; init; }
}
