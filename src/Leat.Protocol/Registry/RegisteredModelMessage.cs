using System.Globalization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>A registered model as it travels.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CreationTimestamp">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestamp">Unix milliseconds, UTC.</param>
/// <param name="Description">Left out when empty.</param>
/// <param name="LatestVersions">Of each stage the newest version; left out when there are none.</param>
/// <param name="Tags">Left out when empty.</param>
/// <param name="Aliases">Left out when empty.</param>
internal sealed record RegisteredModelMessage(
    string? Name,
    long? CreationTimestamp,
    long? LastUpdatedTimestamp,
    [property: MayBeLeftOut] string? Description,
    IReadOnlyList<ModelVersionMessage>? LatestVersions,
    IReadOnlyList<TagMessage>? Tags,
    IReadOnlyList<ModelAliasMessage>? Aliases)
{
    public static RegisteredModelMessage From(RegisteredModel model) => new(
        model.Name,
        model.CreationTimestampMs,
        model.LastUpdatedTimestampMs,
        model.Description.Length == 0 ? null : model.Description,
        model.LatestVersions.ToMessages(ModelVersionMessage.From),
        model.Tags.ToMessages(TagMessage.From),
        model.Aliases.ToMessages(ModelAliasMessage.From));

    /// <summary>The model that a server sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: it has no name.</exception>
    public RegisteredModel ToEntity() => new(
        Answers.Require(Name, "name"),
        CreationTimestamp ?? 0,
        LastUpdatedTimestamp ?? 0,
        Description ?? "",
        LatestVersions.ToEntities(version => version.ToEntity()),
        Tags.ToEntities(tag => tag.ToEntity()),
        Aliases.ToEntities(alias => alias.ToEntity()));
}

/// <summary>An alias of a registered model as it travels.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version that it names, as text.</param>
internal sealed record ModelAliasMessage(string? Alias, string? Version)
{
    public static ModelAliasMessage From(ModelAlias alias) =>
        new(alias.Alias, alias.Version.ToString(CultureInfo.InvariantCulture));

    public ModelAlias ToEntity() => new(Alias ?? "", Answers.Number(Version, "version"));
}

/// <summary>Answer of calls that end with one registered model.</summary>
/// <param name="RegisteredModel">The model as it is now.</param>
internal sealed record RegisteredModelResponse(RegisteredModelMessage? RegisteredModel)
{
    /// <summary>The answer with this model.</summary>
    public static RegisteredModelResponse From(RegisteredModel model) => new(RegisteredModelMessage.From(model));

    public RegisteredModel ToEntity() => Answers.Require(RegisteredModel, "registered_model").ToEntity();
}
