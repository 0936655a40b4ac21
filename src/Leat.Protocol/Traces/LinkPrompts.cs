using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/traces/link-prompts</c>.</summary>
/// <param name="TraceId">Which trace.</param>
/// <param name="PromptVersions">The versions of prompts that it used.</param>
[Needs("prompt_versions.name", "prompt_versions.version")]
internal sealed record LinkPromptsToTraceRequest(string? TraceId, IReadOnlyList<PromptVersionMessage>? PromptVersions)
    : IWireRequest<LinkPromptsToTraceRequest>
{
    public static LinkPromptsToTraceRequest Decode(WireFields fields) => new(
        fields.RequireString("trace_id"), fields.RequireMessages("prompt_versions").Decode(PromptVersionMessage.Decode));

    public static LinkPromptsToTraceRequest From(TracePrompts prompts) =>
        new(prompts.TraceId, [.. prompts.Prompts.Select(prompt => new PromptVersionMessage(prompt.Name, prompt.Version))]);

    public TracePrompts ToCommand() =>
        TracePrompts.Create(TraceId!, PromptVersions.ToEntities(prompt => new PromptVersion(prompt.Name ?? "", prompt.Version ?? "")));
}

/// <summary>A version of a prompt.</summary>
/// <param name="Name">The prompt's name.</param>
/// <param name="Version">Its version, as text.</param>
internal sealed record PromptVersionMessage(string? Name, string? Version)
{
    internal static PromptVersionMessage Decode(WireFields fields) => new(fields.RequireString("name"), fields.RequireString("version"));
}
