using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Objects;

/// <summary>Signed addresses of the objects of a container.</summary>
/// <param name="container">The container.</param>
/// <param name="repository">Its files.</param>
/// <param name="sign">Signs the address of a key; a download has its size, an upload has none.</param>
internal sealed class ObjectAddresses(ObjectContainer container, ObjectRepository repository, SignObject sign) : IFileAddresses
{
    public async Task<FileAddress> ForUploadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default)
    {
        await repository.RequireRoomForAsync(path, cancellationToken).ConfigureAwait(false);
        return await sign(container.KeyOf(path), null, life).ConfigureAwait(false);
    }

    public async Task<FileAddress> ForDownloadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default)
    {
        var size = await container.SizeAsync(container.KeyOf(path), cancellationToken).ConfigureAwait(false)
            ?? throw LeatException.DoesNotExist($"No such artifact: '{path}'.");
        return await sign(container.KeyOf(path), size, life).ConfigureAwait(false);
    }
}

/// <summary>Signs an address.</summary>
/// <param name="key">Of which object.</param>
/// <param name="size">The size of the object that is to be fetched; null for one that is to be put there.</param>
/// <param name="life">How long it works.</param>
internal delegate Task<FileAddress> SignObject(string key, long? size, TimeSpan life);
