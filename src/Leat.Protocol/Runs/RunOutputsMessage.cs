using Leat.Core;

namespace Leat.Protocol;

/// <summary>What a run made, as it travels.</summary>
/// <param name="ModelOutputs">Logged models; left out when there are none.</param>
internal sealed record RunOutputsMessage(IReadOnlyList<ModelOutputMessage>? ModelOutputs = null)
{
    public static RunOutputsMessage From(IReadOnlyList<ModelOutput> outputs) =>
        new(outputs.ToMessages(output => new ModelOutputMessage(output.ModelId, output.Step)));

    /// <summary>The outputs that a server sent.</summary>
    public IReadOnlyList<ModelOutput> ToEntities() =>
        ModelOutputs.ToEntities(output => new ModelOutput(output.ModelId ?? "", output.Step ?? 0));
}

/// <summary>A logged model that a run made.</summary>
/// <param name="ModelId">Which model.</param>
/// <param name="Step">At which step.</param>
internal sealed record ModelOutputMessage(string? ModelId, long? Step);
