using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>PATCH /api/2.0/mlflow/logged-models/{model_id}</c>.</summary>
/// <param name="ModelId">Which model; wanted here as well as in the path.</param>
/// <param name="Status">How the upload went.</param>
internal sealed record FinalizeLoggedModelRequest(string? ModelId, string? Status) : IWireRequest<FinalizeLoggedModelRequest>
{
    public static FinalizeLoggedModelRequest Decode(WireFields fields)
    {
        var modelId = fields.RequireString("model_id");
        fields.RequireAll("status");
        return new FinalizeLoggedModelRequest(modelId, fields.GetEnum("status", EnumNames.LoggedModelStatus));
    }

    /// <summary>The status.</summary>
    public LoggedModelStatus ToStatus() =>
        LoggedModelStatuses.TryParse(Status, out var status) ? status : LoggedModelStatus.Unspecified;
}

/// <summary>Body of <c>PATCH /api/2.0/mlflow/logged-models/{model_id}/tags</c>.</summary>
/// <param name="Tags">Set or replaced.</param>
internal sealed record SetLoggedModelTagsRequest(IReadOnlyList<TagMessage>? Tags) : IWireRequest<SetLoggedModelTagsRequest>
{
    public static SetLoggedModelTagsRequest Decode(WireFields fields) => new(fields.GetMessages("tags", TagMessage.Decode));

    public static SetLoggedModelTagsRequest From(IReadOnlyList<Tag> tags) => new(tags.ToMessages(TagMessage.From));

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> ToTags() => Tags.ToEntities(tag => tag.ToEntity());
}

/// <summary>Body of <c>POST /api/2.0/mlflow/logged-models/{model_id}/params</c>.</summary>
/// <param name="ModelId">Which model; wanted here as well as in the path.</param>
/// <param name="Params">Added.</param>
internal sealed record LogLoggedModelParamsRequest(string? ModelId, IReadOnlyList<ParamMessage>? Params)
    : IWireRequest<LogLoggedModelParamsRequest>
{
    public static LogLoggedModelParamsRequest Decode(WireFields fields) => new(
        fields.RequireString("model_id"), fields.GetMessages("params", ParamMessage.Decode));

    public static LogLoggedModelParamsRequest From(string modelId, IReadOnlyList<Param> parameters) =>
        new(modelId, parameters.ToMessages(ParamMessage.From));

    /// <summary>The params.</summary>
    public IReadOnlyList<Param> ToParams() => Params.ToEntities(param => param.ToEntity());
}

/// <summary>Query of <c>GET /api/2.0/mlflow/logged-models/{model_id}</c>.</summary>
/// <param name="AllowDeleted">Whether a deleted model is found too. MLflow has it since 3.11.</param>
internal sealed record GetLoggedModelRequest(bool? AllowDeleted) : IWireRequest<GetLoggedModelRequest>
{
    public static GetLoggedModelRequest Decode(WireFields fields) => new(fields.GetBool("allow_deleted"));
}

/// <summary>A request whose path says it all.</summary>
internal sealed record PathOnlyRequest : IWireRequest<PathOnlyRequest>
{
    public static PathOnlyRequest Decode(WireFields fields) => new();
}

/// <summary>Query of <c>GET /api/2.0/mlflow/logged-models/{model_id}/artifacts/directories</c>.</summary>
/// <param name="ArtifactDirectoryPath">Which of its directories; the root if left out.</param>
internal sealed record ListLoggedModelArtifactsRequest(string? ArtifactDirectoryPath) : IWireRequest<ListLoggedModelArtifactsRequest>
{
    public static ListLoggedModelArtifactsRequest Decode(WireFields fields) => new(fields.GetString("artifact_directory_path"));
}
