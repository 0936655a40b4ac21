namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/leat/1.0/artifacts/archive</c>.</summary>
/// <param name="Path">Which folder; all files of the owner if left out.</param>
/// <param name="RunId">The run that it belongs to.</param>
/// <param name="ModelId">The logged model that it belongs to.</param>
/// <param name="Name">The registered model that it belongs to.</param>
/// <param name="Version">Which version of the registered model.</param>
internal sealed record ArchiveArtifactsRequest(string? Path, string? RunId = null, string? ModelId = null, string? Name = null, string? Version = null)
    : IWireRequest<ArchiveArtifactsRequest>
{
    public static ArchiveArtifactsRequest Decode(WireFields fields) => new(
        fields.GetString("path"),
        fields.GetString("run_id"),
        fields.GetString("model_id"),
        fields.GetString("name"),
        fields.GetString("version"));

    /// <summary>Whose files these are.</summary>
    public ArtifactOwner ToOwner() => ArtifactOwner.Of(RunId, ModelId, Name, Version);
}
