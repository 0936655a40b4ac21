using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Leat.Artifacts.Objects;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.AzureBlob;

/// <summary>The calls that store one blob: whole, or in blocks that become a blob when their list is put.</summary>
internal sealed class BlobUpload(AzureContainer container, string key) : PartedUpload<string>
{
    /// <summary>Each block goes with its hash, which the service checks.</summary>
    private static readonly UploadTransferValidationOptions Checked = new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };

    private readonly string _uploadId = BlockIds.NewUpload();

    protected override int MaxParts => BlockIds.Most;

    /// <summary>Makes a blob of blocks.</summary>
    public static Task CompleteAsync(AzureContainer container, string key, IEnumerable<string> blocks, CancellationToken cancellationToken) => container.CallAsync(
        "complete a large file",
        () => container.BlobOf(key).CommitBlockListAsync(blocks, new CommitBlockListOptions { HttpHeaders = HeadersOf(key) }, cancellationToken));

    protected override Task PutAsync(Stream content, CancellationToken cancellationToken) => container.CallAsync(
        "store a file",
        () => container.BlobOf(key).UploadAsync(
            content,
            new BlobUploadOptions
            {
                HttpHeaders = HeadersOf(key),
                TransferValidation = Checked,

                // The buffer is sent in one piece: the SDK would otherwise copy it into blocks of its own.
                TransferOptions = new StorageTransferOptions { InitialTransferSize = PartSize + 1, MaximumTransferSize = PartSize + 1 },
            },
            cancellationToken));

    protected override Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task<string> SendPartAsync(int number, Stream content, CancellationToken cancellationToken)
    {
        var block = BlockIds.Of(_uploadId, number);
        await container.CallAsync(
            "store a part of a file",
            () => container.BlobOf(key).StageBlockAsync(block, content, new BlockBlobStageBlockOptions { TransferValidation = Checked }, cancellationToken)).ConfigureAwait(false);
        return block;
    }

    protected override Task CompleteAsync(List<string> parts, CancellationToken cancellationToken) => CompleteAsync(container, key, parts, cancellationToken);

    /// <summary>Blocks of which no list was put are seen by nobody, and the service forgets them after a week.</summary>
    protected override Task AbortAsync() => Task.CompletedTask;

    private static BlobHttpHeaders HeadersOf(string key) => new() { ContentType = ArtifactMediaTypes.Guess(key) };
}
