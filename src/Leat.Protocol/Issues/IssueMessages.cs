using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>An issue as it travels.</summary>
/// <param name="IssueId">Its id.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is.</param>
/// <param name="Status">pending, rejected or resolved.</param>
/// <param name="Severity">not_an_issue, low, medium or high; left out if nobody has said.</param>
/// <param name="RootCauses">Why it happens; left out when nobody has said.</param>
/// <param name="SourceRunId">The run that found it.</param>
/// <param name="CreatedTimestamp">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestamp">Unix milliseconds, UTC.</param>
/// <param name="CreatedBy">Who found it.</param>
/// <param name="Categories">What kind of problem it is; left out when nobody has said.</param>
/// <param name="TraceCount">How many traces show it; left out unless asked for.</param>
internal sealed record IssueMessage(
    string? IssueId,
    string? ExperimentId,
    string? Name,
    string? Description,
    string? Status,
    [property: MayBeLeftOut] string? Severity,
    IReadOnlyList<string>? RootCauses,
    [property: MayBeLeftOut] string? SourceRunId,
    long? CreatedTimestamp,
    long? LastUpdatedTimestamp,
    [property: MayBeLeftOut] string? CreatedBy,
    IReadOnlyList<string>? Categories,
    [property: MayBeLeftOut] long? TraceCount)
{
    public static IssueMessage From(Issue issue) => new(
        issue.IssueId,
        issue.ExperimentId,
        issue.Name,
        issue.Description,
        issue.Status.WireName(),
        issue.Severity?.WireName(),
        issue.RootCauses.NullIfEmpty(),
        issue.SourceRunId,
        issue.CreatedTimeMs,
        issue.LastUpdateTimeMs,
        issue.CreatedBy,
        issue.Categories.NullIfEmpty(),
        issue.TraceCount);

    public Issue ToEntity() => new(
        Answers.Require(IssueId, "issue_id"),
        ExperimentId ?? "",
        Name ?? "",
        Description ?? "",
        IssueNames.ParseStatus(Status) ?? IssueStatus.Pending,
        CreatedTimestamp ?? 0,
        LastUpdatedTimestamp ?? 0)
    {
        Severity = IssueNames.ParseSeverity(Severity),
        RootCauses = RootCauses ?? [],
        SourceRunId = SourceRunId,
        CreatedBy = CreatedBy,
        Categories = Categories ?? [],
        TraceCount = TraceCount,
    };
}

/// <summary>Answer of the calls that return one issue.</summary>
/// <param name="Issue">The issue as it is now.</param>
internal sealed record IssueResponse(IssueMessage? Issue)
{
    /// <summary>The answer.</summary>
    public static IssueResponse From(Issue issue) => new(IssueMessage.From(issue));

    public Issue ToEntity() => Answers.Require(Issue, "issue").ToEntity();
}

/// <summary>Body of <c>POST /api/3.0/mlflow/issues</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is.</param>
/// <param name="Status">pending, rejected or resolved; pending if left out.</param>
/// <param name="Severity">not_an_issue, low, medium or high.</param>
/// <param name="RootCauses">Why it happens.</param>
/// <param name="SourceRunId">The run that found it.</param>
/// <param name="CreatedBy">Who found it.</param>
/// <param name="Categories">What kind of problem it is.</param>
internal sealed record CreateIssueRequest(
    string? ExperimentId,
    string? Name,
    string? Description,
    string? Status = null,
    string? Severity = null,
    IReadOnlyList<string>? RootCauses = null,
    string? SourceRunId = null,
    string? CreatedBy = null,
    IReadOnlyList<string>? Categories = null) : IWireRequest<CreateIssueRequest>
{
    public static CreateIssueRequest Decode(WireFields fields) => new(
        fields.RequireString("experiment_id"),
        fields.RequireString("name"),
        fields.RequireString("description"),
        fields.GetString("status"),
        fields.GetString("severity"),
        fields.GetStrings("root_causes"),
        fields.GetString("source_run_id"),
        fields.GetString("created_by"),
        fields.GetStrings("categories"));

    public static CreateIssueRequest From(NewIssue request)
    {
        var issue = request.Issue;
        return new(
            issue.ExperimentId, issue.Name, issue.Description, issue.Status.WireName(), issue.Severity?.WireName(), issue.RootCauses.NullIfEmpty(),
            issue.SourceRunId, issue.CreatedBy, issue.Categories.NullIfEmpty());
    }

    public NewIssue ToCommand() => NewIssue.Create(
        new Issue("", ExperimentId!, Name!, Description!, IssueNames.ParseStatus(Status) ?? IssueStatus.Pending, 0, 0)
        {
            Severity = IssueNames.ParseSeverity(Severity),
            RootCauses = RootCauses ?? [],
            SourceRunId = SourceRunId,
            CreatedBy = CreatedBy,
            Categories = Categories ?? [],
        });
}

/// <summary>Body of <c>PATCH /api/3.0/mlflow/issues/{issue_id}</c>. What is left out stays.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">The new description.</param>
/// <param name="Status">pending, rejected or resolved.</param>
/// <param name="Severity">not_an_issue, low, medium or high.</param>
internal sealed record UpdateIssueRequest(string? Name, string? Description, string? Status, string? Severity) : IWireRequest<UpdateIssueRequest>
{
    public static UpdateIssueRequest Decode(WireFields fields) => new(
        fields.GetString("name"), fields.GetString("description"), fields.GetString("status"), fields.GetString("severity"));

    public static UpdateIssueRequest From(IssueUpdate update) =>
        new(update.Name, update.Description, update.Status?.WireName(), update.Severity?.WireName());

    public IssueUpdate ToCommand() => IssueUpdate.Create(Name, Description, IssueNames.ParseStatus(Status), IssueNames.ParseSeverity(Severity));
}

/// <summary>Body of <c>POST /api/3.0/mlflow/issues/search</c>.</summary>
/// <param name="ExperimentId">The experiment; all if left out.</param>
/// <param name="FilterString">Comparisons of status and source_run_id by = and !=, joined by AND.</param>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
/// <param name="IncludeTraceCount">Whether to count the traces that show each.</param>
internal sealed record SearchIssuesRequest(
    string? ExperimentId = null,
    string? FilterString = null,
    [property: Limits(1, IssueQuery.MaxPageSize), DefaultValue(IssueQuery.DefaultPageSize)] long? MaxResults = null,
    string? PageToken = null,
    bool? IncludeTraceCount = null) : IWireRequest<SearchIssuesRequest>
{
    public static SearchIssuesRequest Decode(WireFields fields) => new(
        fields.GetString("experiment_id"),
        fields.GetString("filter_string"),
        fields.GetInt32("max_results"),
        fields.GetString("page_token"),
        fields.GetBool("include_trace_count"));

    public static SearchIssuesRequest From(IssueQuery query) =>
        new(query.ExperimentId, query.Filter.Text, query.MaxResults, query.PageToken, query.CountsTraces);

    public IssueQuery ToQuery() => new()
    {
        ExperimentId = string.IsNullOrEmpty(ExperimentId) ? null : ExperimentId,
        Filter = IssueSearch.ParseFilter(FilterString),
        MaxResults = MaxResults ?? IssueQuery.DefaultPageSize,
        PageToken = Core.PageToken.Check(PageToken),
        CountsTraces = IncludeTraceCount ?? false,
    };
}

/// <summary>Answer of <c>POST /api/3.0/mlflow/issues/search</c>.</summary>
/// <param name="Issues">The newest first; left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record SearchIssuesResponse(IReadOnlyList<IssueMessage>? Issues, [property: MayBeLeftOut] string? NextPageToken)
{
    public static SearchIssuesResponse From(Page<Issue> page) => new(page.Items.ToMessages(IssueMessage.From), page.NextPageToken);

    public Page<Issue> ToPage() => new(Issues.ToEntities(issue => issue.ToEntity()), Answers.PageToken(NextPageToken));
}
