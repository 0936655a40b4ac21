using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Leat.Artifacts.Objects;
using Leat.Core;
using Leat.Core.Artifacts;
using MultipartUpload = Leat.Core.Artifacts.MultipartUpload;

namespace Leat.Artifacts.S3;

/// <summary>Uploads whose parts clients send to the service themselves, and the removal of those that were never ended.</summary>
internal sealed class S3MultipartUploads(S3Bucket bucket, ObjectRepository repository, TimeProvider time) : IMultipartUploads, IUploadSweep
{
    /// <summary>How long a client may use the address of a part, as in MLflow.</summary>
    private static readonly TimeSpan AddressLife = TimeSpan.FromHours(1);

    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public async Task<MultipartUpload> CreateAsync(string path, int partCount, CancellationToken cancellationToken = default)
    {
        await repository.RequireRoomForAsync(path, cancellationToken).ConfigureAwait(false);
        var key = bucket.KeyOf(path);
        var begin = S3Upload.Begin(bucket, key);
        var upload = await bucket.CallAsync("begin a large file", s3 => s3.InitiateMultipartUploadAsync(begin, cancellationToken)).ConfigureAwait(false);
        var parts = new List<PartAddress>(partCount);
        for (var number = 1; number <= partCount; number++)
            parts.Add(await AddressOfAsync(key, upload.UploadId, number).ConfigureAwait(false));
        return new MultipartUpload(upload.UploadId, parts);
    }

    public Task CompleteAsync(
        string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var tags = parts.Select(part => new PartETag(part.Number, (part.ETag ?? "").Trim('"'))).ToList();
        return S3Upload.CompleteAsync(bucket, bucket.KeyOf(path), RequireId(uploadId), tags, cancellationToken);
    }

    public Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default) =>
        AbortKeyAsync(bucket.KeyOf(path), RequireId(uploadId), cancellationToken);

    public async Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default)
    {
        var (count, bytes) = (0, 0L);
        var limit = time.GetUtcNow() - Abandoned;
        var request = new ListMultipartUploadsRequest
        {
            BucketName = bucket.Place.Bucket,
            Prefix = bucket.Below(null),
            Encoding = EncodingType.Url,
            ExpectedBucketOwner = bucket.Owner,
        };
        for (ListMultipartUploadsResponse? page = null; page is null or { IsTruncated: true };)
        {
            page = await bucket.CallAsync("list unfinished files", s3 => s3.ListMultipartUploadsAsync(request, cancellationToken)).ConfigureAwait(false);
            foreach (var upload in (page.MultipartUploads ?? []).Where(upload => upload.Initiated < limit.UtcDateTime))
            {
                var key = WebUtility.UrlDecode(upload.Key);
                bytes += await SizeAsync(key, upload.UploadId, cancellationToken).ConfigureAwait(false);
                await AbortKeyAsync(key, upload.UploadId, cancellationToken).ConfigureAwait(false);
                count++;
            }

            (request.KeyMarker, request.UploadIdMarker) = (WebUtility.UrlDecode(page.NextKeyMarker), page.NextUploadIdMarker);
        }

        return new SweptUploads(count, bytes);
    }

    private static string RequireId(string? uploadId) =>
        uploadId is { Length: > 0 } ? uploadId : throw LeatException.InvalidParameter("The upload_id is missing. It is in the answer that began the upload.");

    private async Task<PartAddress> AddressOfAsync(string key, string uploadId, int number)
    {
        var request = new GetPreSignedUrlRequest { Key = key, UploadId = uploadId, PartNumber = number, Verb = HttpVerb.PUT };
        var url = await bucket.SignAsync(request, AddressLife).ConfigureAwait(false);
        return new PartAddress(number, url, new Dictionary<string, string>());
    }

    private async Task<long> SizeAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        var size = 0L;
        var request = new ListPartsRequest { BucketName = bucket.Place.Bucket, Key = key, UploadId = uploadId, ExpectedBucketOwner = bucket.Owner };
        for (ListPartsResponse? page = null; page is null or { IsTruncated: true };)
        {
            page = await bucket.CallAsync("list the parts of a file", s3 => s3.ListPartsAsync(request, cancellationToken)).ConfigureAwait(false);
            size += (page.Parts ?? []).Sum(part => part.Size ?? 0);
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return size;
    }

    private async Task AbortKeyAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        var request = new AbortMultipartUploadRequest { BucketName = bucket.Place.Bucket, Key = key, UploadId = uploadId, ExpectedBucketOwner = bucket.Owner };
        await bucket.CallAsync("give up a large file", s3 => s3.AbortMultipartUploadAsync(request, cancellationToken)).ConfigureAwait(false);
    }
}
