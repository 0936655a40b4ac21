using System.Globalization;
using Leat.Artifacts.Objects;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Gcs;

/// <summary>Uploads whose parts clients send to the service themselves, and the removal of those that were never ended.</summary>
internal sealed class GcsMultipartUploads(GcsBucket bucket, ObjectRepository repository, TimeProvider time) : IMultipartUploads, IUploadSweep
{
    /// <summary>How long a client may use the address of a part, as in MLflow.</summary>
    private static readonly TimeSpan AddressLife = TimeSpan.FromHours(1);

    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public async Task<MultipartUpload> CreateAsync(string path, int partCount, CancellationToken cancellationToken = default)
    {
        await repository.RequireRoomForAsync(path, cancellationToken).ConfigureAwait(false);
        var key = bucket.KeyOf(path);
        var uploadId = await GcsUpload.BeginAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        return new MultipartUpload(uploadId, [.. Enumerable.Range(1, partCount).Select(number => AddressOf(key, uploadId, number))]);
    }

    public Task CompleteAsync(string path, string? uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default) =>
        GcsUpload.CompleteAsync(bucket, bucket.KeyOf(path), RequireId(uploadId), parts, cancellationToken);

    public Task AbortAsync(string path, string? uploadId, CancellationToken cancellationToken = default) =>
        GcsUpload.AbortAsync(bucket, bucket.KeyOf(path), RequireId(uploadId), cancellationToken);

    public async Task<SweptUploads> RemoveAbandonedUploadsAsync(CancellationToken cancellationToken = default)
    {
        var (count, bytes) = (0, 0L);
        var limit = time.GetUtcNow() - Abandoned;
        for (var marker = ""; marker is not null;)
        {
            var address = bucket.AddressIn($"?uploads&prefix={Uri.EscapeDataString(bucket.Below(null))}{marker}");
            using var answer = await bucket.CallAsync("list unfinished files", () => new HttpRequestMessage(HttpMethod.Get, address), cancellationToken).ConfigureAwait(false);
            var page = await GcsXml.ReadAsync(answer, cancellationToken).ConfigureAwait(false);
            foreach (var upload in page.All("Upload"))
            {
                if (upload.Find("Key") is not { } key || upload.Find("UploadId") is not { } id
                    || !DateTimeOffset.TryParse(upload.Find("Initiated"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun) || begun >= limit)
                {
                    continue;
                }

                bytes += await SizeAsync(key, id, cancellationToken).ConfigureAwait(false);
                await GcsUpload.AbortAsync(bucket, key, id, cancellationToken).ConfigureAwait(false);
                count++;
            }

            marker = page.Find("IsTruncated") == "true"
                ? $"&key-marker={Uri.EscapeDataString(page.Find("NextKeyMarker") ?? "")}&upload-id-marker={Uri.EscapeDataString(page.Find("NextUploadIdMarker") ?? "")}"
                : null;
        }

        return new SweptUploads(count, bytes);
    }

    private static string RequireId(string? uploadId) =>
        uploadId is { Length: > 0 } ? uploadId : throw LeatException.InvalidParameter("The upload_id is missing. It is in the answer that began the upload.");

    private PartAddress AddressOf(string key, string uploadId, int number) => new(
        number,
        bucket.Service.Signer!.Sign(
            HttpMethod.Put, bucket.AddressOf(key), [("partNumber", number.ToString(CultureInfo.InvariantCulture)), ("uploadId", uploadId)], time.GetUtcNow(), AddressLife),
        new Dictionary<string, string>());

    private async Task<long> SizeAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        var size = 0L;
        for (var marker = ""; marker is not null;)
        {
            var address = bucket.AddressOf(key, $"?uploadId={Uri.EscapeDataString(uploadId)}{marker}");
            using var answer = await bucket.CallAsync("list the parts of a file", () => new HttpRequestMessage(HttpMethod.Get, address), cancellationToken).ConfigureAwait(false);
            var page = await GcsXml.ReadAsync(answer, cancellationToken).ConfigureAwait(false);
            size += page.All("Part").Sum(part => long.TryParse(part.Find("Size"), CultureInfo.InvariantCulture, out var one) ? one : 0);
            marker = page.Find("IsTruncated") == "true" ? "&part-number-marker=" + page.Find("NextPartNumberMarker") : null;
        }

        return size;
    }
}
