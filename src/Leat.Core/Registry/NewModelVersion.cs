namespace Leat.Core;

/// <summary>A valid request to create a model version.</summary>
public sealed record NewModelVersion
{
    private NewModelVersion(string name, string source, IReadOnlyList<Tag> tags)
    {
        Name = name;
        Source = source;
        Tags = tags;
    }

    /// <summary>The registered model; it must exist.</summary>
    public string Name { get; }

    /// <summary>Where the model comes from: a URI or, within the artifacts of its run or logged model, a local path.</summary>
    public string Source { get; }

    /// <summary>The run that created it; may be empty. The run need not exist unless the source is a local path.</summary>
    public string RunId { get; private init; } = "";

    /// <summary>A page about that run; may be empty.</summary>
    public string RunLink { get; private init; } = "";

    /// <summary>May be empty.</summary>
    public string Description { get; private init; } = "";

    /// <summary>The logged model it is created from; may be empty.</summary>
    public string ModelId { get; private init; } = "";

    /// <summary>Keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>Whether it belongs to a prompt, in which case its source refers to no files.</summary>
    public bool IsPrompt => Tags.Any(tag => tag.Key == PromptTags.IsPrompt);

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no name, no source, a source that points elsewhere
    /// than it claims, or an invalid tag.</exception>
    public static NewModelVersion Create(
        string? name,
        string? source,
        string? runId = null,
        string? runLink = null,
        string? description = null,
        string? modelId = null,
        IReadOnlyList<Tag>? tags = null,
        InputLimits? limits = null)
    {
        var version = new NewModelVersion(
            RegistryRules.CheckName(name), RegistryRules.CheckName(source, "source"), RegistryRules.CheckTags(tags ?? []))
        {
            RunId = runId ?? "",
            RunLink = runLink ?? "",
            Description = RegistryRules.CheckDescription(description),
            ModelId = modelId ?? "",
        };
        TextRules.CheckStorable("run_id", version.RunId);
        TextRules.CheckStorable("run_link", version.RunLink);
        TextRules.CheckStorable("model_id", version.ModelId);
        if (!version.IsPrompt)
            VersionSourceRules.Check(version.Source, limits ?? InputLimits.Default);
        return version;
    }
}
