using Leat.Core;

namespace Leat.Protocol;

/// <summary>A logged model as it travels.</summary>
/// <param name="Info">Its attributes and tags.</param>
/// <param name="Data">Its params and metrics.</param>
internal sealed record LoggedModelMessage(LoggedModelInfoMessage? Info, LoggedModelDataMessage? Data)
{
    public static LoggedModelMessage From(LoggedModel model) =>
        new(LoggedModelInfoMessage.From(model), LoggedModelDataMessage.From(model));

    /// <summary>The model that a server sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: the answer is not a model.</exception>
    public LoggedModel ToEntity()
    {
        var info = Answers.Require(Info, "info");
        return new LoggedModel(
            Answers.Require(info.ModelId, "model_id"),
            info.ExperimentId ?? "",
            info.Name ?? "",
            info.ArtifactUri ?? "",
            info.CreationTimestampMs ?? 0,
            info.LastUpdatedTimestampMs ?? 0,
            LoggedModelStatuses.TryParse(info.Status, out var status) ? status : LoggedModelStatus.Unspecified,
            info.ModelType ?? "",
            info.SourceRunId ?? "",
            info.Tags.ToEntities(tag => tag.ToEntity()),
            Data?.Params.ToEntities(param => param.ToEntity()) ?? [],
            Data?.Metrics.ToEntities(metric => new ModelMetric(metric.RunId ?? "", metric.ToEntity())) ?? []);
    }
}

/// <summary>Attributes and tags of a logged model as they travel.</summary>
/// <param name="ModelId">m- and 32 hexadecimal digits.</param>
/// <param name="ExperimentId">The experiment it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreationTimestampMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestampMs">Unix milliseconds, UTC.</param>
/// <param name="ArtifactUri">Where its files lie.</param>
/// <param name="Status">How far it is.</param>
/// <param name="ModelType">What kind of model, in the user's words; may be empty.</param>
/// <param name="SourceRunId">The run that made it; may be empty.</param>
/// <param name="Tags">Left out when there are none.</param>
internal sealed record LoggedModelInfoMessage(
    string? ModelId,
    string? ExperimentId,
    string? Name,
    long? CreationTimestampMs,
    long? LastUpdatedTimestampMs,
    string? ArtifactUri,
    [property: WireEnum(nameof(EnumNames.LoggedModelStatus))] string? Status,
    string? ModelType,
    string? SourceRunId,
    IReadOnlyList<TagMessage>? Tags)
{
    public static LoggedModelInfoMessage From(LoggedModel model) => new(
        model.ModelId,
        model.ExperimentId,
        model.Name,
        model.CreationTimestampMs,
        model.LastUpdatedTimestampMs,
        model.ArtifactUri,
        model.Status.WireName(),
        model.ModelType,
        model.SourceRunId,
        model.Tags.ToMessages(TagMessage.From));
}

/// <summary>Params and metrics of a logged model as they travel.</summary>
/// <param name="Params">Left out when there are none.</param>
/// <param name="Metrics">Every value measured on the model, with its run; left out when there are none.</param>
internal sealed record LoggedModelDataMessage(IReadOnlyList<ParamMessage>? Params, IReadOnlyList<MetricMessage>? Metrics)
{
    public static LoggedModelDataMessage From(LoggedModel model) => new(
        model.Params.ToMessages(ParamMessage.From),
        model.Metrics.ToMessages(metric => MetricMessage.From(metric.Metric) with { RunId = metric.RunId }));
}

/// <summary>Answer of the calls that return one logged model.</summary>
/// <param name="Model">The model as it is now.</param>
internal sealed record LoggedModelResponse(LoggedModelMessage? Model)
{
    /// <summary>The answer.</summary>
    public static LoggedModelResponse From(LoggedModel model) => new(LoggedModelMessage.From(model));

    public LoggedModel ToEntity() => Answers.Require(Model, "model").ToEntity();
}
