namespace Leat.Core;

/// <summary>A valid request to create a registered model.</summary>
public sealed record NewRegisteredModel
{
    private NewRegisteredModel(string name, string description, IReadOnlyList<Tag> tags)
    {
        Name = name;
        Description = description;
        Tags = tags;
    }

    /// <summary>Not empty.</summary>
    public string Name { get; }

    /// <summary>May be empty.</summary>
    public string Description { get; }

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>Whether it is a prompt.</summary>
    public bool IsPrompt => PromptTags.MarkPrompt(Tags);

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the name is missing or too long, or a tag is
    /// invalid.</exception>
    public static NewRegisteredModel Create(string? name, string? description = null, IReadOnlyList<Tag>? tags = null) => new(
        RegistryRules.CheckNewName(name), RegistryRules.CheckDescription(description), RegistryRules.CheckTags(tags ?? []));
}
