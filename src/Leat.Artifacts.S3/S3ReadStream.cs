using Amazon.Runtime;
using Amazon.S3.Model;
using Leat.Artifacts.Objects;
using Leat.Core;

namespace Leat.Artifacts.S3;

/// <summary>The bytes of one version of an object.</summary>
internal sealed class S3ReadStream(S3Bucket bucket, string path, GetObjectResponse first) : ResumingStream(first.ResponseStream, first.ContentLength)
{
    private readonly string _version = first.ETag;

    /// <summary>The request for a whole object.</summary>
    public static GetObjectRequest RequestOf(S3Bucket bucket, string path) => new()
    {
        BucketName = bucket.Place.Bucket,
        Key = bucket.KeyOf(path),
        ExpectedBucketOwner = bucket.Owner,
    };

    protected override async Task<Stream> ReopenAsync(long position, CancellationToken cancellationToken)
    {
        var request = RequestOf(bucket, path);
        request.EtagToMatch = _version;
        request.ByteRange = new ByteRange(position, Length - 1);
        try
        {
            return (await bucket.CallAsync("read a file", s3 => s3.GetObjectAsync(request, cancellationToken)).ConfigureAwait(false)).ResponseStream;
        }
        catch (LeatException error) when (error.InnerException is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.PreconditionFailed })
        {
            throw Replaced(path, error);
        }
    }
}
