namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow-artifacts/mpu/create/…</c>.</summary>
/// <param name="Path">Its last segment names the file.</param>
/// <param name="NumParts">How many parts the client will send.</param>
public sealed record CreateMultipartUploadRequest(string? Path, long? NumParts) : IWireRequest<CreateMultipartUploadRequest>
{
    /// <inheritdoc/>
    public static CreateMultipartUploadRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new CreateMultipartUploadRequest(fields.RequireString("path"), fields.GetInt64("num_parts"));
    }
}

/// <summary>Body of <c>POST /api/2.0/mlflow-artifacts/mpu/complete/…</c>.</summary>
/// <param name="Path">Its last segment names the file.</param>
/// <param name="UploadId">What the creation answered.</param>
public sealed record CompleteMultipartUploadRequest(string? Path, string? UploadId) : IWireRequest<CompleteMultipartUploadRequest>
{
    /// <inheritdoc/>
    public static CompleteMultipartUploadRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var path = fields.RequireString("path");
        var uploadId = fields.GetString("upload_id");
        fields.RequireAll("parts");
        return new CompleteMultipartUploadRequest(path, uploadId);
    }
}

/// <summary>Body of <c>POST /api/2.0/mlflow-artifacts/mpu/abort/…</c>.</summary>
/// <param name="Path">Its last segment names the file.</param>
/// <param name="UploadId">What the creation answered.</param>
public sealed record AbortMultipartUploadRequest(string? Path, string? UploadId) : IWireRequest<AbortMultipartUploadRequest>
{
    /// <inheritdoc/>
    public static AbortMultipartUploadRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new AbortMultipartUploadRequest(fields.RequireString("path"), fields.GetString("upload_id"));
    }
}
