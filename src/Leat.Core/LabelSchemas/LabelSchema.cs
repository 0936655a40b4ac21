namespace Leat.Core;

/// <summary>A question to reviewers of an experiment's traces. It does not restrict assessments.</summary>
/// <param name="SchemaId"><c>ls-</c> and 32 hexadecimal digits.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Unique in the experiment; that of the assessments that answer it.</param>
/// <param name="Type">What kind of assessment answers it; does not change.</param>
/// <param name="Input">How it is answered: a JSON object with one member, <c>pass_fail</c>, <c>categorical</c>, <c>numeric</c> or <c>text</c>.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
public sealed record LabelSchema(
    string SchemaId, string ExperimentId, string Name, LabelSchemaType Type, string Input, long CreatedTimeMs, long LastUpdateTimeMs)
{
    /// <summary>A heading.</summary>
    public string? Title { get; init; }

    /// <summary>What reviewers are to look at.</summary>
    public string? Instruction { get; init; }

    /// <summary>Whether reviewers may add a comment.</summary>
    public bool HasComment { get; init; }

    /// <summary>Who made it.</summary>
    public string? CreatedBy { get; init; }
}

/// <summary>What kind of assessment answers a label schema. Numbers follow MLflow's protocol.</summary>
public enum LabelSchemaType
{
    /// <summary>A judgement of the actual outcome.</summary>
    Feedback = 1,

    /// <summary>The expected outcome.</summary>
    Expectation = 2,
}
