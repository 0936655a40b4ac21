using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Addresses of files that may share contents: a download is led to the content.</summary>
internal sealed class ContentAddresses(IArtifactRepository repository, ContentFormat format, IFileAddresses addresses, bool shares) : IFileAddresses
{
    public Task<FileAddress> ForUploadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default) => shares || ContentPlaces.IsOurs(path)
        ? throw new LeatException(ErrorCode.NotImplemented, "Files that share contents are sent through the server.")
        : addresses.ForUploadAsync(path, life, cancellationToken);

    public async Task<FileAddress> ForDownloadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default)
    {
        if (ContentPlaces.IsOurs(path))
            throw LeatException.DoesNotExist($"No such artifact: '{path}'.");
        var address = await addresses.ForDownloadAsync(path, life, cancellationToken).ConfigureAwait(false);
        return address.Size == ContentReference.Bytes && await format.IsThereAsync(cancellationToken).ConfigureAwait(false)
            && await repository.TryReadReferenceAsync(path, cancellationToken).ConfigureAwait(false) is { } reference
                ? await addresses.ForDownloadAsync(ContentPlaces.BlobOf(reference.Blob), life, cancellationToken).ConfigureAwait(false)
                : address;
    }
}
