using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

public abstract class ExperimentStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Fact]
    public async Task A_new_store_holds_the_default_experiment()
    {
        var experiment = await Experiments.GetExperimentAsync(Experiment.DefaultId, Cancel);

        experiment.Name.ShouldBe("Default");
        experiment.LifecycleStage.ShouldBe(LifecycleStage.Active);
        experiment.ArtifactLocation.ShouldEndWith("/0");
    }

    [Fact]
    public async Task A_created_experiment_is_read_back_whole()
    {
        var id = await Experiments.CreateExperimentAsync(
            NewExperiment.Create("Übung 日本 𝄞", "s3://bucket/path", [new Tag("team", "vision"), new Tag("empty", "")]), Cancel);

        var experiment = await Experiments.GetExperimentAsync(id, Cancel);

        experiment.Name.ShouldBe("Übung 日本 𝄞");
        experiment.ArtifactLocation.ShouldBe("s3://bucket/path");
        experiment.Tags.ShouldBe([new Tag("team", "vision"), new Tag("empty", "")], ignoreOrder: true);
        experiment.CreationTimeMs.ShouldBe(experiment.LastUpdateTimeMs);
        experiment.CreationTimeMs.ShouldBeGreaterThan(1_500_000_000_000);
    }

    [Fact]
    public async Task Ids_count_up_and_locations_end_with_them()
    {
        var first = await NewExperimentAsync("first");
        var second = await NewExperimentAsync("second");

        long.Parse(second, null).ShouldBe(long.Parse(first, null) + 1);
        (await Experiments.GetExperimentAsync(second, Cancel)).ArtifactLocation.ShouldEndWith("/" + second);
    }

    [Fact]
    public async Task Names_are_unique_and_case_sensitive()
    {
        await NewExperimentAsync("name");
        await NewExperimentAsync("NAME");
        await NewExperimentAsync("name ");

        var error = await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => NewExperimentAsync("name"));
        error.Message.ShouldStartWith("Experiment(name=name) already exists.");
    }

    [Fact]
    public async Task A_deleted_experiment_keeps_its_name()
    {
        var id = await NewExperimentAsync("name");
        await Experiments.DeleteExperimentAsync(id, Cancel);

        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => NewExperimentAsync("name"));
        (await Experiments.FindExperimentByNameAsync("name", Cancel))!.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("99999999999999999999999999")]
    public async Task An_unknown_id_does_not_exist(string id)
    {
        var error = await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.GetExperimentAsync(id, Cancel));
        error.Message.ShouldBe($"No Experiment with id={id} exists");
    }

    /// <summary>As in MLflow since 3.9; before, it answered 500.</summary>
    [Theory]
    [InlineData("abc")]
    [InlineData("1 ")]
    [InlineData("1.5")]
    [InlineData("0x1")]
    public async Task An_id_that_is_no_number_is_refused(string id)
    {
        foreach (var call in (Func<Task>[])
        [
            () => Experiments.GetExperimentAsync(id, Cancel),
            () => Experiments.SetExperimentTagAsync(id, new Tag("a", "b"), Cancel),
            () => Experiments.DeleteExperimentAsync(id, Cancel),
            () => NewRunAsync(id),
        ])
        {
            (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, call)).Message.ShouldStartWith($"Invalid experiment ID: '{id}'. ");
        }
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("\0", "Invalid value for parameter 'name' supplied: it holds U+0000")]
    [InlineData(null, "'name' exceeds the maximum length of 500 characters")]
    public async Task A_new_name_is_checked_as_at_creation(string? name, string message)
    {
        var id = await NewExperimentAsync("before");
        name ??= new string('n', 501);

        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Experiments.RenameExperimentAsync(id, name, Cancel))).Message.ShouldContain(message);
        (await Experiments.GetExperimentAsync(id, Cancel)).Name.ShouldBe("before");
    }

    [Fact]
    public async Task A_tag_may_have_20000_characters_that_the_database_stores_in_more_bytes()
    {
        var id = await NewExperimentAsync();
        var value = string.Concat(Enumerable.Repeat("é🚀", 10_000));

        await Experiments.SetExperimentTagAsync(id, new Tag("long", value), Cancel);

        (await Experiments.GetExperimentAsync(id, Cancel)).Tags.ShouldBe([new Tag("long", value)]);
        var found = await Experiments.SearchExperimentsAsync(new ExperimentQuery { Filter = ExperimentSearch.ParseFilter("tags.long LIKE '%🚀'") }, Cancel);
        found.Items.Select(experiment => experiment.ExperimentId).ShouldBe([id]);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found() =>
        (await Experiments.FindExperimentByNameAsync("nope", Cancel)).ShouldBeNull();

    [Fact]
    public async Task Deleting_takes_the_runs_along_and_restoring_brings_all_back()
    {
        var id = await NewExperimentAsync();
        var run = await NewRunAsync(id);
        var deletedBefore = await NewRunAsync(id);
        await Runs.DeleteRunAsync(deletedBefore, Cancel);

        await Experiments.DeleteExperimentAsync(id, Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Runs.LogAsync(LogBatch.ForTag(run, new Tag("a", "b")), Cancel));

        await Experiments.RestoreExperimentAsync(id, Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Active);
        (await Runs.GetRunAsync(deletedBefore, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Active);
    }

    [Fact]
    public async Task A_run_restored_inside_a_deleted_experiment_is_active_there()
    {
        var id = await NewExperimentAsync();
        var run = await NewRunAsync(id);
        var other = await NewRunAsync(id);
        await Experiments.DeleteExperimentAsync(id, Cancel);

        await Runs.RestoreRunAsync(run, Cancel);
        await Runs.LogAsync(LogBatch.ForTag(run, new Tag("a", "b")), Cancel);

        var found = await Runs.SearchRunsAsync(new RunQuery { ExperimentIds = [id] }, Cancel);
        found.Items.Select(r => r.Info.RunId).ShouldBe([run]);
        (await Runs.GetRunAsync(other, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
    }

    [Fact]
    public async Task Deleting_twice_and_restoring_what_is_active_do_not_exist()
    {
        var id = await NewExperimentAsync();
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.RestoreExperimentAsync(id, Cancel));
        await Experiments.DeleteExperimentAsync(id, Cancel);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.DeleteExperimentAsync(id, Cancel));
    }

    [Fact]
    public async Task A_deleted_experiment_refuses_writes()
    {
        var id = await NewExperimentAsync();
        await Experiments.DeleteExperimentAsync(id, Cancel);

        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => NewRunAsync(id))).Message
            .ShouldBe($"The experiment {id} must be in the 'active' state. Current state is deleted.");
        (await ShouldRefuseAsync(ErrorCode.InvalidState, () => Experiments.RenameExperimentAsync(id, "other", Cancel))).Message
            .ShouldBe("Cannot rename a non-active experiment.");
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Experiments.SetExperimentTagAsync(id, new Tag("a", "b"), Cancel));
    }

    [Fact]
    public async Task Renaming_changes_the_name_only_and_may_repeat_it()
    {
        var id = await NewExperimentAsync("before");
        await Experiments.RenameExperimentAsync(id, "after", Cancel);
        await Experiments.RenameExperimentAsync(id, "after", Cancel);

        (await Experiments.GetExperimentAsync(id, Cancel)).Name.ShouldBe("after");
        (await Experiments.FindExperimentByNameAsync("before", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Renaming_to_a_taken_name_is_refused_and_changes_nothing()
    {
        var id = await NewExperimentAsync("one");
        await NewExperimentAsync("two");

        await ShouldRefuseAsync(ErrorCode.ResourceAlreadyExists, () => Experiments.RenameExperimentAsync(id, "two", Cancel));
        (await Experiments.GetExperimentAsync(id, Cancel)).Name.ShouldBe("one");
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        var id = await NewExperimentAsync();
        await Experiments.SetExperimentTagAsync(id, new Tag("key", "one"), Cancel);
        await Experiments.SetExperimentTagAsync(id, new Tag("key", "two"), Cancel);
        (await Experiments.GetExperimentAsync(id, Cancel)).Tags.ShouldBe([new Tag("key", "two")]);

        await Experiments.DeleteExperimentTagAsync(id, "key", Cancel);
        (await Experiments.GetExperimentAsync(id, Cancel)).Tags.ShouldBeEmpty();
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.DeleteExperimentTagAsync(id, "key", Cancel))).Message
            .ShouldBe($"No tag with name: key in experiment with id {id}");
    }

    [Fact]
    public async Task Pages_cover_everything_once_and_the_last_has_no_token()
    {
        for (var i = 0; i < 7; i++)
            await NewExperimentAsync($"e{i}");

        var seen = new List<string>();
        string? token = null;
        var pages = 0;
        do
        {
            var page = await Experiments.SearchExperimentsAsync(
                new ExperimentQuery { MaxResults = 4, PageToken = token, OrderBy = ExperimentSearch.ParseOrderBy(["name ASC"]) }, Cancel);
            seen.AddRange(page.Items.Select(e => e.Name));
            token = page.NextPageToken;
            pages++;
        }
        while (token is not null);

        seen.ShouldBe(["Default", "e0", "e1", "e2", "e3", "e4", "e5", "e6"]);
        pages.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(50_001)]
    public async Task A_page_size_out_of_range_is_refused(long maxResults) =>
        await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue,
            () => Experiments.SearchExperimentsAsync(new ExperimentQuery { MaxResults = maxResults }, Cancel));

    [Fact]
    public async Task Twenty_writers_creating_the_same_name_make_one_experiment()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await NewExperimentAsync("contested");
                return true;
            }
            catch (LeatException exception) when (exception.Code == ErrorCode.ResourceAlreadyExists)
            {
                return false;
            }
        }));

        attempts.Count(created => created).ShouldBe(1);
    }
}
