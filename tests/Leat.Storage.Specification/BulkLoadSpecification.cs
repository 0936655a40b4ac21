using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Runs loaded in bulk read as if they had been logged.</summary>
public abstract class BulkLoadSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Fact]
    public async Task A_loaded_run_reads_as_it_was_given()
    {
        var points = Enumerable.Range(0, 5_000).Select(i => new MetricPoint(i, 1_000 + i, 1.0 / (i + 1))).ToList();
        var run = NewRun("imported-1") with
        {
            Params = [new Param("depth", "3")],
            Tags = [new Tag("team", "a")],
            Metrics = [new BulkSeries("loss", points), new BulkSeries("empty", [])],
        };

        await Store.Bulk.LoadAsync([run], Cancel);

        var read = await Runs.GetRunAsync("imported-1", Cancel);
        read.Info.ShouldBe(run.Info with { ArtifactUri = read.Info.ArtifactUri });
        read.Info.ArtifactUri.ShouldEndWith("/0/imported-1/artifacts");
        read.Data.Params.ShouldBe(run.Params);
        read.Data.Tags.ShouldBe(run.Tags);
        read.Data.Metrics.ShouldBe([new Metric("loss", 1.0 / 5_000, 5_999, 4_999)]);
        (await Metrics.GetHistoryAsync("imported-1", "loss", cancellationToken: Cancel)).Items.ShouldBe(points);
    }

    [Fact]
    public async Task Odd_values_repeats_and_late_points_are_as_if_they_had_been_logged()
    {
        MetricPoint[] points =
        [
            new(-5, 9, double.PositiveInfinity), new(1, 1, double.NaN), new(1, 1, double.NaN), new(2, 0, -0.0), new(2, 0, 0.0), new(2, 1, -3),
        ];
        var logged = await NewRunAsync();
        await Runs.LogAsync(LogBatch.Create(logged, [.. points.Select(p => new Metric("m", p.Value, p.TimestampMs, p.Step))]), Cancel);

        await Store.Bulk.LoadAsync([NewRun("loaded") with { Metrics = [new BulkSeries("m", points)] }], Cancel);
        await Runs.LogAsync(LogBatch.Create("loaded", [new Metric("m", 7, 0, 0)]), Cancel);
        await Runs.LogAsync(LogBatch.Create(logged, [new Metric("m", 7, 0, 0)]), Cancel);

        (await Runs.GetRunAsync("loaded", Cancel)).Data.Metrics.ShouldBe((await Runs.GetRunAsync(logged, Cancel)).Data.Metrics);
        (await Metrics.GetHistoryAsync("loaded", "m", cancellationToken: Cancel)).Items
            .ShouldBe((await Metrics.GetHistoryAsync(logged, "m", cancellationToken: Cancel)).Items);
    }

    [Fact]
    public async Task A_deleted_run_is_loaded_as_deleted_and_found_by_searches()
    {
        var gone = NewRun("gone", LifecycleStage.Deleted) with { DeletedTimeMs = 77 };
        await Store.Bulk.LoadAsync([gone, NewRun("there") with { Params = [new Param("p", "v")] }], Cancel);

        (await SearchAsync(ViewType.DeletedOnly)).ShouldBe(["gone"]);
        (await SearchAsync(ViewType.ActiveOnly, "params.p = 'v'")).ShouldBe(["there"]);
        (await Store.Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { DeletedBeforeMs = 78 }, Cancel)).Select(item => item.Id).ShouldBe(["gone"]);
    }

    [Fact]
    public async Task A_load_with_a_fault_stores_nothing()
    {
        await Store.Bulk.LoadAsync([NewRun("taken")], Cancel);
        var backwards = new BulkSeries("m", [new MetricPoint(2, 0, 0), new MetricPoint(1, 0, 0)]);

        (await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadAsync([NewRun("new"), NewRun("taken")], Cancel)))
            .Message.ShouldBe("A run with id=taken exists already.");
        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadAsync([NewRun("twice"), NewRun("twice")], Cancel));
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Store.Bulk.LoadAsync([NewRun("new"), NewRun("x") with { Metrics = [backwards] }], Cancel));

        (await SearchAsync(ViewType.All)).ShouldBe(["taken"]);
    }

    [Fact]
    public async Task Experiments_keep_their_ids_stages_times_and_tags()
    {
        var high = NewExperimentOf("453319870112345678", "high") with { Tags = [new Tag("team", "a")] };
        var gone = NewExperimentOf("7", "gone") with { LifecycleStage = LifecycleStage.Deleted, LastUpdateTimeMs = 99 };

        (await Store.Bulk.LoadExperimentsAsync([high, gone], Cancel)).ShouldBe(["453319870112345678", "7"]);

        await ShouldReadAsync(gone);
        await ShouldReadAsync(high);
        var next = NewExperimentOf("", "next") with { ArtifactLocation = "" };
        (await Store.Bulk.LoadExperimentsAsync([next], Cancel)).ShouldBe(["453319870112345679"]);
        (await Experiments.GetExperimentAsync("453319870112345679", Cancel)).ArtifactLocation.ShouldEndWith("/453319870112345679");
        (await NewExperimentAsync("made here")).ShouldBe("453319870112345680");
    }

    [Fact]
    public async Task Taken_ids_and_names_of_experiments_are_refused_and_nothing_is_stored()
    {
        await Store.Bulk.LoadExperimentsAsync([NewExperimentOf("7", "there")], Cancel);

        await ShouldRefuseAsync(
            ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadExperimentsAsync([NewExperimentOf("8", "new"), NewExperimentOf("7", "other")], Cancel));
        await ShouldRefuseAsync(
            ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadExperimentsAsync([NewExperimentOf("8", "new"), NewExperimentOf("9", "there")], Cancel));
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Store.Bulk.LoadExperimentsAsync([NewExperimentOf("1000000000000000000", "high")], Cancel));
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Store.Bulk.LoadExperimentsAsync([NewExperimentOf("abc", "letters")], Cancel));

        (await Experiments.FindExperimentByNameAsync("new", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_default_experiment_is_replaced_as_long_as_nobody_has_used_it()
    {
        var other = NewExperimentOf(Experiment.DefaultId, "Old default") with { Tags = [new Tag("team", "a")] };

        (await Store.Bulk.LoadExperimentsAsync([other], Cancel)).ShouldBe([Experiment.DefaultId]);

        await ShouldReadAsync(other);
        await ShouldRefuseAsync(
            ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadExperimentsAsync([NewExperimentOf(Experiment.DefaultId, "another")], Cancel));
    }

    [Fact]
    public async Task The_default_experiment_stays_once_it_holds_a_run()
    {
        await NewRunAsync();

        await ShouldRefuseAsync(
            ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadExperimentsAsync([NewExperimentOf(Experiment.DefaultId, "another")], Cancel));
    }

    [Fact]
    public async Task A_loaded_run_has_its_datasets_and_models()
    {
        var iris = new Dataset("iris", "d1", "local", "{}", "{\"a\": 1}", "{}");
        var inputs = new RunInputs([new DatasetInput(iris, [new Tag("mlflow.data.context", "training")]), new DatasetInput(iris with { Digest = "d2" }, [])])
        {
            ModelIds = ["m-used"],
        };
        var run = NewRun("linked", LifecycleStage.Deleted) with { Inputs = inputs, Outputs = [new ModelOutput("m-1", 3), new ModelOutput("m-0", 4)] };

        await Store.Bulk.LoadAsync([run, NewRun("second") with { Inputs = new RunInputs([new DatasetInput(iris with { Source = "elsewhere" }, [])]) }], Cancel);

        var read = await Runs.GetRunAsync("linked", Cancel);
        read.Inputs.Datasets.Select(input => input.Dataset).ShouldBe(inputs.Datasets.Select(input => input.Dataset));
        read.Inputs.Datasets.Select(input => string.Join(',', input.Tags)).ShouldBe(inputs.Datasets.Select(input => string.Join(',', input.Tags)));
        read.Inputs.ModelIds.ShouldBe(inputs.ModelIds);
        read.Outputs.ShouldBe(run.Outputs);
        (await Runs.GetRunAsync("second", Cancel)).Inputs.Datasets.Single().Dataset.Source.ShouldBe("elsewhere");
    }

    [Fact]
    public async Task The_points_of_runs_are_counted_once_they_are_packed()
    {
        var points = Enumerable.Range(0, 5_000).Select(i => new MetricPoint(i, i, i)).ToList();
        await Store.Bulk.LoadAsync(
            [NewRun("long") with { Metrics = [new BulkSeries("a", points), new BulkSeries("b", points.Take(3))] }, NewRun("empty"), NewRun("open")], Cancel);
        await Runs.LogAsync(LogBatch.Create("open", [new Metric("a", 1, 1, 1)]), Cancel);

        (await Store.Bulk.CountPointsAsync(["long", "empty", "open", "missing"], Cancel)).OrderBy(run => run.Key).ShouldBe(
            [new("empty", 0), new("long", 5_003), new("open", null)]);
    }

    [Fact]
    public async Task Logged_models_keep_their_ids_times_stages_and_metrics()
    {
        await Store.Bulk.LoadAsync([NewRun("r1")], Cancel);
        var model = NewModel("m-1") with
        {
            Params = [new Param("depth", "3")],
            Tags = [new Tag("team", "a")],
            Metrics =
            [
                new ModelMetric("r1", new Metric("acc", 0.5, 7, 1, new MetricLink("m-1", "iris", "d1"))),
                new ModelMetric("r1", new Metric("acc", 0.75, 8, 2, new MetricLink("m-1", null, null))),
            ],
        };

        await Store.Bulk.LoadModelsAsync([new BulkModel(model), new BulkModel(NewModel("m-gone")) { DeletedTimeMs = 77 }], Cancel);

        var read = await Store.Models.GetModelAsync("m-1", allowDeleted: false, Cancel);
        read.Params.ShouldBe(model.Params);
        read.Tags.ShouldBe(model.Tags);
        read.Metrics.ShouldBe(model.Metrics, ignoreOrder: true);
        read.ShouldBe(model with { Params = read.Params, Tags = read.Tags, Metrics = read.Metrics });
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Models.GetModelAsync("m-gone", allowDeleted: false, Cancel));
        (await Store.Models.GetModelAsync("m-gone", allowDeleted: true, Cancel)).LastUpdatedTimestampMs.ShouldBe(34);
        (await Store.Bulk.FindTakenAsync(BulkKind.Model, ["m-1", "m-gone", "m-2"], Cancel)).ShouldBe(["m-1", "m-gone"], ignoreOrder: true);
        await ShouldRefuseAsync(
            ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadModelsAsync([new BulkModel(NewModel("m-2")), new BulkModel(NewModel("m-1"))], Cancel));
        (await Store.Bulk.FindTakenAsync(BulkKind.Model, ["m-2"], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Registered_models_keep_the_numbers_and_times_of_their_versions()
    {
        var first = NewVersion(1) with { Stage = ModelStage.Production, Tags = [new Tag("checked", "yes")] };
        var model = NewRegistered([first, NewVersion(4)], lastVersion: 6, new ModelAlias("champion", 1));

        (await Store.Bulk.LoadRegisteredModelsAsync([model], Cancel)).Single().ShouldSatisfyAllConditions(
            result => result.IsNew.ShouldBeTrue(), result => result.AddedVersions.ShouldBe([1, 4]));

        var read = await Store.Registry.GetRegisteredModelAsync("churn", Cancel);
        read.ShouldSatisfyAllConditions(
            () => read.CreationTimestampMs.ShouldBe(12),
            () => read.LastUpdatedTimestampMs.ShouldBe(34),
            () => read.Description.ShouldBe("text"),
            () => read.Tags.ShouldBe(model.Model.Tags),
            () => read.Aliases.ShouldBe(model.Model.Aliases));
        var version = await Store.Registry.GetModelVersionAsync("churn", 1, Cancel);
        version.Tags.ShouldBe(first.Tags);
        version.ShouldBe(first with { Tags = version.Tags, Aliases = version.Aliases });
        (await Store.Registry.CreateModelVersionAsync(NewModelVersion.Create("churn", "s3://bucket/new"), Cancel)).Version.ShouldBe(7);
    }

    [Fact]
    public async Task A_registered_model_that_is_there_gets_what_it_lacks_and_keeps_the_rest()
    {
        await Store.Bulk.LoadRegisteredModelsAsync([NewRegistered([NewVersion(1), NewVersion(2)], 2, new ModelAlias("champion", 1))], Cancel);
        var other = NewVersion(2) with { CreationTimestampMs = 99 };

        var result = (await Store.Bulk.LoadRegisteredModelsAsync(
            [NewRegistered([NewVersion(1), other, NewVersion(3)], 3, new ModelAlias("champion", 3), new ModelAlias("next", 3))], Cancel)).Single();

        result.ShouldSatisfyAllConditions(
            () => result.IsNew.ShouldBeFalse(),
            () => result.AddedVersions.ShouldBe([3]),
            () => result.OtherVersions.ShouldBe([2]),
            () => result.OtherAliases.ShouldBe(["champion"]));
        (await Store.Registry.GetModelVersionAsync("churn", 2, Cancel)).CreationTimestampMs.ShouldBe(12);
        (await Store.Registry.GetRegisteredModelAsync("churn", Cancel)).Aliases.ShouldBe([new ModelAlias("champion", 1), new ModelAlias("next", 3)]);
    }

    [Fact]
    public async Task Traces_come_as_they_are_with_spans_and_assessments()
    {
        var span = new Span(
            "tr-1", "0123456789abcdef", null, "root", 5_000_000, 9_000_000, SpanStatus.Ok, "",
            [KeyValuePair.Create("mlflow.chat.tokenUsage", "{\"input_tokens\": 3, \"output_tokens\": 4, \"total_tokens\": 7}")], []);
        var said = new Assessment("a-1", "tr-1", "good", AssessmentKind.Feedback, "true", new AssessmentSource("HUMAN", "ann"), 21, 22)
        {
            Rationale = "it is",
            Metadata = [new Tag("k", "v")],
            Valid = false,
            SpanId = "0123456789abcdef",
        };
        var info = new TraceInfo(
            "tr-1", Experiment.DefaultId, 11, 4, TraceState.Error, [new Tag("mlflow.user", "ann")], [new Tag("mlflow.traceName", "root")], [said])
        {
            ClientRequestId = "c",
            RequestPreview = "in",
            ResponsePreview = "out",
        };
        var bare = new TraceInfo("tr-2", Experiment.DefaultId, 12, null, TraceState.InProgress, [], [], []);

        await Store.Bulk.LoadTracesAsync([new Trace(info, [span]), new Trace(bare, [])], Cancel);

        var traces = await Store.Traces.GetTracesAsync(["tr-1", "tr-2"], Cancel);
        var read = traces[0].Info;
        read.Tags.ShouldBe(info.Tags);
        read.Metadata.ShouldBe(info.Metadata);
        read.Assessments.Single().Metadata.ShouldBe(said.Metadata);
        read.Assessments.Single().ShouldBe(said with { Metadata = read.Assessments.Single().Metadata });
        read.ShouldBe(info with { Tags = read.Tags, Metadata = read.Metadata, Assessments = read.Assessments });
        SpanJson.Write(traces[0].Spans.Single()).ShouldBe(SpanJson.Write(span));
        traces[1].Info.ExecutionDurationMs.ShouldBeNull();
        (await Store.Bulk.FindTakenAsync(BulkKind.Trace, ["tr-1", "tr-3"], Cancel)).ShouldBe(["tr-1"]);
        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Store.Bulk.LoadTracesAsync([new Trace(bare, [])], Cancel));
        await ShouldRefuseAsync(
            ErrorCode.ResourceDoesNotExist, () => Store.Bulk.LoadTracesAsync([new Trace(bare with { TraceId = "tr-3", ExperimentId = "77" }, [])], Cancel));
    }

    private async Task ShouldReadAsync(Experiment given)
    {
        var read = await Experiments.GetExperimentAsync(given.ExperimentId, Cancel);
        read.Tags.ShouldBe(given.Tags);
        read.ShouldBe(given with { Tags = read.Tags });
    }

    private async Task<IEnumerable<string>> SearchAsync(ViewType view, string? filter = null)
    {
        var query = new RunQuery { ExperimentIds = [Experiment.DefaultId], View = view, Filter = RunSearch.ParseFilter(filter) };
        return (await Runs.SearchRunsAsync(query, Cancel)).Items.Select(run => run.Info.RunId);
    }

    private static Experiment NewExperimentOf(string id, string name) => new(id, name, "s3://bucket/" + name, LifecycleStage.Active, 12, 34, []);

    private static LoggedModel NewModel(string id) =>
        new(id, Experiment.DefaultId, "clf", "s3://bucket/" + id, 12, 34, LoggedModelStatus.Ready, "sklearn", "r1", [], [], []);

    private static ModelVersion NewVersion(long number) =>
        new("churn", number, 12, 34, ModelStage.None, "first", "s3://bucket/source", "s3://bucket/source", "r1", "http://example.com", [], []);

    private static BulkRegisteredModel NewRegistered(ModelVersion[] versions, long lastVersion, params ModelAlias[] aliases) =>
        new(new RegisteredModel("churn", 12, 34, "text", [], [new Tag("team", "a")], aliases), versions, lastVersion);

    private static BulkRun NewRun(string id, LifecycleStage stage = LifecycleStage.Active) =>
        new(new RunInfo(id, Experiment.DefaultId, "a name", "ann", RunStatus.Finished, 5, 6, "", stage));
}
