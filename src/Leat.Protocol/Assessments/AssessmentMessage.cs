using Leat.Core;

namespace Leat.Protocol;

/// <summary>An assessment as it travels.</summary>
/// <param name="AssessmentId">Its id.</param>
/// <param name="AssessmentName">What is assessed.</param>
/// <param name="TraceId">The trace it is about.</param>
/// <param name="SpanId">The span it is about, if it is about one.</param>
/// <param name="Source">Whose it is.</param>
/// <param name="CreateTime">RFC 3339, kept to the millisecond; now if left out.</param>
/// <param name="LastUpdateTime">RFC 3339, kept to the millisecond.</param>
/// <param name="Feedback">A judgement; either this, an expectation or an issue.</param>
/// <param name="Expectation">What should have come out.</param>
/// <param name="Issue">An issue that the trace shows; its id is the name of the assessment.</param>
/// <param name="Rationale">Why it says so.</param>
/// <param name="Metadata">By key; left out when there is none.</param>
/// <param name="Overrides">The assessment of the same trace that it takes the place of.</param>
/// <param name="Valid">False when another has taken its place.</param>
internal sealed record AssessmentMessage(
    string? AssessmentId,
    string? AssessmentName,
    string? TraceId,
    [property: MayBeLeftOut] string? SpanId,
    AssessmentSourceMessage? Source,
    string? CreateTime,
    string? LastUpdateTime,
    [property: MayBeLeftOut] FeedbackMessage? Feedback,
    [property: MayBeLeftOut] ExpectationMessage? Expectation,
    [property: MayBeLeftOut] string? Rationale,
    IReadOnlyDictionary<string, string>? Metadata,
    [property: MayBeLeftOut] string? Overrides,
    bool? Valid,
    [property: MayBeLeftOut] IssueReferenceMessage? Issue = null)
{
    public static AssessmentMessage From(Assessment assessment) => new(
        assessment.AssessmentId,
        assessment.Name,
        assessment.TraceId,
        assessment.SpanId,
        new AssessmentSourceMessage(assessment.Source.Type, assessment.Source.Id),
        WireTimes.Timestamp(assessment.CreateTimeMs),
        WireTimes.Timestamp(assessment.LastUpdateTimeMs),
        assessment.Kind == AssessmentKind.Feedback ? FeedbackMessage.From(assessment.Value, assessment.Error) : null,
        assessment.Kind == AssessmentKind.Expectation ? ExpectationMessage.From(assessment.Value) : null,
        assessment.Rationale,
        assessment.Metadata.ToMap(),
        assessment.Overrides,
        assessment.Valid,
        assessment.Kind == AssessmentKind.Issue ? IssueReferenceMessage.From(assessment.Value) : null);

    /// <summary>The assessment to be made, as it travels; the trace stands in the path.</summary>
    public static AssessmentMessage From(NewAssessment request)
    {
        var assessment = request.Assessment;
        return From(assessment) with
        {
            TraceId = null,
            CreateTime = assessment.CreateTimeMs > 0 ? WireTimes.Timestamp(assessment.CreateTimeMs) : null,
            LastUpdateTime = assessment.LastUpdateTimeMs > 0 ? WireTimes.Timestamp(assessment.LastUpdateTimeMs) : null,
        };
    }

    /// <summary>Reads an assessment of which parts may be missing.</summary>
    internal static AssessmentMessage Decode(WireFields fields) => new(
        fields.GetString("assessment_id"),
        fields.GetString("assessment_name"),
        fields.GetString("trace_id"),
        fields.GetString("span_id"),
        fields.GetMessage("source") is { } source ? AssessmentSourceMessage.Decode(source) : null,
        fields.GetTimestampMs("create_time") is { } created ? WireTimes.Timestamp(created) : null,
        fields.GetTimestampMs("last_update_time") is { } updated ? WireTimes.Timestamp(updated) : null,
        fields.GetMessage("feedback") is { } feedback ? FeedbackMessage.Decode(feedback, fields.GetMessage("error")) : null,
        fields.GetMessage("expectation") is { } expectation ? ExpectationMessage.Decode(expectation) : null,
        fields.GetString("rationale"),
        fields.GetMap("metadata"),
        fields.GetString("overrides"),
        fields.GetBool("valid"),
        fields.GetMessage("issue") is { } issue ? IssueReferenceMessage.Decode(issue) : null);

    /// <summary>Reads an assessment that is to be made.</summary>
    internal static AssessmentMessage DecodeWhole(WireFields fields)
    {
        fields.RequireAll("assessment_name", "source");
        return Decode(fields);
    }

    /// <summary>The command that makes it, checked.</summary>
    /// <param name="keepsId">Whether its id counts; else one is drawn.</param>
    public NewAssessment ToCommand(bool keepsId = true)
    {
        var value = ToValue() ?? throw RequestFaults.Described("An assessment needs a 'feedback' or an 'expectation' or an 'issue'.");
        return NewAssessment.Create(ToEntity(keepsId ? AssessmentId ?? "" : "", value));
    }

    /// <summary>The assessment that a server sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: it has no id, or says nothing.</exception>
    public Assessment ToEntity() => ToEntity(Answers.Require(AssessmentId, "assessment_id"), Answers.Require(ToValue(), "feedback"));

    private Assessment ToEntity(string assessmentId, AssessmentValue value) => new(
        assessmentId,
        TraceId ?? "",
        AssessmentName ?? "",
        value.Kind,
        value.Json,
        new AssessmentSource(Source?.SourceType ?? AssessmentSourceMessage.Unspecified, Source?.SourceId),
        WireTimes.ToUnixMs(CreateTime) ?? 0,
        WireTimes.ToUnixMs(LastUpdateTime) ?? 0)
    {
        Error = value.Error,
        SpanId = SpanId,
        Rationale = Rationale,
        Metadata = Metadata.ToEntries(),
        Overrides = Overrides,
        Valid = Valid ?? true,
    };

    /// <summary>What it says; null if it says nothing. Of two the issue counts, or else the expectation.</summary>
    public AssessmentValue? ToValue() =>
        Issue is not null ? new AssessmentValue(AssessmentKind.Issue, Issue.ToJson())
        : Expectation is not null ? new AssessmentValue(AssessmentKind.Expectation, Expectation.ToJson())
        : Feedback is not null ? new AssessmentValue(AssessmentKind.Feedback, Feedback.Value?.Text ?? "null", Feedback.Error?.ToEntity())
        : null;
}

/// <summary>Whose assessment it is.</summary>
/// <param name="SourceType">What kind of judge.</param>
/// <param name="SourceId">Who or which.</param>
internal sealed record AssessmentSourceMessage(
    [property: WireEnum(nameof(EnumNames.AssessmentSourceType))] string? SourceType,
    [property: MayBeLeftOut] string? SourceId)
{
    internal const string Unspecified = "SOURCE_TYPE_UNSPECIFIED";

    internal static AssessmentSourceMessage Decode(WireFields fields) =>
        new(fields.GetEnum("source_type", EnumNames.AssessmentSourceType), fields.GetString("source_id"));
}
