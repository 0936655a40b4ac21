using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Leat.Artifacts.Objects;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.S3;

/// <summary>The calls to the service, with the settings that all of them share.</summary>
/// <param name="client">Made at the first call, since opening a location does no I/O and asks for no credentials.</param>
/// <param name="place">Where.</param>
/// <param name="settings">How.</param>
/// <param name="time">Tells which uploads are abandoned.</param>
internal sealed class S3Bucket(Lazy<AmazonS3Client> client, S3Place place, S3Settings settings, TimeProvider time) : ObjectContainer(place.Prefix)
{
    public AmazonS3Client Client => client.Value;

    public S3Place Place => place;

    public S3UploadArguments UploadArguments => settings.UploadArguments;

    public string? Owner => settings.ExpectedBucketOwner;

    public Task<T> CallAsync<T>(string what, Func<AmazonS3Client, Task<T>> call) => S3Errors.OfAsync(place, what, () => call(Client));

    public override async IAsyncEnumerable<ObjectPage> PagesAsync(
        string below, bool oneLevel, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = place.Bucket,
            Prefix = below,
            Delimiter = oneLevel ? "/" : null,
            ExpectedBucketOwner = Owner,

            // Names may hold characters that XML cannot.
            Encoding = EncodingType.Url,
        };
        if (most > 0)
            request.MaxKeys = most;
        do
        {
            var page = await CallAsync("list files", s3 => s3.ListObjectsV2Async(request, cancellationToken)).ConfigureAwait(false);
            yield return new ObjectPage(
                [.. (page.CommonPrefixes ?? []).Select(WebUtility.UrlDecode)!],
                [.. (page.S3Objects ?? []).Select(file => new ObjectFile(WebUtility.UrlDecode(file.Key), file.Size ?? 0))]);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is { Length: > 0 });
    }

    public override async Task<long?> SizeAsync(string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = place.Bucket, Key = key, ExpectedBucketOwner = Owner };
        return await CallAsync<long?>("look for a file", async s3 =>
        {
            try
            {
                return (await s3.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false)).ContentLength;
            }
            catch (AmazonS3Exception error) when (S3Errors.IsMissing(error))
            {
                return null;
            }
        }).ConfigureAwait(false);
    }

    public override async Task<ArtifactContent?> TryOpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var first = await CallAsync("read a file", s3 => s3.GetObjectAsync(S3ReadStream.RequestOf(this, path), cancellationToken)).ConfigureAwait(false);
            return new ArtifactContent(new S3ReadStream(this, path, first), first.ContentLength, first.LastModified) { EntityTag = first.ETag };
        }
        catch (LeatException error) when (error is { Code: ErrorCode.ResourceDoesNotExist, InnerException: AmazonS3Exception missing } && S3Errors.IsMissing(missing))
        {
            return null;
        }
    }

    public override Task WriteAsync(string key, ArtifactBody body, CancellationToken cancellationToken) => new S3Upload(this, key).WriteAsync(body, cancellationToken);

    public override T? Capability<T>(ObjectRepository repository)
        where T : class => typeof(T) == typeof(IFileAddresses) ? new ObjectAddresses(this, repository, SignAsync) as T : new S3MultipartUploads(this, repository, time) as T;

    /// <summary>Signs an address.</summary>
    /// <param name="request">The call, without bucket, time and protocol.</param>
    /// <param name="life">How long it works.</param>
    public Task<string> SignAsync(GetPreSignedUrlRequest request, TimeSpan life)
    {
        request.BucketName = place.Bucket;
        request.Expires = time.GetUtcNow().UtcDateTime + life;

        // By itself the SDK says https, whatever the service's address says.
        request.Protocol = Client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS;
        return CallAsync("sign an address", s3 => s3.GetPreSignedURLAsync(request));
    }

    private async Task<FileAddress> SignAsync(string key, long? size, TimeSpan life)
    {
        var request = new GetPreSignedUrlRequest { Key = key, Verb = size is null ? HttpVerb.PUT : HttpVerb.GET };
        return new FileAddress(await SignAsync(request, life).ConfigureAwait(false), new Dictionary<string, string>(), size);
    }

    /// <remarks>One by one: the call that removes a thousand at once wants a checksum that differs between services.</remarks>
    protected override Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = place.Bucket, Key = key, ExpectedBucketOwner = Owner };
        return CallAsync("remove a file", s3 => s3.DeleteObjectAsync(request, cancellationToken));
    }
}
