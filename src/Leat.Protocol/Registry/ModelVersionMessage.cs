using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A model version as it travels. Texts that are empty are sent, as MLflow does.</summary>
/// <param name="Name">The registered model's name.</param>
/// <param name="Version">A number as text.</param>
/// <param name="CreationTimestamp">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestamp">Unix milliseconds, UTC.</param>
/// <param name="CurrentStage">The stage it is in.</param>
/// <param name="Description">May be empty.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="RunId">The run that made it; may be empty.</param>
/// <param name="Status">Whether it can be used; here always at once.</param>
/// <param name="Tags">Left out when empty.</param>
/// <param name="RunLink">A page about the run; may be empty.</param>
/// <param name="Aliases">Left out when empty.</param>
internal sealed record ModelVersionMessage(
    string? Name,
    string? Version,
    long? CreationTimestamp,
    long? LastUpdatedTimestamp,
    [property: WireEnum(nameof(EnumNames.ModelStage))] string? CurrentStage,
    string? Description,
    string? Source,
    string? RunId,
    [property: AllowedValues(ModelVersionMessage.Ready)] string? Status,
    IReadOnlyList<TagMessage>? Tags,
    string? RunLink,
    IReadOnlyList<string>? Aliases)
{
    private const string Ready = "READY";

    public static ModelVersionMessage From(ModelVersion version) => new(
        version.Name,
        version.Version.ToString(CultureInfo.InvariantCulture),
        version.CreationTimestampMs,
        version.LastUpdatedTimestampMs,
        version.Stage.WireName(),
        version.Description,
        version.Source,
        version.RunId,
        Ready,
        version.Tags.ToMessages(TagMessage.From),
        version.RunLink,
        version.Aliases.NullIfEmpty());

    /// <summary>The version that a server sent, without its storage location, of which the protocol does not tell.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: it has no name or no number.</exception>
    public ModelVersion ToEntity() => new(
        Answers.Require(Name, "name"),
        Answers.Number(Version, "version"),
        CreationTimestamp ?? 0,
        LastUpdatedTimestamp ?? 0,
        ModelStages.TryParse(CurrentStage, out var stage) ? stage : ModelStage.None,
        Description ?? "",
        Source ?? "",
        StorageLocation: "",
        RunId ?? "",
        RunLink ?? "",
        Tags.ToEntities(tag => tag.ToEntity()),
        Aliases ?? []);
}

/// <summary>Answer of calls that end with one version.</summary>
/// <param name="ModelVersion">The version as it is now.</param>
internal sealed record ModelVersionResponse(ModelVersionMessage? ModelVersion)
{
    /// <summary>The answer with this version.</summary>
    public static ModelVersionResponse From(ModelVersion version) => new(ModelVersionMessage.From(version));

    public ModelVersion ToEntity() => Answers.Require(ModelVersion, "model_version").ToEntity();
}
