using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

public abstract class LoggedModelStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private ILoggedModelStore Models => Store.Models;

    [Fact]
    public async Task A_created_model_is_pending_and_read_back_whole()
    {
        var experiment = await NewExperimentAsync();
        var created = await Models.CreateModelAsync(
            NewLoggedModel.Create(experiment, "net", "classifier", "some run", [new Param("lr", "0.1")], [new Tag("t", "")]), Cancel);

        created.ModelId.ShouldMatch("^m-[0-9a-f]{32}$");
        created.Status.ShouldBe(LoggedModelStatus.Pending);
        created.ArtifactUri.ShouldEndWith($"/{experiment}/models/{created.ModelId}/artifacts");
        created.CreationTimestampMs.ShouldBe(created.LastUpdatedTimestampMs);
        var read = await Models.GetModelAsync(created.ModelId, Cancel);
        read.Name.ShouldBe("net");
        read.ModelType.ShouldBe("classifier");
        read.SourceRunId.ShouldBe("some run");
        read.Params.ShouldBe([new Param("lr", "0.1")]);
        read.Tags.ShouldBe([new Tag("t", "")]);
    }

    [Fact]
    public async Task Finalizing_sets_the_status_and_moves_the_time()
    {
        var model = await NewModelAsync();
        var ready = await Models.FinalizeModelAsync(model.ModelId, LoggedModelStatus.Ready, Cancel);
        ready.Status.ShouldBe(LoggedModelStatus.Ready);
        ready.LastUpdatedTimestampMs.ShouldBeGreaterThan(model.LastUpdatedTimestampMs);
        ready.CreationTimestampMs.ShouldBe(model.CreationTimestampMs);
    }

    [Fact]
    public async Task A_deleted_model_is_gone_for_readers_and_may_be_deleted_again()
    {
        var model = await NewModelAsync();
        await Models.DeleteModelAsync(model.ModelId, Cancel);
        await Models.DeleteModelAsync(model.ModelId, Cancel);

        var error = await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Models.GetModelAsync(model.ModelId, Cancel));
        error.Message.ShouldBe($"Logged model with ID '{model.ModelId}' not found.");
        (await FindAsync()).ShouldBeEmpty();
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Models.DeleteModelAsync("m-none", Cancel));
    }

    [Fact]
    public async Task Who_asks_for_deleted_models_too_finds_a_deleted_one_with_all_its_data()
    {
        var model = await NewModelAsync();
        await Models.SetModelTagsAsync(model.ModelId, [new Tag("a", "1")], Cancel);
        await Models.DeleteModelAsync(model.ModelId, Cancel);

        var deleted = await Models.GetModelAsync(model.ModelId, allowDeleted: true, Cancel);
        deleted.ModelId.ShouldBe(model.ModelId);
        deleted.Tags.ShouldBe([new Tag("a", "1")]);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Models.GetModelAsync(model.ModelId, allowDeleted: false, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Models.GetModelAsync("m-none", allowDeleted: true, Cancel));
    }

    [Fact]
    public async Task A_deleted_experiment_takes_no_models()
    {
        var experiment = await NewExperimentAsync();
        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Models.CreateModelAsync(NewLoggedModel.Create(experiment), Cancel));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a.b")]
    [InlineData("a%b")]
    [InlineData("a\"b")]
    [InlineData("a'b")]
    public void A_name_with_a_path_or_quote_character_is_refused(string name) =>
        Should.Throw<LeatException>(() => NewLoggedModel.Create("0", name)).Message.ShouldStartWith($"Invalid model name ('{name}') provided.");

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        var model = await NewModelAsync();
        await Models.SetModelTagsAsync(model.ModelId, [new Tag("a", "1"), new Tag("b", "1"), new Tag("a", "2")], Cancel);
        (await Models.GetModelAsync(model.ModelId, Cancel)).Tags.ShouldBe([new Tag("a", "2"), new Tag("b", "1")], ignoreOrder: true);

        await Models.DeleteModelTagAsync(model.ModelId, "a", Cancel);
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Models.DeleteModelTagAsync(model.ModelId, "a", Cancel))).Message
            .ShouldBe($"No tag with key 'a' found for model with ID '{model.ModelId}'.");
    }

    [Fact]
    public async Task Params_are_added_once_and_all_or_none()
    {
        var model = await NewModelAsync();
        await Models.LogModelParamsAsync(model.ModelId, [new Param("a", "1")], Cancel);
        await Models.LogModelParamsAsync(model.ModelId, [new Param("a", "1"), new Param("b", "2")], Cancel);
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue,
            () => Models.LogModelParamsAsync(model.ModelId, [new Param("c", "3"), new Param("b", "other")], Cancel));

        (await Models.GetModelAsync(model.ModelId, Cancel)).Params
            .ShouldBe([new Param("a", "1"), new Param("b", "2")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_metric_that_names_a_model_is_stored_on_both_and_once()
    {
        var model = await NewModelAsync();
        var run = await NewRunAsync();
        Metric[] metrics =
        [
            new("acc", 0.5, 1, 0, new MetricLink(model.ModelId, null, null)),
            new("acc", 0.5, 1, 0, new MetricLink(model.ModelId, "d", "1")),
            new("acc", double.NaN, 2, 1, new MetricLink(model.ModelId, "d", "1")),
            new("loss", 3, 2, 1),
        ];
        await Runs.LogAsync(LogBatch.Create(run, metrics), Cancel);
        await Runs.LogAsync(LogBatch.Create(run, metrics), Cancel);

        (await Models.GetModelAsync(model.ModelId, Cancel)).Metrics
            .ShouldBe(metrics.Take(3).Select(metric => new ModelMetric(run, metric)), ignoreOrder: true);
        (await Metrics.GetHistoryAsync(run, "acc", cancellationToken: Cancel)).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_metric_of_an_unknown_model_stores_nothing()
    {
        var run = await NewRunAsync();
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Runs.LogAsync(
            LogBatch.Create(run, [new Metric("a", 1, 1, 1), new Metric("b", 1, 1, 1, new MetricLink("m-none", null, null))]), Cancel));
        (await Runs.GetRunAsync(run, Cancel)).Data.Metrics.ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_know_the_models_they_used_and_made()
    {
        var run = await NewRunAsync();
        await Runs.LogInputsAsync(LogInputs.Create(run, modelIds: ["m-in", "m-in"]), Cancel);
        await Models.LogOutputsAsync(run, [new ModelOutput("m-b", 7), new ModelOutput("m-a", 3)], Cancel);
        await Models.LogOutputsAsync(run, [new ModelOutput("m-b", 9)], Cancel);

        var read = await Runs.GetRunAsync(run, Cancel);
        read.Inputs.ModelIds.ShouldBe(["m-in"]);
        read.Outputs.ShouldBe([new ModelOutput("m-b", 7), new ModelOutput("m-a", 3)]);
    }

    [Fact]
    public virtual async Task Params_keep_their_keys_whole_however_long()
    {
        var (long1, long2, edge) = (new string('k', 5_000), new string('k', 4_999) + "j", string.Concat(Enumerable.Repeat("🚀", 250)));
        var model = await Models.CreateModelAsync(
            NewLoggedModel.Create("0", "m", parameters: [new Param(long1, "1"), new Param(edge, "2"), new Param("a", "3")]), Cancel);
        await Models.LogModelParamsAsync(model.ModelId, [new Param(long2, "4"), new Param(long1, "1")], Cancel);

        (await Models.GetModelAsync(model.ModelId, Cancel)).Params.ShouldBe(
            [new Param(long1, "1"), new Param(edge, "2"), new Param("a", "3"), new Param(long2, "4")], ignoreOrder: true);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Models.LogModelParamsAsync(model.ModelId, [new Param(long2, "5")], Cancel));
        (await FoundAsync($"params.{long1} = '1'")).ShouldBe(1);
        (await FoundAsync($"params.{long2} = '1'")).ShouldBe(0);
        (await FoundAsync($"params.{long2} = '4' AND params.a = '3'")).ShouldBe(1);

        async Task<int> FoundAsync(string filter) => (await Models.SearchModelsAsync(
            new LoggedModelQuery { ExperimentIds = ["0"], Filter = LoggedModelSearch.ParseFilter(filter) }, Cancel)).Items.Count;
    }

    [Fact]
    public async Task Legacy_models_are_listed_in_the_runs_tag()
    {
        var run = await NewRunAsync();
        var first = LegacyModel.Parse(
            """{"artifact_path": "a", "flavors": {"f": {"x": 1, "config": {"big": 1}}}, "run_id": "r", "utc_time_created": "now"}""");
        await Models.RecordLegacyModelAsync(run, first, Cancel);
        await Models.RecordLegacyModelAsync(
            run, LegacyModel.Parse("""{"artifact_path": "b", "flavors": {}, "run_id": "r", "utc_time_created": "now"}"""), Cancel);

        (await Runs.GetRunAsync(run, Cancel)).Data.Tags.Single(tag => tag.Key == LegacyModel.HistoryTag).Value.ShouldBe(
            """[{"run_id": "r", "artifact_path": "a", "utc_time_created": "now", "model_uuid": null, "flavors": {"f": {"x": 1}}}, """
            + """{"run_id": "r", "artifact_path": "b", "utc_time_created": "now", "model_uuid": null, "flavors": {}}]""");
    }

    [Theory]
    [InlineData("name = 'b'", "b")]
    [InlineData("name != 'b'", "c,a")]
    [InlineData("name IN ('a', 'c')", "c,a")]
    [InlineData("name NOT IN ('a', 'c')", "b")]
    [InlineData("attributes.model_type LIKE 'cl%'", "c,a")]
    [InlineData("status = 2", "a")]
    [InlineData("status = 'LOGGED_MODEL_READY'", "a")]
    [InlineData("metrics.acc > 0.55", "c,b")]
    [InlineData("metrics.acc > 0.55 AND metrics.acc < 0.65", "c")]
    [InlineData("metrics.none > 0", "")]
    [InlineData("params.lr = '0.1' AND tags.t = 'x'", "a")]
    [InlineData("params.lr != '0.1'", "b")]
    [InlineData("creation_time > 0 AND last_updated_timestamp_ms >= 0", "c,b,a")]
    public async Task Filters_find_what_they_say(string filter, string expected)
    {
        await NewModelsAsync();
        (await FindAsync(new LoggedModelQuery { ExperimentIds = ["0"], Filter = LoggedModelSearch.ParseFilter(filter) })).ShouldBe(Names(expected));
    }

    [Theory]
    [InlineData("d1", "g1", null, "c,a")]
    [InlineData("d1", null, null, "c,b,a")]
    [InlineData("d1", "g1", "metrics.acc > 0.6", "c")]
    [InlineData("none", null, null, "")]
    public async Task Datasets_narrow_metrics_down(string name, string? digest, string? filter, string expected)
    {
        await NewModelsAsync();
        var query = new LoggedModelQuery { ExperimentIds = ["0"], Filter = LoggedModelSearch.ParseFilter(filter), Datasets = [new ModelDataset(name, digest)] };
        (await FindAsync(query)).ShouldBe(Names(expected));
    }

    [Fact]
    public async Task Metrics_order_by_their_newest_value_and_missing_ones_come_last()
    {
        await NewModelsAsync();
        await Models.CreateModelAsync(NewLoggedModel.Create("0", "none"), Cancel);
        foreach (var (ascending, expected) in ((bool, string)[])[(true, "a,b,c,none"), (false, "c,b,a,none")])
        {
            var query = new LoggedModelQuery { ExperimentIds = ["0"], OrderBy = LoggedModelSearch.ParseOrderBy([new ModelOrder("metrics.acc", ascending)]) };
            (await FindAsync(query)).ShouldBe(Names(expected));
        }

        var onDataset = new LoggedModelQuery { ExperimentIds = ["0"], OrderBy = LoggedModelSearch.ParseOrderBy([new ModelOrder("metrics.acc", false, "d2", "g3")]) };
        (await FindAsync(onDataset))[0].ShouldBe("c");
    }

    [Fact]
    public async Task Pages_cover_all_once_and_a_token_belongs_to_its_query()
    {
        await NewModelsAsync();
        var query = new LoggedModelQuery { ExperimentIds = ["0"], MaxResults = 2 };
        var first = await Models.SearchModelsAsync(query, Cancel);
        var second = await Models.SearchModelsAsync(query with { PageToken = first.NextPageToken }, Cancel);

        first.Items.Concat(second.Items).Select(model => model.Name).ShouldBe(["c", "b", "a"]);
        second.NextPageToken.ShouldBeNull();
        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Models.SearchModelsAsync(
            query with { PageToken = first.NextPageToken, Filter = LoggedModelSearch.ParseFilter("name = 'a'") }, Cancel))).Message
            .ShouldStartWith("Filter string in the page token do not match the requested filter string.");
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Models.SearchModelsAsync(query with { PageToken = "nonsense" }, Cancel));
        var doubled = Convert.ToBase64String("""{"offset": 1, "offset": 1, "experiment_ids": [], "experiment_ids": []}"""u8);
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Models.SearchModelsAsync(query with { PageToken = doubled }, Cancel));
    }

    [Theory]
    [InlineData("foo.a = 'x'", "Invalid entity type: 'foo'. Expected one of")]
    [InlineData("params.a > '1'", "Invalid comparison operator for params.a: '>'. Expected one of")]
    [InlineData("name = 'a' OR name = 'b'", "Invalid filter string: ")]
    [InlineData("(name = 'a')", "Invalid filter string: ")]
    [InlineData("name", "Invalid filter string: ")]
    [InlineData("metrics.a = 'x'", "Expected numeric value type for metric.")]
    [InlineData("bogus = 'x'", "Invalid attribute key 'bogus' specified.")]
    public async Task Filters_outside_the_language_are_refused(string filter, string beginning) =>
        (await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue,
            () => Models.SearchModelsAsync(new LoggedModelQuery { ExperimentIds = ["0"], Filter = LoggedModelSearch.ParseFilter(filter) }, Cancel))).Message
            .ShouldStartWith(beginning);

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private Task<LoggedModel> NewModelAsync() => Models.CreateModelAsync(NewLoggedModel.Create("0", "m"), Cancel);

    private async Task NewModelsAsync()
    {
        var run = await NewRunAsync();
        var a = await Models.CreateModelAsync(
            NewLoggedModel.Create("0", "a", "cls", run, [new Param("lr", "0.1")], [new Tag("t", "x")]), Cancel);
        var b = await Models.CreateModelAsync(NewLoggedModel.Create("0", "b", "reg", run, [new Param("lr", "0.2")]), Cancel);
        var c = await Models.CreateModelAsync(NewLoggedModel.Create("0", "c", "cls"), Cancel);
        Metric On(LoggedModel model, double value, long step, string name, string digest) =>
            new("acc", value, step, step, new MetricLink(model.ModelId, name, digest));
        await Runs.LogAsync(
            LogBatch.Create(
                run, [On(a, 0.5, 5, "d1", "g1"), On(b, 0.7, 5, "d1", "g2"), On(c, 0.6, 5, "d2", "g3"), On(c, 0.9, 6, "d1", "g1")]),
            Cancel);
        await Models.FinalizeModelAsync(a.ModelId, LoggedModelStatus.Ready, Cancel);
    }

    private async Task<List<string>> FindAsync(LoggedModelQuery? query = null) =>
        [.. (await Models.SearchModelsAsync(query ?? new LoggedModelQuery { ExperimentIds = ["0"] }, Cancel)).Items.Select(m => m.Name)];
}
