using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET</c>, or body of <c>POST /api/2.0/mlflow/registered-models/get-latest-versions</c>.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Stages">Stages of interest, case does not count; all if left out.</param>
internal sealed record GetLatestVersionsRequest(
    string? Name,
    [property: WireEnum(nameof(EnumNames.ModelStage))] IReadOnlyList<string>? Stages) : IWireRequest<GetLatestVersionsRequest>
{
    public static GetLatestVersionsRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.GetStrings("stages"));

    public static GetLatestVersionsRequest From(string name, IReadOnlyList<ModelStage> stages) =>
        new(name, stages.Count == 0 ? null : [.. stages.Select(stage => stage.WireName())]);

    /// <summary>The stages.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: one of them is none.</exception>
    public IReadOnlyList<ModelStage> ToStages() => Stages.ToEntities(ModelStages.Parse);
}

/// <summary>Answer of <c>registered-models/get-latest-versions</c>.</summary>
/// <param name="ModelVersions">Left out when there are none.</param>
internal sealed record GetLatestVersionsResponse(IReadOnlyList<ModelVersionMessage>? ModelVersions)
{
    public static GetLatestVersionsResponse From(IReadOnlyList<ModelVersion> versions) =>
        new(versions.ToMessages(ModelVersionMessage.From));

    public IReadOnlyList<ModelVersion> ToEntities() => ModelVersions.ToEntities(version => version.ToEntity());
}
