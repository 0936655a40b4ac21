using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /get-artifact</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Path">Which of its files.</param>
public sealed record GetArtifactRequest(string RunId, string Path) : IWireRequest<GetArtifactRequest>
{
    /// <inheritdoc/>
    public static GetArtifactRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new GetArtifactRequest(fields.RequireString("run_id", alias: "run_uuid"), fields.RequireString("path"));
    }
}

/// <summary>Query of <c>POST /ajax-api/2.0/mlflow/upload-artifact</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Path">Which of its files to write.</param>
public sealed record UploadArtifactRequest(string RunId, string Path) : IWireRequest<UploadArtifactRequest>
{
    /// <inheritdoc/>
    public static UploadArtifactRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new UploadArtifactRequest(Specified(fields, "run_uuid"), Specified(fields, "path"));
    }

    private static string Specified(WireFields fields, string name) =>
        fields.GetString(name) is { Length: > 0 } value
            ? value
            : throw LeatException.InvalidParameter($"Request must specify {name}.");
}

/// <summary>Query of <c>GET /model-versions/get-artifact</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">Which of its versions.</param>
/// <param name="Path">Which of its files.</param>
public sealed record GetModelVersionArtifactRequest(string Name, long Version, string Path) : IWireRequest<GetModelVersionArtifactRequest>
{
    /// <inheritdoc/>
    public static GetModelVersionArtifactRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var name = fields.RequireString("name");
        var version = RegistryRules.ParseVersion(name, fields.RequireString("version"));
        return new GetModelVersionArtifactRequest(name, version, fields.RequireString("path"));
    }
}

/// <summary>Query of <c>GET /ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files</c>.</summary>
/// <param name="Path">Which of the model's files.</param>
public sealed record GetLoggedModelArtifactRequest(string Path) : IWireRequest<GetLoggedModelArtifactRequest>
{
    /// <inheritdoc/>
    public static GetLoggedModelArtifactRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new GetLoggedModelArtifactRequest(fields.RequireInQuery("artifact_file_path"));
    }
}

/// <summary>Query of <c>GET /ajax-api/2.0/mlflow/get-trace-artifact</c>.</summary>
/// <param name="TraceId">Which trace; the field is called <c>request_id</c>.</param>
public sealed record GetTraceArtifactRequest(string TraceId) : IWireRequest<GetTraceArtifactRequest>
{
    /// <inheritdoc/>
    public static GetTraceArtifactRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new GetTraceArtifactRequest(fields.RequireInQuery("request_id"));
    }
}

/// <summary>Reads these queries.</summary>
internal static class FileQueries
{
    /// <summary>A text that must be there and not be empty. The message is that of MLflow's calls that check a query themselves.</summary>
    public static string RequireInQuery(this WireFields fields, string name) =>
        fields.GetString(name) is { Length: > 0 } value
            ? value
            : throw new LeatException(ErrorCode.BadRequest, $"Request must include the \"{name}\" query parameter.");
}
