using Leat.Core;

namespace Leat.Protocol;

/// <summary>What a run used, as it travels.</summary>
/// <param name="DatasetInputs">Datasets; left out when there are none.</param>
/// <param name="ModelInputs">Logged models; left out when there are none.</param>
internal sealed record RunInputsMessage(
    IReadOnlyList<DatasetInputMessage>? DatasetInputs = null, IReadOnlyList<ModelInputMessage>? ModelInputs = null)
{
    public static RunInputsMessage From(RunInputs inputs) => new(
        inputs.Datasets.ToMessages(DatasetInputMessage.From),
        inputs.ModelIds.ToMessages(id => new ModelInputMessage(id)));

    public RunInputs ToEntity() => new(DatasetInputs.ToEntities(input => input.ToEntity()))
    {
        ModelIds = ModelInputs.ToEntities(model => model.ModelId ?? ""),
    };
}

/// <summary>A logged model that a run used.</summary>
/// <param name="ModelId">Which model.</param>
internal sealed record ModelInputMessage(string? ModelId);
