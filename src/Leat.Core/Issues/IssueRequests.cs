namespace Leat.Core;

/// <summary>A valid request to note an issue.</summary>
public sealed record NewIssue
{
    private NewIssue(Issue issue) => Issue = issue;

    /// <summary>What is noted, without an id and times.</summary>
    public Issue Issue { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <param name="issue">The issue; its id and times are ignored.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no name, or a text that is too long or cannot be
    /// stored.</exception>
    public static NewIssue Create(Issue issue)
    {
        ArgumentNullException.ThrowIfNull(issue);
        return new NewIssue(issue with
        {
            IssueId = "",
            Name = IssueRules.CheckName(issue.Name),
            Description = IssueRules.CheckText("description", issue.Description),
            RootCauses = IssueRules.CheckTexts("root_causes", issue.RootCauses),
            Categories = IssueRules.CheckTexts("categories", issue.Categories),
            SourceRunId = IssueRules.CheckShort("source_run_id", issue.SourceRunId),
            CreatedBy = IssueRules.CheckShort("created_by", issue.CreatedBy),
        });
    }
}

/// <summary>A valid request to change an issue; null values are left unchanged.</summary>
public sealed record IssueUpdate
{
    private IssueUpdate()
    {
    }

    /// <summary>The new name.</summary>
    public string? Name { get; private init; }

    /// <summary>The new description.</summary>
    public string? Description { get; private init; }

    /// <summary>The new status.</summary>
    public IssueStatus? Status { get; private init; }

    /// <summary>The new severity.</summary>
    public IssueSeverity? Severity { get; private init; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an empty name, or a text that is too long or cannot be
    /// stored.</exception>
    public static IssueUpdate Create(string? name = null, string? description = null, IssueStatus? status = null, IssueSeverity? severity = null) =>
        new()
        {
            Name = name is null ? null : IssueRules.CheckName(name),
            Description = description is null ? null : IssueRules.CheckText("description", description),
            Status = status,
            Severity = severity,
        };
}

/// <summary>A valid search over issues, the newest first.</summary>
public sealed record IssueQuery
{
    /// <summary>Page size if the request does not say.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>Largest page.</summary>
    public const int MaxPageSize = 1_000;

    /// <summary>The experiment; null for all.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>What they must satisfy.</summary>
    public Search.SearchFilter<Issue> Filter { get; init; } = Search.SearchFilter<Issue>.All;

    /// <summary>1 to <see cref="MaxPageSize"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not positive, or above.</exception>
    public long MaxResults { get; init => field = PageSize.Check(value, MaxPageSize); } = DefaultPageSize;

    /// <summary>The token from the previous page, or null.</summary>
    public string? PageToken { get; init; }

    /// <summary>Whether to count the traces that show each.</summary>
    public bool CountsTraces { get; init; }
}
