using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/model-versions/create</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Source">Where the model comes from.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="Tags">Tags from the start.</param>
/// <param name="RunLink">A page about the run.</param>
/// <param name="Description">Empty if left out.</param>
/// <param name="ModelId">The logged model that it is made of.</param>
[Needs("tags.key")]
internal sealed record CreateModelVersionRequest(
    string? Name,
    string? Source,
    string? RunId = null,
    IReadOnlyList<TagMessage>? Tags = null,
    string? RunLink = null,
    string? Description = null,
    string? ModelId = null) : IWireRequest<CreateModelVersionRequest>
{
    public static CreateModelVersionRequest Decode(WireFields fields)
    {
        var name = fields.RequireString("name");
        var source = fields.RequireString("source");
        var runId = fields.GetString("run_id");
        fields.CheckList("tags");
        var runLink = fields.GetString("run_link");
        var description = fields.GetString("description");
        var modelId = fields.GetString("model_id");
        return new CreateModelVersionRequest(
            name, source, runId, fields.GetMessages("tags", TagMessage.Decode), runLink, description, modelId);
    }

    public static CreateModelVersionRequest From(NewModelVersion version) => new(
        version.Name, version.Source, version.RunId, version.Tags.ToMessages(TagMessage.From), version.RunLink, version.Description,
        version.ModelId);

    public NewModelVersion ToCommand(InputLimits limits) => NewModelVersion.Create(
        Name, Source, RunId, RunLink, Description, ModelId, Tags.ToEntities(tag => tag.ToEntity()), limits);
}

/// <summary>Query of <c>GET /api/2.0/mlflow/model-versions/get</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">A number as text.</param>
internal sealed record GetModelVersionRequest(string? Name, string? Version) : IWireRequest<GetModelVersionRequest>
{
    public static GetModelVersionRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.RequireString("version"));

    /// <summary>The version's number.</summary>
    public long ToVersion() => RegistryRules.ParseVersion(Name ?? "", Version ?? "");
}

/// <summary>Body of <c>PATCH /api/2.0/mlflow/model-versions/update</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">A number as text.</param>
/// <param name="Description">The new description; cleared if left out.</param>
internal sealed record UpdateModelVersionRequest(string? Name, string? Version, string? Description)
    : IWireRequest<UpdateModelVersionRequest>
{
    public static UpdateModelVersionRequest Decode(WireFields fields) => new(
        fields.RequireString("name"), fields.RequireString("version"), fields.GetString("description"));

    /// <summary>The version's number.</summary>
    public long ToVersion() => RegistryRules.ParseVersion(Name ?? "", Version ?? "");
}

/// <summary>Body of <c>POST /api/2.0/mlflow/model-versions/transition-stage</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">A number as text.</param>
/// <param name="Stage">The stage; case does not count.</param>
/// <param name="ArchiveExistingVersions">Whether the others in that stage are archived; no if left out.</param>
internal sealed record TransitionModelVersionStageRequest(
    string? Name,
    string? Version,
    [property: WireEnum(nameof(EnumNames.ModelStage))] string? Stage,
    bool? ArchiveExistingVersions) : IWireRequest<TransitionModelVersionStageRequest>
{
    public static TransitionModelVersionStageRequest Decode(WireFields fields) => new(
        fields.RequireString("name"),
        fields.RequireString("version"),
        fields.RequireString("stage"),
        fields.GetBool("archive_existing_versions"));

    /// <summary>The version's number.</summary>
    public long ToVersion() => RegistryRules.ParseVersion(Name ?? "", Version ?? "");

    /// <summary>The stage.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is no such stage.</exception>
    public ModelStage ToStage() => ModelStages.Parse(Stage ?? "");
}

/// <summary>Body of <c>DELETE /api/2.0/mlflow/model-versions/delete</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">A number as text.</param>
internal sealed record DeleteModelVersionRequest(string? Name, string? Version) : IWireRequest<DeleteModelVersionRequest>
{
    public static DeleteModelVersionRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.RequireString("version"));

    /// <summary>The version's number.</summary>
    public long ToVersion() => RegistryRules.ParseVersion(Name ?? "", Version ?? "");
}

/// <summary>Query of <c>GET /api/2.0/mlflow/model-versions/get-download-uri</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">A number as text.</param>
internal sealed record GetModelVersionDownloadUriRequest(string? Name, string? Version)
    : IWireRequest<GetModelVersionDownloadUriRequest>
{
    public static GetModelVersionDownloadUriRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.RequireString("version"));

    /// <summary>The version's number.</summary>
    public long ToVersion() => RegistryRules.ParseVersion(Name ?? "", Version ?? "");
}

/// <summary>Answer of <c>model-versions/get-download-uri</c>.</summary>
/// <param name="ArtifactUri">Where the files of the version lie.</param>
internal sealed record GetModelVersionDownloadUriResponse(string? ArtifactUri)
{
    /// <summary>The address that a server sent.</summary>
    public string ToUri() => Answers.Require(ArtifactUri, "artifact_uri");
}

/// <summary>Body of <c>POST /api/2.0/mlflow/model-versions/set-tag</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">A number as text.</param>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">Its value; empty if left out.</param>
internal sealed record SetModelVersionTagRequest(
    string? Name,
    string? Version,
    [property: Limits(most: RegistryRules.MaxTagKeyLength)] string? Key,
    [property: Limits(most: RegistryRules.MaxTagValueLength)] string? Value) : IWireRequest<SetModelVersionTagRequest>
{
    public static SetModelVersionTagRequest Decode(WireFields fields) => new(
        fields.RequireString("name"), fields.RequireString("version"), fields.RequireString("key"), fields.GetString("value"));

    /// <summary>The version's number.</summary>
    public long ToVersion() => RegistryRules.ParseVersion(Name ?? "", Version ?? "");

    /// <summary>The tag to set.</summary>
    public Tag ToTag() => new(Key ?? "", Value ?? "");
}

/// <summary>Body of <c>DELETE /api/2.0/mlflow/model-versions/delete-tag</c>.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">A number as text.</param>
/// <param name="Key">The tag's name.</param>
internal sealed record DeleteModelVersionTagRequest(string? Name, string? Version, string? Key)
    : IWireRequest<DeleteModelVersionTagRequest>
{
    public static DeleteModelVersionTagRequest Decode(WireFields fields) => new(
        fields.RequireString("name"), fields.RequireString("version"), fields.RequireString("key"));

    /// <summary>The version's number.</summary>
    public long ToVersion() => RegistryRules.ParseVersion(Name ?? "", Version ?? "");
}
