using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/outputs</c>.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="Models">Logged models that it made.</param>
internal sealed record LogOutputsRequest(string? RunId, IReadOnlyList<ModelOutputMessage>? Models) : IWireRequest<LogOutputsRequest>
{
    public static LogOutputsRequest Decode(WireFields fields)
    {
        var runId = fields.RequireString("run_id");
        fields.RequireAll("models");
        return new LogOutputsRequest(
            runId,
            fields.GetMessages("models", model => new ModelOutputMessage(model.GetString("model_id"), model.GetInt64("step"))));
    }

    /// <summary>The models as they travel. The list is sent even if it is empty: the field is required.</summary>
    public static LogOutputsRequest From(string runId, IReadOnlyList<ModelOutput> outputs) =>
        new(runId, [.. outputs.Select(output => new ModelOutputMessage(output.ModelId, output.Step))]);

    /// <summary>The models.</summary>
    public IReadOnlyList<ModelOutput> ToOutputs() =>
        Models.ToEntities(model => new ModelOutput(model.ModelId ?? "", model.Step ?? 0));
}

/// <summary>Body of <c>POST /api/2.0/mlflow/runs/log-model</c>, by which MLflow 2 notes a model among a run's artifacts.</summary>
/// <param name="RunId">Which run.</param>
/// <param name="ModelJson">An MLmodel as a JSON object in a text, with at least artifact_path, flavors, utc_time_created and
/// run_id.</param>
internal sealed record LogModelRequest(string? RunId, string? ModelJson) : IWireRequest<LogModelRequest>
{
    public static LogModelRequest Decode(WireFields fields) =>
        new(fields.RequireString("run_id"), fields.RequireString("model_json"));

    /// <summary>The model, checked.</summary>
    public LegacyModel ToModel() => LegacyModel.Parse(ModelJson ?? "");
}
