using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Tells of changes that the index has taken, and sees to it that it takes them.</summary>
internal sealed class FileStoreVersion(FileIndex index, IStoreVersion inner) : IStoreVersion
{
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken = default)
    {
        await index.FollowRunsAsync(null, cancellationToken).ConfigureAwait(false);
        await index.FollowModelsAsync(null, cancellationToken).ConfigureAwait(false);
        await index.FollowTracesAsync(null, cancellationToken).ConfigureAwait(false);
        await index.FollowRegistryAsync(cancellationToken).ConfigureAwait(false);
        return await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
    }
}
