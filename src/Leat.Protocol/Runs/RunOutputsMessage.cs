namespace Leat.Protocol;

/// <summary>What a run made, as it travels.</summary>
/// <param name="ModelOutputs">Logged models; left out when there are none.</param>
public sealed record RunOutputsMessage(IReadOnlyList<ModelOutputMessage>? ModelOutputs = null)
{
    /// <summary>Nothing: <c>{}</c>.</summary>
    public static RunOutputsMessage None { get; } = new();
}

/// <summary>A logged model that a run made.</summary>
/// <param name="ModelId">Which model.</param>
/// <param name="Step">At which step.</param>
public sealed record ModelOutputMessage(string? ModelId, long? Step);
