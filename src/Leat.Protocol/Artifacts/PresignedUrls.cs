using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/artifacts/presigned-upload-url</c> and <c>presigned-download-url</c>: asks for an address at which
/// the store itself takes or gives a file.</summary>
/// <param name="Path">Which file, a path from the top of the artifacts.</param>
/// <param name="RunId">The run that it belongs to.</param>
/// <param name="ModelId">The logged model that it belongs to, instead of a run.</param>
/// <param name="Expiration">How long the address shall work, in seconds.</param>
internal sealed record PresignedUrlRequest(string Path, string? RunId = null, string? ModelId = null, long? Expiration = null)
    : IWireRequest<PresignedUrlRequest>
{
    /// <summary>No store signs for longer.</summary>
    private const long MaxSeconds = 604_800;

    public static PresignedUrlRequest Decode(WireFields fields) => new(
        fields.RequireString("path"), fields.GetString("run_id"), fields.GetString("model_id"), fields.GetInt64("expiration"));

    /// <summary>Whose file it is.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not exactly one is named.</exception>
    public ArtifactOwner ToOwner() => string.IsNullOrEmpty(RunId) == string.IsNullOrEmpty(ModelId)
        ? throw LeatException.InvalidParameter("Name exactly one owner of the file: run_id or model_id.")
        : ArtifactOwner.Of(RunId, ModelId, name: null, version: null);

    /// <summary>How long the address shall work.</summary>
    /// <param name="usual">If the request does not say.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no time, or more than a store signs for.</exception>
    public TimeSpan ToLife(TimeSpan usual) => Expiration switch
    {
        null => usual,
        >= 1 and <= MaxSeconds => TimeSpan.FromSeconds(Expiration.Value),
        _ => throw LeatException.InvalidParameter($"Invalid value {Expiration} for parameter 'expiration' supplied: give a number of seconds from 1 to {MaxSeconds}, which is a week."),
    };
}

/// <summary>Answer of <c>presigned-upload-url</c> and <c>presigned-download-url</c>.</summary>
/// <param name="PresignedUrl">Takes a PUT or a GET without further credentials, for a while.</param>
/// <param name="Headers">What the client must send along.</param>
/// <param name="FileSize">How many bytes there are to download.</param>
internal sealed record PresignedUrlResponse(string PresignedUrl, IReadOnlyDictionary<string, string> Headers, long? FileSize)
{
    public static PresignedUrlResponse From(FileAddress address) => new(address.Url, address.Headers, address.Size);
}

/// <summary>Answer of <c>GET /api/2.0/mlflow-artifacts/presigned/…</c>.</summary>
/// <param name="Url">Takes a GET without further credentials, for a while.</param>
/// <param name="Headers">What the client must send along.</param>
/// <param name="FileSize">How many bytes there are.</param>
internal sealed record PresignedProxyUrlResponse(string Url, IReadOnlyDictionary<string, string> Headers, long? FileSize)
{
    public static PresignedProxyUrlResponse From(FileAddress address) => new(address.Url, address.Headers, address.Size);
}
