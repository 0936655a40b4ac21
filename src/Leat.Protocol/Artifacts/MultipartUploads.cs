using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow-artifacts/mpu/create/…</c>.</summary>
/// <param name="Path">Its last segment names the file.</param>
/// <param name="NumParts">How many parts the client will send.</param>
internal sealed record CreateMultipartUploadRequest(string? Path, long? NumParts) : IWireRequest<CreateMultipartUploadRequest>
{
    /// <summary>More than any store takes: S3 and Google allow 10,000, Azure 50,000.</summary>
    private const int MaxParts = 50_000;

    public static CreateMultipartUploadRequest Decode(WireFields fields) =>
        new(fields.RequireString("path"), fields.GetInt64("num_parts"));

    /// <summary>How many parts there will be.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: none, or more than any store takes.</exception>
    public int ToPartCount() => NumParts is >= 1 and <= MaxParts
        ? (int)NumParts
        : throw LeatException.InvalidParameter($"Invalid value {NumParts} for parameter 'num_parts' supplied: give the number of parts, from 1 to {MaxParts}.");
}

/// <summary>Answer of <c>mpu/create</c>.</summary>
/// <param name="UploadId">To be given again when the upload is completed or given up; left out by stores that need none.</param>
/// <param name="Credentials">Where each part goes.</param>
internal sealed record CreateMultipartUploadResponse(string? UploadId, IReadOnlyList<PartAddressMessage>? Credentials)
{
    public static CreateMultipartUploadResponse From(MultipartUpload upload) =>
        new(upload.UploadId, upload.Parts.ToMessages(PartAddressMessage.From));
}

/// <summary>Where a client puts one part of a file.</summary>
/// <param name="Url">Takes a PUT without further credentials, for a while.</param>
/// <param name="PartNumber">From 1.</param>
/// <param name="Headers">What the client must send along.</param>
internal sealed record PartAddressMessage(string Url, int PartNumber, IReadOnlyDictionary<string, string> Headers)
{
    public static PartAddressMessage From(PartAddress part) => new(part.Url, part.Number, part.Headers);
}

/// <summary>Body of <c>POST /api/2.0/mlflow-artifacts/mpu/complete/…</c>.</summary>
/// <param name="Path">Its last segment names the file.</param>
/// <param name="UploadId">What the creation answered.</param>
/// <param name="Parts">In the order of the file.</param>
internal sealed record CompleteMultipartUploadRequest(string? Path, string? UploadId, IReadOnlyList<UploadedPartMessage>? Parts)
    : IWireRequest<CompleteMultipartUploadRequest>
{
    public static CompleteMultipartUploadRequest Decode(WireFields fields) => new(
        fields.RequireString("path"), fields.GetString("upload_id"), fields.RequireMessages("parts").Decode(UploadedPartMessage.Decode));

    /// <summary>The parts as the store gets them.</summary>
    public IReadOnlyList<UploadedPart> ToParts() => [.. (Parts ?? []).Select(part => part.ToPart())];
}

/// <summary>A part that the client has put to its address.</summary>
/// <param name="PartNumber">From 1.</param>
/// <param name="Etag">What the store answered.</param>
/// <param name="Url">Where it was put.</param>
internal sealed record UploadedPartMessage(int? PartNumber, string? Etag, string? Url)
{
    /// <summary>Reads a part.</summary>
    public static UploadedPartMessage Decode(WireFields fields) =>
        new(fields.GetInt32("part_number"), fields.GetString("etag"), fields.GetString("url"));

    /// <summary>The part as the store gets it.</summary>
    public UploadedPart ToPart() => new(PartNumber ?? 0, Etag, Url);
}

/// <summary>Body of <c>POST /api/2.0/mlflow-artifacts/mpu/abort/…</c>.</summary>
/// <param name="Path">Its last segment names the file.</param>
/// <param name="UploadId">What the creation answered.</param>
internal sealed record AbortMultipartUploadRequest(string? Path, string? UploadId) : IWireRequest<AbortMultipartUploadRequest>
{
    public static AbortMultipartUploadRequest Decode(WireFields fields) =>
        new(fields.RequireString("path"), fields.GetString("upload_id"));
}
