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

    /// <summary>Gives up connections. A store that has none need not say so.</summary>
#pragma warning disable CA1816 // There is nothing to finalize where there is nothing to dispose.
    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA1816
}

/// <summary>Makes a store when the first location of its scheme is opened, so that a program does not load what it does not use.</summary>
/// <param name="context">What the program lends it.</param>
public delegate IArtifactStore ArtifactStoreFactory(ArtifactStoreContext context);

/// <summary>What a program lends its artifact stores.</summary>
public sealed record ArtifactStoreContext
{
    /// <summary>Looks an environment variable up, for example one with credentials; null where it is not set. A store reads
    /// none itself.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider TimeProvider { get; init; }
}
