namespace Leat.Protocol;

/// <summary>Answer of <c>GET /api/3.0/mlflow/server-info</c>, by which newer clients find out what they can use.</summary>
/// <param name="StoreType">MLflow's name of the kind of store.</param>
/// <param name="WorkspacesEnabled">Whether calls may name a workspace.</param>
/// <param name="TraceArchivalEnabled">Whether the server moves old traces to files.</param>
/// <param name="MultipartUploadsEnabled">Whether clients should upload files in parts, however small.</param>
/// <param name="MultipartDownloadsEnabled">Whether clients should ask for presigned addresses to download from.</param>
/// <param name="FeaturesEnabled">Parts of MLflow that a server may have beside tracking.</param>
internal sealed record ServerFeaturesResponse(
    string? StoreType,
    bool? WorkspacesEnabled,
    bool? TraceArchivalEnabled,
    bool? MultipartUploadsEnabled,
    bool? MultipartDownloadsEnabled,
    ServerFeaturesMessage FeaturesEnabled);
