using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.S3;

/// <summary>A prefix of a bucket, and the service that has it.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What the keys begin with, without a slash at its end; empty for the whole bucket.</param>
/// <param name="Endpoint">The address of the service, as the location names it; null if it names none.</param>
internal sealed record S3Place(string Bucket, string Prefix, string? Endpoint)
{
    private const string R2 = "r2";

    /// <summary>Reads <c>s3://bucket/prefix</c> or <c>r2://bucket@host/prefix</c>. Keys are taken as they are written, not decoded: MLflow's
    /// clients do the same, and a bucket is shared with them.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it names no bucket, or no host.</exception>
    public static S3Place Of(ArtifactLocation location)
    {
        var prefix = (location.Path.StartsWith('/') ? location.Path[1..] : location.Path).TrimEnd('/');
        if (location.Scheme != R2)
        {
            return location.Authority.Length > 0
                ? new S3Place(location.Authority, prefix, null)
                : throw LeatException.InvalidParameter($"The artifact location '{location}' names no bucket: write 's3://<bucket>/<path>'.");
        }

        return location.Authority.Split('@') is [{ Length: > 0 } bucket, { Length: > 0 } host]
            ? new S3Place(bucket, prefix, "https://" + host)
            : throw LeatException.InvalidParameter(
                $"The artifact location '{location}' names no bucket and account: write 'r2://<bucket>@<account>.r2.cloudflarestorage.com/<path>'.");
    }
}
