using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>The behaviour of every store with evaluation datasets; records have their own suite.</summary>
public abstract class EvaluationDatasetStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private const string Unknown = "d-00000000000000000000000000000000";

    private IEvaluationDatasetStore Datasets => Store.EvaluationDatasets;

    [Fact]
    public async Task A_created_dataset_is_read_back_whole()
    {
        var experiment = await NewExperimentAsync();
        var longKey = new string('k', EvaluationDatasetRules.MaxTagKeyLength);

        var created = await Datasets.CreateDatasetAsync(
            NewEvaluationDataset.Create(
                "a b/日本 𝄞",
                [experiment, Experiment.DefaultId, experiment],
                [new Tag("mlflow.user", "ann"), new Tag("b", "2"), new Tag(longKey, "日本"), new Tag("b", "3")]),
            Cancel);

        created.DatasetId.ShouldMatch("^d-[0-9a-f]{32}$");
        created.Name.ShouldBe("a b/日本 𝄞");
        created.Tags.ShouldBe([new Tag("b", "3"), new Tag(longKey, "日本"), new Tag("mlflow.user", "ann")]);
        created.Schema.ShouldBeNull();
        created.RecordCount.ShouldBe(0);
        created.Digest.ShouldBe(EvaluationDatasetRules.Digest(created.Name, created.CreatedTimeMs));
        created.LastUpdateTimeMs.ShouldBe(created.CreatedTimeMs);
        created.CreatedBy.ShouldBe("ann");
        created.LastUpdatedBy.ShouldBe("ann");
        created.ExperimentIds.ShouldBe([Experiment.DefaultId, experiment]);
        (await Datasets.GetDatasetAsync(created.DatasetId, Cancel)).ShouldBeEquivalentTo(created);
    }

    [Fact]
    public async Task Several_datasets_may_have_one_name()
    {
        var first = await NewAsync("d");
        var second = await NewAsync("d");

        second.DatasetId.ShouldNotBe(first.DatasetId);
        first.CreatedBy.ShouldBeNull();
        first.ExperimentIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_does_not_exist_or_is_empty()
    {
        var missing = $"Evaluation dataset with id '{Unknown}' not found";

        (await MissingAsync(() => Datasets.GetDatasetAsync(Unknown, Cancel))).ShouldBe(missing);
        (await MissingAsync(() => Datasets.SetTagsAsync(Unknown, [new Tag("a", "b")], Cancel))).ShouldBe(missing);
        (await MissingAsync(() => Datasets.AddToExperimentsAsync(Unknown, [], Cancel))).ShouldBe(missing);
        (await MissingAsync(() => Datasets.RemoveFromExperimentsAsync(Unknown, [], Cancel))).ShouldBe(missing);
        await Datasets.DeleteDatasetAsync(Unknown, Cancel);
        await Datasets.DeleteTagAsync(Unknown, "a", Cancel);
        (await Datasets.GetExperimentIdsAsync(Unknown, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        var dataset = await NewAsync("d", tags: [new Tag("a", "1"), new Tag("b", "1")]);

        await Datasets.SetTagsAsync(dataset.DatasetId, [new Tag("b", "2"), new Tag("c", ""), new Tag("B", "x")], Cancel);
        await Datasets.DeleteTagAsync(dataset.DatasetId, "a", Cancel);
        await Datasets.DeleteTagAsync(dataset.DatasetId, "nothing", Cancel);

        var read = await Datasets.GetDatasetAsync(dataset.DatasetId, Cancel);
        read.Tags.ShouldBe([new Tag("B", "x"), new Tag("b", "2"), new Tag("c", "")]);
        read.LastUpdateTimeMs.ShouldBe(dataset.LastUpdateTimeMs);
    }

    [Fact]
    public async Task A_dataset_joins_and_leaves_experiments()
    {
        var experiment = await NewExperimentAsync();
        var dataset = await NewAsync("d", [Experiment.DefaultId]);

        var added = await Datasets.AddToExperimentsAsync(dataset.DatasetId, [experiment, Experiment.DefaultId, experiment], Cancel);
        added.ExperimentIds.ShouldBe([Experiment.DefaultId, experiment]);
        added.LastUpdateTimeMs.ShouldBeGreaterThan(dataset.LastUpdateTimeMs);
        added.Digest.ShouldBe(dataset.Digest);

        var removed = await Datasets.RemoveFromExperimentsAsync(dataset.DatasetId, [Experiment.DefaultId, "x", "999999999"], Cancel);
        removed.ExperimentIds.ShouldBe([experiment]);
        (await Datasets.GetExperimentIdsAsync(dataset.DatasetId, Cancel)).ShouldBe([experiment]);
        var untouched = await Datasets.RemoveFromExperimentsAsync(dataset.DatasetId, [Experiment.DefaultId], Cancel);
        untouched.LastUpdateTimeMs.ShouldBe(removed.LastUpdateTimeMs);
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("x")]
    [InlineData("00")]
    public async Task Joining_an_unknown_experiment_changes_nothing(string unknown)
    {
        var dataset = await NewAsync("d");

        (await MissingAsync(() => Datasets.AddToExperimentsAsync(dataset.DatasetId, [Experiment.DefaultId, unknown], Cancel)))
            .ShouldBe($"Experiment '{unknown}' not found");
        await MissingAsync(() => NewAsync("e", [Experiment.DefaultId, unknown]));

        (await Datasets.GetDatasetAsync(dataset.DatasetId, Cancel)).ShouldBeEquivalentTo(dataset);
        (await SearchAsync(new EvaluationDatasetQuery())).ShouldBe(["d"]);
    }

    [Fact]
    public async Task A_deleted_dataset_is_gone_with_all_it_had()
    {
        var dataset = await NewAsync("d", [Experiment.DefaultId], [new Tag("a", "1")]);
        await Datasets.UpsertRecordsAsync(dataset.DatasetId, EvaluationRecords.Of("""[{"inputs": {"q": 1}}]"""), Cancel);
        var other = await NewAsync("e", [Experiment.DefaultId], [new Tag("a", "1")]);

        await Datasets.DeleteDatasetAsync(dataset.DatasetId, Cancel);

        await MissingAsync(() => Datasets.GetDatasetAsync(dataset.DatasetId, Cancel));
        (await Datasets.GetExperimentIdsAsync(dataset.DatasetId, Cancel)).ShouldBeEmpty();
        (await Datasets.GetRecordsAsync(dataset.DatasetId, 10, null, Cancel)).Items.ShouldBeEmpty();
        (await Datasets.GetDatasetAsync(other.DatasetId, Cancel)).ShouldBeEquivalentTo(other);
    }

    [Fact]
    public async Task Searches_are_over_experiments()
    {
        var first = await NewExperimentAsync("first");
        var second = await NewExperimentAsync("second");
        await NewAsync("none");
        await NewAsync("one", [first]);
        await NewAsync("both", [first, second]);

        (await SearchAsync(new EvaluationDatasetQuery())).ShouldBe(["both", "one", "none"], "newest first");
        (await SearchAsync(new EvaluationDatasetQuery { ExperimentIds = [first] })).ShouldBe(["both", "one"]);
        (await SearchAsync(new EvaluationDatasetQuery { ExperimentIds = [second, first, "x"] })).ShouldBe(["both", "one"]);
        (await SearchAsync(new EvaluationDatasetQuery { ExperimentIds = ["x", "999999999"] })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name = 'beta'", "beta")]
    [InlineData("name != 'beta'", "alpha Gamma")]
    [InlineData("name LIKE '%a%' AND name ILIKE 'g%'", "Gamma")]
    [InlineData("tags.lang = 'en'", "alpha")]
    [InlineData("tags.lang != 'en'", "beta")]
    [InlineData("tags.lang LIKE 'd%'", "beta")]
    [InlineData("tags.other = 'x'", "")]
    [InlineData("created_by = 'ann'", "alpha")]
    [InlineData("created_by != 'ann'", "beta")]
    [InlineData("last_updated_by ILIKE 'BOB'", "beta")]
    [InlineData("created_time > 0 AND last_update_time > 0", "alpha beta Gamma")]
    [InlineData("created_time < 0", "")]
    public async Task Filters_find_what_they_say(string filter, string names)
    {
        await NewAsync("alpha", tags: [new Tag("lang", "en"), new Tag("mlflow.user", "ann")]);
        await NewAsync("beta", tags: [new Tag("lang", "de"), new Tag("mlflow.user", "bob")]);
        await NewAsync("Gamma");

        string.Join(' ', await SearchAsync(new EvaluationDatasetQuery { Filter = EvaluationDatasetSearch.ParseFilter(filter), OrderBy = EvaluationDatasetSearch.ParseOrderBy(["created_time"]) })).ShouldBe(names);
    }

    [Theory]
    [InlineData("attribute.name = 'x'")]
    [InlineData("name > 'x'")]
    [InlineData("name IN ('x')")]
    [InlineData("created_time = 'x'")]
    [InlineData("digest = 'x'")]
    [InlineData("bogus")]
    public async Task Other_filters_are_refused(string filter) =>
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => SearchAsync(new EvaluationDatasetQuery { Filter = EvaluationDatasetSearch.ParseFilter(filter) }));

    [Fact]
    public async Task Results_are_ordered_as_wanted_and_paged()
    {
        foreach (var name in new[] { "b", "a", "b", "c" })
            await NewAsync(name);

        (await SearchAsync(new EvaluationDatasetQuery { OrderBy = EvaluationDatasetSearch.ParseOrderBy(["name DESC"]) })).ShouldBe(["c", "b", "b", "a"]);
        (await SearchAsync(new EvaluationDatasetQuery { OrderBy = EvaluationDatasetSearch.ParseOrderBy(["last_update_time ASC"]) })).ShouldBe(["b", "a", "b", "c"]);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => SearchAsync(new EvaluationDatasetQuery { OrderBy = EvaluationDatasetSearch.ParseOrderBy(["created_by"]) }));

        var first = await Datasets.SearchDatasetsAsync(new EvaluationDatasetQuery { OrderBy = EvaluationDatasetSearch.ParseOrderBy(["name"]), MaxResults = 2 }, Cancel);
        var second = await Datasets.SearchDatasetsAsync(
            new EvaluationDatasetQuery { OrderBy = EvaluationDatasetSearch.ParseOrderBy(["name"]), MaxResults = 2, PageToken = first.NextPageToken }, Cancel);
        first.Items.Concat(second.Items).Select(dataset => dataset.Name).ShouldBe(["a", "b", "b", "c"]);
        first.NextPageToken.ShouldBe(PageToken.FromOffset(2));
        second.NextPageToken.ShouldBeNull();
    }

    private async Task<IEnumerable<string>> SearchAsync(EvaluationDatasetQuery query) =>
        (await Datasets.SearchDatasetsAsync(query, Cancel)).Items.Select(dataset => dataset.Name);

    private Task<EvaluationDataset> NewAsync(string name, IReadOnlyList<string>? experiments = null, IReadOnlyList<Tag>? tags = null) =>
        Datasets.CreateDatasetAsync(NewEvaluationDataset.Create(name, experiments, tags), Cancel);

    private static async Task<string> MissingAsync(Func<Task> action) =>
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, action)).Message;
}
