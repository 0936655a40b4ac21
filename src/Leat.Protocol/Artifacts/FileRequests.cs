using System.Text.Json.Serialization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /get-artifact</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Path">Which of its files.</param>
internal sealed record GetArtifactRequest(string RunId, string Path) : IWireRequest<GetArtifactRequest>
{
    public static GetArtifactRequest Decode(WireFields fields) =>
        new(fields.RequireString("run_id", alias: "run_uuid"), fields.RequireString("path"));
}

/// <summary>Query of <c>POST /ajax-api/2.0/mlflow/upload-artifact</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Path">Which of its files to write.</param>
internal sealed record UploadArtifactRequest([property: JsonPropertyName("run_uuid")] string RunId, string Path)
    : IWireRequest<UploadArtifactRequest>
{
    public static UploadArtifactRequest Decode(WireFields fields) =>
        new(fields.RequireString("run_uuid", NotSpecified), fields.RequireString("path", NotSpecified));

    private static LeatException NotSpecified(string name) => LeatException.InvalidParameter($"Request must specify {name}.");
}

/// <summary>Query of <c>GET /model-versions/get-artifact</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">Which of its versions.</param>
/// <param name="Path">Which of its files.</param>
internal sealed record GetModelVersionArtifactRequest(string Name, long Version, string Path) : IWireRequest<GetModelVersionArtifactRequest>
{
    public static GetModelVersionArtifactRequest Decode(WireFields fields)
    {
        var name = fields.RequireString("name");
        var version = RegistryRules.ParseVersion(name, fields.RequireString("version"));
        return new GetModelVersionArtifactRequest(name, version, fields.RequireString("path"));
    }
}

/// <summary>Query of <c>GET /ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files</c>.</summary>
/// <param name="Path">Which of the model's files.</param>
internal sealed record GetLoggedModelArtifactRequest([property: JsonPropertyName("artifact_file_path")] string Path)
    : IWireRequest<GetLoggedModelArtifactRequest>
{
    public static GetLoggedModelArtifactRequest Decode(WireFields fields) =>
        new(fields.RequireString("artifact_file_path", FileQueries.NotIncluded));
}

/// <summary>Query of <c>GET …/mlflow/get-trace-artifact</c>, of version 2 and 3.</summary>
/// <param name="TraceId">Which trace.</param>
/// <param name="Path">A UUID: which attachment of its spans; its spans themselves if left out.</param>
internal sealed record GetTraceArtifactRequest([property: JsonPropertyName("request_id")] string TraceId, string? Path = null)
    : IWireRequest<GetTraceArtifactRequest>
{
    public static GetTraceArtifactRequest Decode(WireFields fields) =>
        new(fields.RequireString("request_id", FileQueries.NotIncluded), fields.GetString("path"));
}

/// <summary>Reads these queries.</summary>
internal static class FileQueries
{
    /// <summary>A field is missing, in the words of MLflow's calls that check a query themselves.</summary>
    public static LeatException NotIncluded(string name) =>
        new(ErrorCode.BadRequest, $"Request must include the \"{name}\" query parameter.");
}
