namespace Leat.Core;

/// <summary>A problem that traces of an experiment show. A trace shows it through an assessment of kind <see cref="AssessmentKind.Issue"/> whose
/// name is the issue's id.</summary>
/// <param name="IssueId"><c>iss-</c> and 32 hexadecimal digits.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is.</param>
/// <param name="Status">What has become of it.</param>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTimeMs">Unix milliseconds, UTC.</param>
public sealed record Issue(
    string IssueId, string ExperimentId, string Name, string Description, IssueStatus Status, long CreatedTimeMs, long LastUpdateTimeMs)
{
    /// <summary>How bad it is; null if nobody has said.</summary>
    public IssueSeverity? Severity { get; init; }

    /// <summary>Why it happens.</summary>
    public IReadOnlyList<string> RootCauses { get; init; } = [];

    /// <summary>What kind of problem it is.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The run that found it; need not exist.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>Who found it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>How many traces show it; null if that was not asked for.</summary>
    public long? TraceCount { get; init; }
}

/// <summary>What has become of an issue.</summary>
public enum IssueStatus
{
    /// <summary>Nobody has decided.</summary>
    Pending = 0,

    /// <summary>It is none.</summary>
    Rejected = 1,

    /// <summary>It is over.</summary>
    Resolved = 2,
}

/// <summary>How bad an issue is.</summary>
public enum IssueSeverity
{
    /// <summary>Not at all.</summary>
    NotAnIssue = 0,

    /// <summary>Hardly.</summary>
    Low = 1,

    /// <summary>Somewhat.</summary>
    Medium = 2,

    /// <summary>Very.</summary>
    High = 3,
}

/// <summary>Wire forms of <see cref="IssueStatus"/> and <see cref="IssueSeverity"/>.</summary>
public static class IssueNames
{
    private static readonly WireNames<IssueStatus> Statuses = new("pending", "rejected", "resolved");
    private static readonly WireNames<IssueSeverity> Severities = new("not_an_issue", "low", "medium", "high");

    /// <summary>The name, for example <c>pending</c>.</summary>
    public static string WireName(this IssueStatus status) => Statuses[status];

    /// <summary>The name, for example <c>not_an_issue</c>.</summary>
    public static string WireName(this IssueSeverity severity) => Severities[severity];

    /// <summary>The status with this name; null for null.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is none.</exception>
    public static IssueStatus? ParseStatus(string? name) => Parse("status", name, Statuses);

    /// <summary>The severity with this name; null for null.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is none.</exception>
    public static IssueSeverity? ParseSeverity(string? name) => Parse("severity", name, Severities);

    private static T? Parse<T>(string field, string? name, WireNames<T> names)
        where T : struct, Enum =>
        string.IsNullOrEmpty(name) ? null
        : names.TryParse(name, out var value) ? value
        : throw LeatException.InvalidParameter(
            $"Invalid value {PythonFormat.OfText(TextRules.Truncate(name, 100))} for parameter '{field}' supplied: it must be one of {string.Join(", ", names.All)}.");
}
