namespace Leat.Core;

/// <summary>A valid request to register a version of a scorer.</summary>
public sealed record NewScorerVersion
{
    private NewScorerVersion(string experimentId, string name, string serializedScorer)
    {
        ExperimentId = experimentId;
        Name = name;
        SerializedScorer = serializedScorer;
    }

    /// <summary>The experiment it belongs to.</summary>
    public string ExperimentId { get; }

    /// <summary>Not empty.</summary>
    public string Name { get; }

    /// <summary>Any text.</summary>
    public string SerializedScorer { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a value is missing, too long or cannot be stored.</exception>
    public static NewScorerVersion Create(string experimentId, string name, string serializedScorer)
    {
        ArgumentNullException.ThrowIfNull(experimentId);
        ArgumentNullException.ThrowIfNull(serializedScorer);
        ScorerRules.CheckName(name);
        TextRules.CheckStorable("serialized_scorer", serializedScorer);
        return new NewScorerVersion(experimentId, name, serializedScorer);
    }
}
