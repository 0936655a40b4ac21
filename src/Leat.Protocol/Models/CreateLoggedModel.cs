using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/logged-models</c>.</summary>
/// <param name="ExperimentId">The experiment it will belong to.</param>
/// <param name="Name">Drawn at random if left out. None of / : . % " and ' may be in it.</param>
/// <param name="ModelType">What kind of model, in the user's words.</param>
/// <param name="SourceRunId">The run that made it.</param>
/// <param name="Params">Its params.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record CreateLoggedModelRequest(
    string? ExperimentId,
    string? Name = null,
    string? ModelType = null,
    string? SourceRunId = null,
    IReadOnlyList<ParamMessage>? Params = null,
    IReadOnlyList<TagMessage>? Tags = null) : IWireRequest<CreateLoggedModelRequest>
{
    public static CreateLoggedModelRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"),
        fields.GetString("name"),
        fields.GetString("model_type"),
        fields.GetString("source_run_id"),
        fields.GetMessages("params", ParamMessage.Decode),
        fields.GetMessages("tags", TagMessage.Decode));

    public static CreateLoggedModelRequest From(NewLoggedModel model) => new(
        model.ExperimentId, model.Name, model.ModelType, model.SourceRunId, model.Params.ToMessages(ParamMessage.From),
        model.Tags.ToMessages(TagMessage.From));

    public NewLoggedModel ToCommand() => NewLoggedModel.Create(
        ExperimentId,
        Name,
        ModelType,
        SourceRunId,
        Params.ToEntities(param => param.ToEntity()),
        Tags.ToEntities(tag => tag.ToEntity()));
}
