using Leat.Core;

namespace Leat.Storage.Specification;

public abstract class AssessmentStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private IAssessmentStore Assessments => Store.Assessments;

    [Fact]
    public async Task An_assessment_is_read_back_whole_by_itself_and_with_its_trace()
    {
        await StartAsync();
        var made = await Assessments.CreateAssessmentAsync(
            "tr-1",
            NewAssessment.Create(New("good", "\"yes\"") with
            {
                Error = new AssessmentError("E", "it broke", null),
                SpanId = "s1",
                Rationale = "because",
                Metadata = [new Tag("k", "ü\"")],
                CreateTimeMs = 5,
            }),
            Cancel);

        made.AssessmentId.ShouldMatch("^a-[0-9a-f]{32}$");
        made.Valid.ShouldBeTrue();
        (made.CreateTimeMs, made.LastUpdateTimeMs).ShouldBe((5, 5));
        var read = await Assessments.GetAssessmentAsync("tr-1", made.AssessmentId, Cancel);
        read.Metadata.ShouldBe(made.Metadata);
        (read with { Metadata = made.Metadata }).ShouldBe(made);
        (await Store.Traces.GetTraceInfoAsync("tr-1", Cancel)).Assessments.ShouldHaveSingleItem().ShouldBeEquivalentTo(read);
    }

    [Fact]
    public async Task Overriding_takes_the_place_of_another_until_it_is_deleted()
    {
        await StartAsync();
        var first = await CreateAsync(New("good", "true"));
        var second = await CreateAsync(New("good", "false") with { Overrides = first });

        (await GetAsync(first)).Valid.ShouldBeFalse();
        (await GetAsync(second)).Overrides.ShouldBe(first);
        await Assessments.DeleteAssessmentAsync("tr-1", second, Cancel);
        await Assessments.DeleteAssessmentAsync("tr-1", second, Cancel);
        await Assessments.DeleteAssessmentAsync("tr-none", second, Cancel);

        (await GetAsync(first)).Valid.ShouldBeTrue();
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => GetAsync(second));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => CreateAsync(New("good", "true") with { Overrides = "a-none" }));
        (await Store.Traces.GetTraceInfoAsync("tr-1", Cancel)).Assessments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        await StartAsync();
        var id = await CreateAsync(New("good", "true") with { Rationale = "r", Metadata = [new Tag("a", "1"), new Tag("b", "1")] });
        var before = await GetAsync(id);

        await Assessments.UpdateAssessmentAsync("tr-1", id, AssessmentUpdate.Create(rationale: "other", metadata: [new Tag("b", "2")]), Cancel);
        var after = await GetAsync(id);
        after.Rationale.ShouldBe("other");
        after.Metadata.ShouldBe([new Tag("a", "1"), new Tag("b", "2")]);
        (after.Name, after.Value, after.CreateTimeMs).ShouldBe((before.Name, before.Value, before.CreateTimeMs));
        after.LastUpdateTimeMs.ShouldBeGreaterThan(before.LastUpdateTimeMs);

        var changed = await Assessments.UpdateAssessmentAsync(
            "tr-1", id, AssessmentUpdate.Create("better", new AssessmentValue(AssessmentKind.Feedback, "0.5"), valid: false), Cancel);
        (changed.Name, changed.Value, changed.Valid, changed.Rationale).ShouldBe(("better", "0.5", false, "other"));
        (await GetAsync(id) with { Metadata = changed.Metadata }).ShouldBe(changed);
    }

    [Fact]
    public async Task A_value_of_the_other_kind_is_refused()
    {
        await StartAsync();
        var feedback = await CreateAsync(New("good", "true"));
        var expectation = await CreateAsync(New("right", "[1, 2]") with { Kind = AssessmentKind.Expectation });

        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => SetAsync(feedback, AssessmentKind.Expectation)))
            .Message.ShouldBe("Cannot update expectation value on a Feedback assessment.");
        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => SetAsync(expectation, AssessmentKind.Feedback)))
            .Message.ShouldBe("Cannot update feedback value on an Expectation assessment.");

        Task SetAsync(string id, AssessmentKind kind) => Assessments.UpdateAssessmentAsync(
            "tr-1", id, AssessmentUpdate.Create(value: new AssessmentValue(kind, "1")), Cancel);
    }

    [Fact]
    public async Task A_missing_object_is_reported()
    {
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => GetAsync("a-none"))).Message.ShouldBe("Trace with ID 'tr-1' not found.");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => CreateAsync(New("good", "true")));
        await StartAsync();
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => GetAsync("a-none"))).Message
            .ShouldBe("Assessment with ID 'a-none' not found for trace 'tr-1'");
        await ShouldRefuseAsync(
            ErrorCode.ResourceDoesNotExist, () => Assessments.UpdateAssessmentAsync("tr-1", "a-none", AssessmentUpdate.Create("x"), Cancel));
    }

    private static Assessment New(string name, string value) =>
        new("", "", name, AssessmentKind.Feedback, value, new AssessmentSource("HUMAN", "ann"), 0, 0);

    private Task<TraceInfo> StartAsync() =>
        Store.Traces.StartTraceAsync(NewTrace.Create(new TraceInfo("tr-1", "0", 1, null, TraceState.Ok, [], [], [])), Cancel);

    private async Task<string> CreateAsync(Assessment assessment) =>
        (await Assessments.CreateAssessmentAsync("tr-1", NewAssessment.Create(assessment), Cancel)).AssessmentId;

    private Task<Assessment> GetAsync(string id) => Assessments.GetAssessmentAsync("tr-1", id, Cancel);
}
