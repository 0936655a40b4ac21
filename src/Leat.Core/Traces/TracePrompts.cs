namespace Leat.Core;

/// <summary>A version of a prompt.</summary>
/// <param name="Name">The prompt's name.</param>
/// <param name="Version">Its version, as text.</param>
public readonly record struct PromptVersion(string Name, string Version);

/// <summary>A valid request to note which prompts a trace used.</summary>
public sealed record TracePrompts
{
    private const int MaxVersionLength = 100;

    private TracePrompts(string traceId, IReadOnlyList<PromptVersion> prompts)
    {
        TraceId = traceId;
        Prompts = prompts;
    }

    /// <summary>The trace; it must exist.</summary>
    public string TraceId { get; }

    /// <summary>Distinct. They need not be in the registry.</summary>
    public IReadOnlyList<PromptVersion> Prompts { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an invalid id, or a name or version that is empty or too
    /// long.</exception>
    public static TracePrompts Create(string traceId, IReadOnlyList<PromptVersion> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        TraceRules.CheckTraceId(traceId);
        foreach (var (name, version) in prompts)
        {
            RegistryRules.CheckName(name, "prompt_versions.name");
            TextRules.CheckLength("prompt_versions.name", name, RegistryRules.MaxNameLength);
            RegistryRules.CheckName(version, "prompt_versions.version");
            TextRules.CheckLength("prompt_versions.version", version, MaxVersionLength);
        }

        return new TracePrompts(traceId, [.. prompts.Distinct()]);
    }
}
