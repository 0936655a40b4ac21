using Leat.Core;

namespace Leat.Protocol;

/// <summary>Where a trace is kept.</summary>
/// <param name="Type">What kind of place: only experiments can keep traces here.</param>
/// <param name="MlflowExperiment">The experiment.</param>
internal sealed record TraceLocationMessage(
    [property: WireEnum(nameof(EnumNames.TraceLocationType))] string? Type,
    TraceExperimentMessage? MlflowExperiment)
{
    private const string Experiment = "MLFLOW_EXPERIMENT";

    /// <summary>The location in an experiment.</summary>
    public static TraceLocationMessage Of(string experimentId) => new(Experiment, new TraceExperimentMessage(experimentId));

    /// <summary>The experiment's id.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no experiment, but an inference table.</exception>
    public string ToExperimentId() => MlflowExperiment?.ExperimentId is { Length: > 0 } id
        ? id
        : throw LeatException.InvalidParameter(
            "Traces are kept in experiments: a location needs the type MLFLOW_EXPERIMENT and mlflow_experiment.experiment_id.");

    internal static TraceLocationMessage Decode(WireFields fields) => new(
        fields.GetEnum("type", EnumNames.TraceLocationType),
        fields.GetMessage("mlflow_experiment") is { } experiment ? new TraceExperimentMessage(experiment.GetString("experiment_id")) : null);
}

/// <summary>The experiment that a trace belongs to.</summary>
/// <param name="ExperimentId">Its id.</param>
internal sealed record TraceExperimentMessage(string? ExperimentId);
