using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Issues of experiments and of traces. Written from what is known of MLflow 3.11, not recorded.</summary>
public abstract class IssueStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private IIssueStore Issues => Store.Issues;

    [Fact]
    public async Task An_issue_is_read_back_whole()
    {
        var experiment = await NewExperimentAsync();

        var made = await Issues.CreateIssueAsync(
            NewIssue.Create(New(experiment, "slow ünï") with
            {
                Status = IssueStatus.Rejected,
                Severity = IssueSeverity.High,
                RootCauses = ["a \"b\"", "ü"],
                Categories = ["c"],
                SourceRunId = "r1",
                CreatedBy = "ann",
            }),
            Cancel);

        made.IssueId.ShouldMatch("^iss-[0-9a-f]{32}$");
        made.LastUpdateTimeMs.ShouldBe(made.CreatedTimeMs);
        var read = await Issues.GetIssueAsync(made.IssueId, Cancel);
        (read with { RootCauses = made.RootCauses, Categories = made.Categories }).ShouldBe(made);
        (read.ExperimentId, read.Name, read.Description, read.Status, read.Severity, read.SourceRunId, read.CreatedBy, read.TraceCount)
            .ShouldBe((experiment, "slow ünï", "why", IssueStatus.Rejected, (IssueSeverity?)IssueSeverity.High, "r1", "ann", null));
        (read.RootCauses, read.Categories).ShouldSatisfyAllConditions(
            lists => lists.RootCauses.ShouldBe(["a \"b\"", "ü"]), lists => lists.Categories.ShouldBe(["c"]));
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        var made = await CreateAsync(New("0", "one") with { RootCauses = ["x"] });

        var changed = await Issues.UpdateIssueAsync(made.IssueId, IssueUpdate.Create(status: IssueStatus.Resolved, severity: IssueSeverity.Low), Cancel);

        (changed.Status, changed.Severity, changed.Name, changed.LastUpdateTimeMs > made.LastUpdateTimeMs)
            .ShouldBe((IssueStatus.Resolved, (IssueSeverity?)IssueSeverity.Low, "one", true));
        changed.RootCauses.ShouldBe(["x"]);
        (await Issues.UpdateIssueAsync(made.IssueId, IssueUpdate.Create("two", "new"), Cancel)).ShouldSatisfyAllConditions(
            issue => issue.Name.ShouldBe("two"), issue => issue.Description.ShouldBe("new"), issue => issue.Severity.ShouldBe(IssueSeverity.Low));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Issues.UpdateIssueAsync("iss-none", IssueUpdate.Create("x"), Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Issues.GetIssueAsync("iss-none", Cancel));
    }

    [Fact]
    public async Task Experiments_that_are_not_there_or_deleted_take_no_issues()
    {
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => CreateAsync(New("4711", "a")));
        var experiment = await NewExperimentAsync();
        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => CreateAsync(New(experiment, "a")));
        Should.Throw<LeatException>(() => NewIssue.Create(New("0", ""))).Code.ShouldBe(ErrorCode.InvalidParameterValue);
    }

    [Theory]
    [InlineData(null, "d c b a")]
    [InlineData("status = 'pending'", "d b")]
    [InlineData("status != 'pending'", "c a")]
    [InlineData("source_run_id = 'r1'", "b a")]
    [InlineData("source_run_id != 'r1'", "c")]
    [InlineData("status = 'pending' AND source_run_id = 'r1'", "b")]
    [InlineData("status = 'none'", "")]
    public async Task Issues_are_found_the_newest_first(string? filter, string expected)
    {
        var experiment = await NewExperimentAsync();
        await CreateAsync(New(experiment, "a") with { Status = IssueStatus.Resolved, SourceRunId = "r1" });
        await CreateAsync(New(experiment, "b") with { SourceRunId = "r1" });
        await CreateAsync(New(experiment, "c") with { Status = IssueStatus.Rejected, SourceRunId = "r2" });
        await CreateAsync(New(experiment, "d"));
        await CreateAsync(New("0", "elsewhere"));

        var query = new IssueQuery { ExperimentId = experiment, Filter = IssueSearch.ParseFilter(filter) };
        Names(await Issues.SearchIssuesAsync(query, Cancel)).ShouldBe(expected);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_end()
    {
        var experiment = await NewExperimentAsync();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
            await CreateAsync(New(experiment, name));

        var pages = new List<string>();
        string? token = null;
        do
        {
            var page = await Issues.SearchIssuesAsync(new IssueQuery { ExperimentId = experiment, MaxResults = 2, PageToken = token }, Cancel);
            pages.Add(Names(page));
            token = page.NextPageToken;
        }
        while (token is not null);

        pages.ShouldBe(["e d", "c b", "a"]);
        Names(await Issues.SearchIssuesAsync(new IssueQuery { ExperimentId = "4711" }, Cancel)).ShouldBe("");
        Names(await Issues.SearchIssuesAsync(new IssueQuery(), Cancel)).ShouldStartWith("e d c b a");
    }

    [Theory]
    [InlineData("name = 'a'")]
    [InlineData("status LIKE 'p%'")]
    [InlineData("status IN ('pending')")]
    [InlineData("status = pending")]
    [InlineData("status = 5")]
    [InlineData("   ")]
    public void Other_filters_are_refused(string filter) =>
        Should.Throw<LeatException>(() => IssueSearch.ParseFilter(filter)).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    [Fact]
    public async Task Traces_that_show_an_issue_are_counted_and_found()
    {
        var experiment = await NewExperimentAsync();
        var (slow, wrong) = (await CreateAsync(New(experiment, "slow")), await CreateAsync(New(experiment, "wrong")));
        foreach (var trace in (string[])["tr-1", "tr-2", "tr-3"])
            await Store.Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(trace, experiment, 1, 1, TraceState.Ok, [], [], [])), Cancel);
        foreach (var trace in (string[])["tr-1", "tr-1", "tr-2"])
            await ShowAsync(trace, slow.IssueId, AssessmentKind.Issue, "\"slow\"");
        await ShowAsync("tr-3", slow.IssueId, AssessmentKind.Feedback, "true");

        var found = await Issues.SearchIssuesAsync(new IssueQuery { ExperimentId = experiment, CountsTraces = true }, Cancel);
        found.Items.Select(issue => (issue.Name, issue.TraceCount)).ShouldBe([("wrong", (long?)0), ("slow", 2)]);
        (await FindAsync($"issue.id = '{slow.IssueId}'")).ShouldBe(["tr-1", "tr-2"], ignoreOrder: true);
        (await FindAsync($"issue.id = '{wrong.IssueId}'")).ShouldBeEmpty();
        (await FindAsync("issue.id = 'iss-none'")).ShouldBeEmpty();
        (await FindAsync($"issue.id = '{slow.IssueId}' AND request_id = 'tr-2'")).ShouldBe(["tr-2"]);

        var shown = (await Store.Traces.GetTraceInfoAsync("tr-2", Cancel)).Assessments.ShouldHaveSingleItem();
        (shown.Kind, shown.Name, shown.Value).ShouldBe((AssessmentKind.Issue, slow.IssueId, "\"slow\""));
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue,
            () => Store.Assessments.UpdateAssessmentAsync(
                "tr-2", shown.AssessmentId, AssessmentUpdate.Create(value: new AssessmentValue(AssessmentKind.Feedback, "true")), Cancel));

        async Task<IEnumerable<string>> FindAsync(string filter) => (await Store.Traces.SearchTracesAsync(
            new TraceQuery { ExperimentIds = [experiment], Filter = TraceSearch.ParseFilter(filter) }, Cancel)).Items.Select(trace => trace.TraceId);
    }

    [Theory]
    [InlineData("issue.name = 'a'")]
    [InlineData("issue.id != 'a'")]
    [InlineData("issue.id LIKE 'a'")]
    public void Traces_are_found_by_the_id_of_an_issue_only(string filter) =>
        Should.Throw<LeatException>(() => TraceSearch.ParseFilter(filter)).Code.ShouldBe(ErrorCode.InvalidParameterValue);

    private static Issue New(string experiment, string name) => new("", experiment, name, "why", IssueStatus.Pending, 0, 0);

    private Task<Issue> CreateAsync(Issue issue) => Issues.CreateIssueAsync(NewIssue.Create(issue), Cancel);

    private Task<Assessment> ShowAsync(string trace, string name, AssessmentKind kind, string value) => Store.Assessments.CreateAssessmentAsync(
        trace, NewAssessment.Create(new Assessment("", "", name, kind, value, new AssessmentSource("LLM_JUDGE", null), 0, 0)), Cancel);

    private static string Names(Page<Issue> page) => string.Join(' ', page.Items.Select(issue => issue.Name));
}
