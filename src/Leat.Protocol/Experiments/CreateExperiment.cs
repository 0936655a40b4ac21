using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/experiments/create</c>.</summary>
/// <param name="Name">Unique among all experiments, the deleted ones included.</param>
/// <param name="ArtifactLocation">Where artifacts lie: a URI without fragment, usually of at most 2048 characters; the server's
/// default if left out. It cannot be changed later.</param>
/// <param name="Tags">Tags from the start.</param>
internal sealed record CreateExperimentRequest(
    [property: Limits(most: ExperimentRules.MaxNameLength)] string? Name,
    string? ArtifactLocation = null,
    IReadOnlyList<TagMessage>? Tags = null) : IWireRequest<CreateExperimentRequest>
{
    public static CreateExperimentRequest Decode(WireFields fields)
    {
        var name = fields.RequireString("name");
        var artifactLocation = fields.GetString("artifact_location");
        return new CreateExperimentRequest(name, artifactLocation, fields.GetMessages("tags", TagMessage.Decode));
    }

    public static CreateExperimentRequest From(NewExperiment experiment) => new(
        experiment.Name, experiment.ArtifactLocation, experiment.Tags.ToMessages(TagMessage.From));

    public NewExperiment ToCommand(InputLimits limits) =>
        NewExperiment.Create(Name, ArtifactLocation, Tags.ToEntities(tag => tag.ToEntity()), limits);
}

/// <summary>Answer of <c>experiments/create</c>.</summary>
/// <param name="ExperimentId">The new experiment's id.</param>
internal sealed record CreateExperimentResponse(string? ExperimentId)
{
    /// <summary>The id that a server sent.</summary>
    public string ToId() => Answers.Require(ExperimentId, "experiment_id");
}
