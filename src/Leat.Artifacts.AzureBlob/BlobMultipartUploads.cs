using Azure.Storage.Sas;
using Leat.Artifacts.Objects;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.AzureBlob;

/// <summary>Uploads whose parts clients send to the service themselves, as blocks.</summary>
internal sealed class BlobMultipartUploads(AzureContainer container, ObjectRepository repository, TimeProvider time) : IMultipartUploads
{
    /// <summary>How long a client may use the address of a part, as in MLflow.</summary>
    private static readonly TimeSpan AddressLife = TimeSpan.FromHours(1);

    public async Task<MultipartUpload> CreateAsync(string path, int partCount, CancellationToken cancellationToken = default)
    {
        await repository.RequireRoomForAsync(path, cancellationToken).ConfigureAwait(false);
        var uploadId = BlockIds.NewUpload();
        var blob = container.BlobOf(container.KeyOf(path)).GenerateSasUri(BlobSasPermissions.Create | BlobSasPermissions.Write, time.GetUtcNow() + AddressLife);
        return new MultipartUpload(uploadId, [.. Enumerable.Range(1, partCount).Select(number => AddressOf(blob, uploadId, number))]);
    }

    public Task CompleteAsync(string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return BlobUpload.CompleteAsync(container, container.KeyOf(path), [.. parts.Select(part => BlockIds.Of(uploadId, part.Number))], cancellationToken);
    }

    /// <summary>There is nothing to give up: what no list names is forgotten by the service.</summary>
    public Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private static PartAddress AddressOf(Uri blob, string uploadId, int number) =>
        new(number, $"{blob.AbsoluteUri}&comp=block&blockid={Uri.EscapeDataString(BlockIds.Of(uploadId, number))}", new Dictionary<string, string>());
}
