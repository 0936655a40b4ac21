using Amazon.S3.Model;
using Leat.Artifacts.Objects;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.S3;

/// <summary>The calls that store one object.</summary>
internal sealed class S3Upload(S3Bucket bucket, string key) : PartedUpload<PartETag>
{
    /// <summary>How long the service may take to forget what it was sent.</summary>
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(20);

    private string? _uploadId;

    protected override int MaxParts => 10_000;

    /// <summary>The request that begins an upload in parts.</summary>
    public static InitiateMultipartUploadRequest Begin(S3Bucket bucket, string key)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Place.Bucket,
            Key = key,
            ContentType = ArtifactMediaTypes.Guess(key),
            ExpectedBucketOwner = bucket.Owner,
        };
        bucket.UploadArguments.ApplyTo(request);
        return request;
    }

    /// <summary>Puts the parts together.</summary>
    public static async Task CompleteAsync(S3Bucket bucket, string key, string uploadId, List<PartETag> parts, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Place.Bucket,
            Key = key,
            UploadId = uploadId,
            PartETags = parts,
            ExpectedBucketOwner = bucket.Owner,
        };
        await bucket.CallAsync("complete a large file", s3 => s3.CompleteMultipartUploadAsync(request, cancellationToken)).ConfigureAwait(false);
    }

    protected override async Task PutAsync(Stream content, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket.Place.Bucket,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            ContentType = ArtifactMediaTypes.Guess(key),
            ExpectedBucketOwner = bucket.Owner,

            // Services other than AWS store the framing of a body in chunks as part of it.
            UseChunkEncoding = false,
        };
        bucket.UploadArguments.ApplyTo(request);
        await bucket.CallAsync("store a file", s3 => s3.PutObjectAsync(request, cancellationToken)).ConfigureAwait(false);
    }

    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        var begin = Begin(bucket, key);
        _uploadId = (await bucket.CallAsync("begin a large file", s3 => s3.InitiateMultipartUploadAsync(begin, cancellationToken)).ConfigureAwait(false)).UploadId;
    }

    protected override async Task<PartETag> SendPartAsync(int number, Stream content, CancellationToken cancellationToken)
    {
        var request = new UploadPartRequest
        {
            BucketName = bucket.Place.Bucket,
            Key = key,
            UploadId = _uploadId,
            PartNumber = number,
            PartSize = content.Length,
            InputStream = content,
            ExpectedBucketOwner = bucket.Owner,
            UseChunkEncoding = false,
        };
        var answer = await bucket.CallAsync("store a part of a file", s3 => s3.UploadPartAsync(request, cancellationToken)).ConfigureAwait(false);
        return new PartETag(answer);
    }

    protected override Task CompleteAsync(List<PartETag> parts, CancellationToken cancellationToken) =>
        CompleteAsync(bucket, key, _uploadId!, parts, cancellationToken);

    /// <summary>What cannot be removed now is left to the sweep of abandoned uploads.</summary>
    protected override async Task AbortAsync()
    {
        using var limit = new CancellationTokenSource(AbortLimit);
        var request = new AbortMultipartUploadRequest { BucketName = bucket.Place.Bucket, Key = key, UploadId = _uploadId, ExpectedBucketOwner = bucket.Owner };
        await bucket.CallAsync("give up a large file", s3 => s3.AbortMultipartUploadAsync(request, limit.Token)).ConfigureAwait(false);
    }
}
