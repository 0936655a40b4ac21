using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Leat.Artifacts.Objects;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.AzureBlob;

/// <summary>The calls to the service.</summary>
/// <param name="account">Made at the first call, since opening a location does no I/O and asks for no credentials.</param>
/// <param name="place">Where.</param>
/// <param name="time">Tells until when addresses are valid.</param>
/// <param name="pageSize">How many entries a page of a listing has; null for as many as the service likes.</param>
internal sealed class AzureContainer(Lazy<BlobServiceClient> account, BlobPlace place, TimeProvider time, int? pageSize) : ObjectContainer(place.Prefix)
{
    /// <summary>What accounts with a hierarchical namespace set on the blobs that stand for their directories.</summary>
    private const string FolderMark = "hdi_isfolder";

    /// <summary>What a client must say of a blob that it puts.</summary>
    private static readonly Dictionary<string, string> BlockBlob = new() { ["x-ms-blob-type"] = "BlockBlob" };

    public BlobContainerClient Client => account.Value.GetBlobContainerClient(place.Container);

    public BlockBlobClient BlobOf(string key) => Client.GetBlockBlobClient(key);

    public Task<T> CallAsync<T>(string what, Func<Task<T>> call) => BlobErrors.OfAsync(place, what, call);

    public override async IAsyncEnumerable<ObjectPage> PagesAsync(
        string below, bool oneLevel, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!IsName(below))
            yield break;
        var pages = (oneLevel ? PagesOfLevel(below, cancellationToken) : PagesOfAll(below, most, cancellationToken)).GetAsyncEnumerator(cancellationToken);
        await using (pages.ConfigureAwait(false))
        {
            while (await CallAsync("list files", async () => await pages.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
                yield return pages.Current;
        }
    }

    public override Task<long?> SizeAsync(string key, CancellationToken cancellationToken) => CallAsync<long?>("look for a file", async () =>
    {
        if (!IsName(key))
            return null;
        try
        {
            var found = await BlobOf(key).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return IsFolder(found.Value.Metadata) ? null : found.Value.ContentLength;
        }
        catch (RequestFailedException error) when (BlobErrors.IsMissing(error))
        {
            return null;
        }
    });

    public override Task<ArtifactContent?> TryOpenAsync(string path, CancellationToken cancellationToken) => CallAsync<ArtifactContent?>("read a file", async () =>
    {
        if (!IsName(path))
            return null;
        try
        {
            var blob = BlobOf(KeyOf(path));
            var first = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
            var details = first.Details;
            if (IsFolder(details.Metadata))
            {
                first.Dispose();
                return null;
            }

            return new ArtifactContent(new BlobReadStream(this, path, first), details.ContentLength, details.LastModified) { EntityTag = details.ETag.ToString("H") };
        }
        catch (RequestFailedException error) when (BlobErrors.IsMissing(error))
        {
            return null;
        }
    });

    public override Task WriteAsync(string key, ArtifactBody body, CancellationToken cancellationToken) =>
        new BlobUpload(this, key).WriteAsync(body, cancellationToken);

    /// <remarks>The service takes a backslash for a slash, and no control characters at all.</remarks>
    public override void RequireName(string key)
    {
        if (!IsName(key))
            throw LeatException.InvalidParameter($"'{key}' cannot be stored in Azure, where no name holds backslashes or control characters. Rename the file.");
    }

    /// <summary>Addresses for clients are signed with the account's key, which not all credentials have.</summary>
    public override T? Capability<T>(ObjectRepository repository)
        where T : class => !Client.CanGenerateSasUri
            ? null
            : typeof(T) == typeof(IMultipartUploads)
                ? new BlobMultipartUploads(this, repository, time) as T
                : typeof(T) == typeof(IFileAddresses) ? new ObjectAddresses(this, repository, SignAsync) as T : null;

    private Task<FileAddress> SignAsync(string key, long? size, TimeSpan life)
    {
        var rights = size is null ? BlobSasPermissions.Create | BlobSasPermissions.Write : BlobSasPermissions.Read;
        var url = BlobOf(key).GenerateSasUri(rights, time.GetUtcNow() + life).AbsoluteUri;
        return Task.FromResult(new FileAddress(url, size is null ? BlockBlob : [], size));
    }

    protected override Task DeleteAsync(string key, CancellationToken cancellationToken) => !IsName(key) ? Task.CompletedTask : CallAsync(
        "remove a file", () => BlobOf(key).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken));

    private static bool IsName(string key) => !key.Any(character => character is '\\' or >= '\uFFFE' || char.IsControl(character));

    private static bool IsFolder(IDictionary<string, string> metadata) =>
        metadata is not null && metadata.TryGetValue(FolderMark, out var mark) && string.Equals(mark, "true", StringComparison.OrdinalIgnoreCase);

    private async IAsyncEnumerable<ObjectPage> PagesOfLevel(string below, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new GetBlobsByHierarchyOptions { Prefix = below, Delimiter = "/", Traits = BlobTraits.Metadata };
        await foreach (var page in Client.GetBlobsByHierarchyAsync(options, cancellationToken).AsPages(pageSizeHint: pageSize).ConfigureAwait(false))
        {
            yield return new ObjectPage(
                [.. page.Values.Where(item => item.IsPrefix).Select(item => item.Prefix)],
                [.. page.Values.Where(item => item.IsBlob && !IsFolder(item.Blob.Metadata)).Select(item => FileOf(item.Blob))]);
        }
    }

    private async IAsyncEnumerable<ObjectPage> PagesOfAll(string below, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new GetBlobsOptions { Prefix = below, Traits = BlobTraits.Metadata };
        await foreach (var page in Client.GetBlobsAsync(options, cancellationToken).AsPages(pageSizeHint: most > 0 ? most : pageSize).ConfigureAwait(false))
        {
            yield return new ObjectPage(
                [.. page.Values.Where(blob => IsFolder(blob.Metadata)).Select(blob => blob.Name)],
                [.. page.Values.Where(blob => !IsFolder(blob.Metadata)).Select(FileOf)]);
        }
    }

    private static ObjectFile FileOf(BlobItem blob) => new(blob.Name, blob.Properties.ContentLength ?? 0);
}
