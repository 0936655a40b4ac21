using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/3.0/mlflow/traces/{trace_id}/assessments</c>.</summary>
/// <param name="Assessment">What is to be stored.</param>
[Needs("assessment.expectation.serialized_value.value")]
internal sealed record CreateAssessmentRequest(AssessmentMessage? Assessment) : IWireRequest<CreateAssessmentRequest>
{
    public static CreateAssessmentRequest Decode(WireFields fields) =>
        new(AssessmentMessage.DecodeWhole(fields.RequireMessage("assessment")));

    public static CreateAssessmentRequest From(NewAssessment assessment) => new(AssessmentMessage.From(assessment));

    public NewAssessment ToCommand() => Assessment!.ToCommand(keepsId: false);
}

/// <summary>Body of <c>PATCH /api/3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}</c>.</summary>
/// <param name="Assessment">The new values.</param>
/// <param name="UpdateMask">Names of the fields that count, joined by commas: assessmentName, feedback, expectation, rationale,
/// metadata, valid.</param>
[Needs("assessment.expectation.serialized_value.value")]
internal sealed record UpdateAssessmentRequest(AssessmentMessage? Assessment, string? UpdateMask) : IWireRequest<UpdateAssessmentRequest>
{
    private const string Paths = "assessmentName, expectation, feedback, rationale, metadata, valid";

    public static UpdateAssessmentRequest Decode(WireFields fields)
    {
        var assessment = fields.RequireMessage("assessment");
        return new UpdateAssessmentRequest(AssessmentMessage.Decode(assessment), fields.RequireString("update_mask"));
    }

    public static UpdateAssessmentRequest From(AssessmentUpdate update)
    {
        var (feedback, expectation) = update.Value switch
        {
            null => default((FeedbackMessage?, ExpectationMessage?)),
            { Kind: AssessmentKind.Feedback } value => (FeedbackMessage.From(value.Json, value.Error), null),
            { Json: var json } => (null, ExpectationMessage.From(json)),
        };
        var assessment = new AssessmentMessage(
            null, update.Name, null, null, null, null, null, feedback, expectation, update.Rationale, update.Metadata?.ToMap(), null, update.Valid);
        string?[] mask =
        [
            update.Name is null ? null : "assessmentName",
            feedback is null ? null : "feedback",
            expectation is null ? null : "expectation",
            update.Rationale is null ? null : "rationale",
            update.Metadata is null ? null : "metadata",
            update.Valid is null ? null : "valid",
        ];
        return new UpdateAssessmentRequest(assessment, string.Join(',', mask.Where(name => name is not null)));
    }

    /// <summary>The command, checked. Names of fields count in both forms, <c>assessmentName</c> and <c>assessment_name</c>; a field
    /// below another stands for the whole of that.</summary>
    public AssessmentUpdate ToCommand()
    {
        var assessment = Assessment!;
        var names = (UpdateMask ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(path => path.Split('.')[0].Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()).ToHashSet();
        if (names.FirstOrDefault(name => name is not ("ASSESSMENTNAME" or "EXPECTATION" or "FEEDBACK" or "RATIONALE" or "METADATA" or "VALID")) is not null)
        {
            throw RequestFaults.Described(
                $"Invalid value \"{TextRules.Truncate(UpdateMask!, 200)}\" for parameter 'update_mask' supplied: fields that can change are {Paths}.");
        }

        return AssessmentUpdate.Create(
            names.Contains("ASSESSMENTNAME") ? assessment.AssessmentName ?? "" : null,
            ToValue(names, assessment),
            names.Contains("RATIONALE") ? assessment.Rationale ?? "" : null,
            names.Contains("METADATA") ? assessment.Metadata.ToEntries() : null,
            names.Contains("VALID") ? assessment.Valid ?? false : null);
    }

    private static AssessmentValue? ToValue(HashSet<string> names, AssessmentMessage assessment)
    {
        if (!names.Contains("EXPECTATION") && !names.Contains("FEEDBACK"))
            return null;
        var value = names.Contains("EXPECTATION")
            ? (assessment with { Feedback = null }).ToValue()
            : (assessment with { Expectation = null }).ToValue();
        return value ?? throw RequestFaults.Described("The mask names 'feedback' or 'expectation', but the assessment has none.");
    }
}

/// <summary>Answer of the calls that return one assessment.</summary>
/// <param name="Assessment">The assessment as it is now.</param>
internal sealed record AssessmentResponse(AssessmentMessage? Assessment)
{
    /// <summary>The answer.</summary>
    public static AssessmentResponse From(Assessment assessment) => new(AssessmentMessage.From(assessment));

    public Assessment ToEntity() => Answers.Require(Assessment, "assessment").ToEntity();
}
