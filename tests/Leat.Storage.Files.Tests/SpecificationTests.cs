using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Specification;
using Leat.Storage.Specification.Search;

namespace Leat.Storage.Files.Tests;

public sealed class FileExperimentStoreTests(FileStoreFixture fixture)
    : ExperimentStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileRunStoreTests(FileStoreFixture fixture)
    : RunStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileConcurrentWritesTests(FileStoreFixture fixture)
    : ConcurrentWritesSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileRunTableTests(FileStoreFixture fixture)
    : RunTableSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileTableStoreTests(FileStoreFixture fixture)
    : TableStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileMetricStoreTests(FileStoreFixture fixture)
    : MetricStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileDatasetStoreTests(FileStoreFixture fixture)
    : DatasetStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileRegistryStoreTests(FileStoreFixture fixture)
    : RegistryStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>
{
    /// <summary>Names are those of folders here, as in MLflow's file store: a slash cannot stand in one.</summary>
    public override async Task A_created_model_is_read_back_whole()
    {
        var created = await Store.Registry.CreateRegisteredModelAsync(
            NewRegisteredModel.Create("a b 日本 𝄞", "good *text*", [new Tag("b", "2"), new Tag("a", ""), new Tag("b", "3")]), Cancel);

        var model = await Store.Registry.GetRegisteredModelAsync("a b 日本 𝄞", Cancel);

        model.Description.ShouldBe("good *text*");
        model.Tags.ShouldBe([new Tag("a", ""), new Tag("b", "3")], ignoreOrder: true);
        model.CreationTimestampMs.ShouldBe(created.CreationTimestampMs);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("a/b"), Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(".."), Cancel));
    }
}

public sealed class FileRegistrySearchTests(FileStoreFixture fixture)
    : RegistrySearchSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileSearchTests(FileStoreFixture fixture)
    : SearchSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileSearchAgreementTests(FileStoreFixture fixture)
    : SearchAgreementSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileLoggedModelStoreTests(FileStoreFixture fixture)
    : LoggedModelStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>
{
    /// <summary>Keys are names of files here, as in MLflow's file store, and those have at most 255 bytes.</summary>
    public override async Task Params_keep_their_keys_whole_however_long()
    {
        var longest = new string('k', 250);
        var model = await Store.Models.CreateModelAsync(NewLoggedModel.Create("0", "m", parameters: [new Param(longest, "1")]), Cancel);

        (await Store.Models.GetModelAsync(model.ModelId, Cancel)).Params.ShouldBe([new Param(longest, "1")]);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Store.Models.LogModelParamsAsync(model.ModelId, [new Param(new string('k', 300), "4")], Cancel));
    }
}

public sealed class FileTraceStoreTests(FileStoreFixture fixture)
    : TraceStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>
{
    /// <summary>Without a link to a run, which MLflow's file store cannot keep.</summary>
    public override async Task A_deleted_trace_can_be_made_anew_without_what_it_had()
    {
        await StartAsync("tr-1", [new Tag("a", "1")]);
        await Store.Traces.DeleteTracesAsync(TraceDeletion.Create("0", traceIds: ["tr-1"]), Cancel);

        (await StartAsync("tr-1", [])).FindTag("a").ShouldBeNull();
    }

    /// <summary>MLflow's file store cannot link traces to runs; those that name their run are found by it.</summary>
    public override async Task Links_to_runs_are_found_also_when_the_trace_comes_later()
    {
        var run = await NewRunAsync();
        await Store.Traces.StartTraceAsync(NewTrace.Create(new TraceInfo("tr-3", "0", 1, 1, TraceState.Ok, [new Tag(TraceKeys.SourceRun, run)], [], [])), Cancel);

        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Store.Traces.LinkTracesToRunAsync(TraceLinks.Create(run, ["tr-3"]), Cancel));
        var query = new TraceQuery { ExperimentIds = ["0"], Filter = TraceSearch.ParseFilter($"run_id = '{run}'") };
        (await Store.Traces.SearchTracesAsync(query, Cancel)).Items.Select(trace => trace.TraceId).ShouldBe(["tr-3"]);
    }

    /// <summary>Without a link to a run, which MLflow's file store cannot keep.</summary>
    public override async Task Removing_an_experiment_for_good_takes_its_traces_along()
    {
        var experiment = await NewExperimentAsync();
        await Store.Traces.StartTraceAsync(NewTrace.Create(new TraceInfo("tr-1", experiment, 1, 1, TraceState.Ok, [], [new Tag("a", "1")], [])), Cancel);
        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        var marked = await Store.Purge.MarkAsync(await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel), Cancel);
        await Store.Purge.RemoveAsync(marked, Cancel);

        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.GetExperimentAsync(experiment, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Traces.GetTraceInfoAsync("tr-1", Cancel));
        (await StartAsync("tr-1", [])).FindTag("a").ShouldBeNull();
    }

    /// <summary>There is no place for the prompts of a trace in a directory of files.</summary>
    public override async Task Traces_are_found_by_the_prompts_that_they_used()
    {
        await StartAsync("tr-1", []);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Store.Traces.LinkPromptsAsync(TracePrompts.Create("tr-1", [new("greet", "1")]), Cancel));
    }

    private Task<TraceInfo> StartAsync(string id, IReadOnlyList<Tag> tags) =>
        Store.Traces.StartTraceAsync(NewTrace.Create(new TraceInfo(id, "0", 1, 1, TraceState.Ok, [], tags, [])), Cancel);
}

public sealed class FileTraceSearchTests(FileStoreFixture fixture)
    : TraceSearchSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileTraceMetricTests(FileStoreFixture fixture)
    : TraceMetricSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileTraceHourTests(FileStoreFixture fixture)
    : TraceHourSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileSpanStoreTests(FileStoreFixture fixture)
    : SpanStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileAssessmentStoreTests(FileStoreFixture fixture)
    : AssessmentStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FilePurgeStoreTests(FileStoreFixture fixture)
    : PurgeStoreSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>
{
    /// <summary>MLflow's file store has neither scorers nor evaluation datasets.</summary>
    public override Task An_experiment_takes_its_scorers_along_and_evaluation_datasets_leave_it()
    {
        Store.Features.Scorers.ShouldBeNull();
        Store.Features.EvaluationDatasets.ShouldBeNull();
        return Task.CompletedTask;
    }

    /// <summary>MLflow's file store has no workspaces.</summary>
    public override Task A_store_opened_in_a_workspace_finds_what_is_deleted_there()
    {
        Store.Features.Workspaces.ShouldBeNull();
        return Task.CompletedTask;
    }
}

public sealed class FileBulkLoadTests(FileStoreFixture fixture)
    : BulkLoadSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileSeveralServersTests(FileStoreFixture fixture)
    : SeveralServersSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>
{
    /// <summary>MLflow's file store has no evaluation datasets.</summary>
    public override async Task Records_that_all_write_are_there_once_and_lose_no_expectation()
    {
        await using var store = await Fixture.CreateAsync();
        store.Features.EvaluationDatasets.ShouldBeNull();
    }

    /// <summary>MLflow's file store has no scorers.</summary>
    public override async Task Versions_of_one_scorer_are_numbered_without_gaps_or_doubles()
    {
        await using var store = await Fixture.CreateAsync();
        store.Features.Scorers.ShouldBeNull();
    }
}

public sealed class FileShortSeriesTests(FileStoreFixture fixture)
    : ShortSeriesSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>;

public sealed class FileTextTests(FileStoreFixture fixture)
    : TextSpecification<FileStoreFixture>(fixture), IClassFixture<FileStoreFixture>
{
    /// <summary>Names are those of folders here: control characters cannot stand in them.</summary>
    public override async Task Names_of_registered_models_and_aliases_are_told_apart_and_kept()
    {
        string[] names = ["a", "A", "a ", " a", "ä", "a\u0308", "ß", "ss", "𝄞", "日本"];
        foreach (var name in names)
            await Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(name, name), Cancel);
        foreach (var name in names)
        {
            var found = await Store.Registry.GetRegisteredModelAsync(name, Cancel);
            (found.Name, found.Description).ShouldBe((name, name));
        }
    }

    /// <summary>Keys and names are those of files here, which have at most 255 bytes whatever their characters.</summary>
    public override async Task Texts_too_long_for_a_key_are_refused_and_those_at_the_limit_are_kept()
    {
        var run = await NewRunAsync();
        await Runs.LogAsync(LogBatch.ForTag(run, new Tag(new string('k', 250), "v")), Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Data.Tags.ShouldContain(tag => tag.Key.Length == 250);
        await Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(new string('m', 255)), Cancel);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Runs.LogAsync(LogBatch.ForTag(run, new Tag(new string('日', 100), "v")), Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create(new string('m', 256)), Cancel));
    }
}

public sealed class ComplianceTests : ComplianceSpecification
{
    private const string Lacks = "MLflow's file store has none, and the index is no place for what the files cannot hold.";

    protected override IReadOnlyDictionary<Type, string> LeftOut { get; } = new Dictionary<Type, string>
    {
        [typeof(WebhookStoreSpecification<>)] = Lacks,
        [typeof(WorkspaceStoreSpecification<>)] = Lacks,
        [typeof(EvaluationDatasetStoreSpecification<>)] = Lacks,
        [typeof(EvaluationRecordSpecification<>)] = Lacks,
        [typeof(ScorerStoreSpecification<>)] = Lacks,
        [typeof(IssueStoreSpecification<>)] = Lacks,
        [typeof(LabelSchemaStoreSpecification<>)] = Lacks,
        [typeof(ReviewQueueStoreSpecification<>)] = Lacks,
    };
}
