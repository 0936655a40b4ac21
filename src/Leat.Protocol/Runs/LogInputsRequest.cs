using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/log-inputs</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Datasets">Datasets that it used.</param>
/// <param name="Models">Logged models that it used.</param>
internal sealed record LogInputsRequest(
    string? RunId,
    IReadOnlyList<DatasetInputMessage>? Datasets = null,
    IReadOnlyList<ModelInputMessage>? Models = null) : IWireRequest<LogInputsRequest>
{
    public static LogInputsRequest Decode(WireFields fields)
    {
        var runId = fields.RequireString("run_id");
        fields.CheckList("datasets");
        fields.CheckList("models");
        return new LogInputsRequest(
            runId,
            fields.GetMessages("datasets", DatasetInputMessage.Decode),
            fields.GetMessages("models", model => new ModelInputMessage(model.GetString("model_id"))));
    }

    public static LogInputsRequest From(LogInputs inputs) => new(
        inputs.RunId,
        inputs.Datasets.ToMessages(DatasetInputMessage.From),
        inputs.ModelIds.ToMessages(id => new ModelInputMessage(id)));

    public LogInputs ToCommand() => LogInputs.Create(
        RunId ?? "",
        Datasets.ToEntities(input => input.ToEntity()),
        Models.ToEntities(model => model.ModelId ?? ""));
}
