namespace Leat.Core;

/// <summary>A valid request to create a run.</summary>
public sealed record NewRun
{
    private NewRun(string experimentId, string runName, IReadOnlyList<Tag> tags)
    {
        ExperimentId = experimentId;
        RunName = runName;
        Tags = tags;
    }

    /// <summary>The experiment it belongs to.</summary>
    public string ExperimentId { get; }

    /// <summary>As given, or generated.</summary>
    public string RunName { get; }

    /// <summary>Initial tags, always including <c>mlflow.runName</c>; keys are unique.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>As the client sent it; may be empty.</summary>
    public string UserId { get; private init; } = "";

    /// <summary>Unix milliseconds, UTC; any 64-bit number is kept as it is.</summary>
    public long StartTimeMs { get; private init; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no experiment id, a tag key given twice,
    /// or a name that contradicts the tag <c>mlflow.runName</c>.</exception>
    public static NewRun Create(
        string? experimentId,
        string? runName = null,
        string? userId = null,
        long startTimeMs = 0,
        IReadOnlyList<Tag>? tags = null)
    {
        if (string.IsNullOrEmpty(experimentId))
            throw LeatException.InvalidParameter("Missing value for required parameter 'experiment_id'.");
        TextRules.CheckStorable("user_id", userId ?? "");
        var (name, allTags) = RunRules.CheckNameAndTags(runName, tags ?? []);
        return new NewRun(experimentId, name, allTags) { UserId = userId ?? "", StartTimeMs = startTimeMs };
    }
}
