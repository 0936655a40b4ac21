using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

public abstract class RunStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    /// <summary>Whether pages come in pieces; a client has them whole from its server.</summary>
    protected virtual bool StreamsRuns => true;

    [Theory]
    [InlineData("mlflow-artifacts:/", "mlflow-artifacts:/{0}/artifacts")]
    [InlineData("mlflow-artifacts:/x//", "mlflow-artifacts:/x//{0}/artifacts")]
    [InlineData("s3://bucket/x/?v=1", "s3://bucket/x/{0}/artifacts?v=1")]
    [InlineData("/data/x/", "/data/x/{0}/artifacts")]
    public async Task Files_of_a_run_lie_in_a_folder_of_its_own(string location, string expected)
    {
        var experiment = await Experiments.CreateExperimentAsync(NewExperiment.Create(Guid.NewGuid().ToString(), location), Cancel);

        var run = (await Runs.CreateRunAsync(NewRun.Create(experiment, "r"), Cancel)).Info;

        run.ArtifactUri.ShouldBe(expected.Replace("{0}", run.RunId, StringComparison.Ordinal));
        (await Experiments.GetExperimentAsync(experiment, Cancel)).ArtifactLocation.ShouldBe(location);
    }

    [Fact]
    public async Task A_relative_location_means_the_directory_of_the_store()
    {
        var experiment = await Experiments.CreateExperimentAsync(NewExperiment.Create("relative", "./files"), Cancel);

        (await Experiments.GetExperimentAsync(experiment, Cancel)).ArtifactLocation.ShouldBe(Path.GetFullPath("files"));
    }

    [Fact]
    public async Task A_created_run_is_running_active_and_read_back_whole()
    {
        var experiment = await NewExperimentAsync();
        var created = await Runs.CreateRunAsync(
            NewRun.Create(experiment, "first", "ann", 1_700_000_000_000, [new Tag("mlflow.user", "ann"), new Tag("k", "")]), Cancel);

        created.Info.RunId.ShouldMatch("^[0-9a-f]{32}$");
        created.Info.ArtifactUri.ShouldEndWith($"/{experiment}/{created.Info.RunId}/artifacts");
        created.Info.Status.ShouldBe(RunStatus.Running);
        created.Info.EndTimeMs.ShouldBeNull();
        var read = await Runs.GetRunAsync(created.Info.RunId, Cancel);
        read.Info.ShouldBe(created.Info);
        read.Data.Tags.ShouldBe(
            [new Tag("mlflow.user", "ann"), new Tag("k", ""), new Tag("mlflow.runName", "first")], ignoreOrder: true);
        read.Data.Metrics.ShouldBeEmpty();
        read.Data.Params.ShouldBeEmpty();
        read.Inputs.Datasets.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task Any_start_time_is_kept(long startTimeMs)
    {
        var run = await NewRunAsync(startTimeMs: startTimeMs);
        (await Runs.GetRunAsync(run, Cancel)).Info.StartTimeMs.ShouldBe(startTimeMs);
    }

    [Fact]
    public async Task A_page_of_large_runs_comes_in_pieces_of_bounded_size()
    {
        const int runs = 16;
        var value = new string('x', 6_000);
        for (var i = 0; i < runs; i++)
        {
            var run = await NewRunAsync(name: $"{i}", startTimeMs: i);

            // A megabyte in every other run, next to nothing in the rest.
            for (var batch = 0; batch < 2 * (i % 2); batch++)
            {
                var parameters = Enumerable.Range(0, 100).Select(p => new Param($"p{batch}.{p}", value)).ToList();
                await Runs.LogAsync(LogBatch.Create(run, parameters: parameters), Cancel);
            }
        }

        var query = new RunQuery { ExperimentIds = [Experiment.DefaultId], MaxResults = runs };
        var pieces = new List<Page<Run>>();
        await foreach (var piece in Runs.StreamRunsAsync(query, Cancel))
            pieces.Add(piece);

        var whole = await Runs.SearchRunsAsync(query, Cancel);
        whole.Items.Select(run => run.Info.RunName).ShouldBe(Enumerable.Range(0, runs).Reverse().Select(i => $"{i}"));
        pieces.SelectMany(piece => piece.Items).Select(run => (run.Info.RunName, run.Data.Params.Count))
            .ShouldBe(Enumerable.Range(0, runs).Reverse().Select(i => ($"{i}", 200 * (i % 2))));
        pieces[^1].NextPageToken.ShouldBe(whole.NextPageToken);
        whole.NextPageToken.ShouldNotBeNull();
        pieces.SkipLast(1).ShouldAllBe(piece => piece.NextPageToken == null);
        if (StreamsRuns)
        {
            pieces.Count.ShouldBeGreaterThan(2);
            pieces.ShouldAllBe(piece => piece.Items.Sum(run => run.Data.Params.Sum(param => param.Value.Length)) <= 2 * 1024 * 1024);
        }
    }

    [Fact]
    public async Task An_unknown_experiment_or_run_does_not_exist()
    {
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => NewRunAsync("12345"));
        var error = await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.GetRunAsync("nope", Cancel));
        error.Message.ShouldBe("Run with id=nope not found");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.DeleteRunAsync("nope", Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.LogAsync(LogBatch.Create("nope"), Cancel));
    }

    [Fact]
    public async Task An_update_changes_only_what_it_names()
    {
        var run = await NewRunAsync(name: "before", startTimeMs: 10);

        var ended = await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished, EndTimeMs = 20 }, Cancel);
        ended.Status.ShouldBe(RunStatus.Finished);
        ended.EndTimeMs.ShouldBe(20);
        ended.RunName.ShouldBe("before");

        var renamed = await Runs.UpdateRunAsync(new RunUpdate(run) { RunName = "after" }, Cancel);
        renamed.ShouldBe(ended with { RunName = "after" });
        (await Runs.UpdateRunAsync(new RunUpdate(run) { RunName = "" }, Cancel)).ShouldBe(renamed);
        (await Runs.UpdateRunAsync(new RunUpdate(run) { EndTimeMs = 0 }, Cancel)).ShouldBe(renamed with { EndTimeMs = null });
    }

    [Fact]
    public async Task The_name_and_its_tag_keep_step_both_ways()
    {
        var run = await NewRunAsync(name: "a");
        await Runs.UpdateRunAsync(new RunUpdate(run) { RunName = "b" }, Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Data.Tags.ShouldBe([new Tag("mlflow.runName", "b")]);

        await Runs.LogAsync(LogBatch.ForTag(run, new Tag("mlflow.runName", "c")), Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Info.RunName.ShouldBe("c");

        await Runs.LogAsync(LogBatch.Create(run, [], [], [new Tag("mlflow.runName", ""), new Tag("k", "")]), Cancel);
        await Runs.LogAsync(LogBatch.ForTag(run, new Tag("mlflow.runName", "")), Cancel);
        var emptied = await Runs.GetRunAsync(run, Cancel);
        emptied.Info.RunName.ShouldBe("c");
        emptied.Data.Tags.ShouldBe([new Tag("mlflow.runName", "c"), new Tag("k", "")], ignoreOrder: true);

        await Runs.DeleteTagAsync(run, "mlflow.runName", Cancel);
        await Runs.LogAsync(LogBatch.ForTag(run, new Tag("mlflow.runName", "")), Cancel);
        var deleted = await Runs.GetRunAsync(run, Cancel);
        deleted.Info.RunName.ShouldBe("c");
        deleted.Data.Tags.ShouldBe([new Tag("k", "")]);
    }

    [Fact]
    public async Task Deleting_and_restoring_may_be_repeated()
    {
        var run = await NewRunAsync();
        await Runs.DeleteRunAsync(run, Cancel);
        await Runs.DeleteRunAsync(run, Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);

        await Runs.RestoreRunAsync(run, Cancel);
        await Runs.RestoreRunAsync(run, Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Active);
    }

    [Fact]
    public async Task A_deleted_run_refuses_every_write()
    {
        var run = await NewRunAsync();
        await Runs.DeleteRunAsync(run, Cancel);

        var expected = $"The run {run} must be in the 'active' state. Current state is deleted.";
        Func<Task>[] writes =
        [
            () => Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Failed }, Cancel),
            () => Runs.LogAsync(LogBatch.ForMetric(run, new Metric("m", 1, 1, 1)), Cancel),
            () => Runs.LogAsync(LogBatch.ForParam(run, new Param("p", "1")), Cancel),
            () => Runs.DeleteTagAsync(run, "mlflow.runName", Cancel),
            () => Runs.LogInputsAsync(LogInputs.Create(run), Cancel),
        ];
        foreach (var write in writes)
            (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, write)).Message.ShouldBe(expected);
    }

    [Fact]
    public async Task A_finished_run_may_still_be_written()
    {
        var run = await NewRunAsync();
        await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);
        await Runs.LogAsync(LogBatch.ForMetric(run, new Metric("late", 1, 1, 1)), Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Data.Metrics.ShouldBe([new Metric("late", 1, 1, 1)]);
    }

    [Fact]
    public async Task A_batch_stores_metrics_params_and_tags_together()
    {
        var run = await NewRunAsync();
        await Runs.LogAsync(
            LogBatch.Create(
                run,
                [new Metric("a", 1, 1, 1), new Metric("a", 2, 2, 2), new Metric("b", double.NaN, 1, 0)],
                [new Param("lr", "0.1"), new Param("empty", "")],
                [new Tag("t", "1"), new Tag("t", "2")]),
            Cancel);

        var data = (await Runs.GetRunAsync(run, Cancel)).Data;
        data.Metrics.ShouldBe([new Metric("a", 2, 2, 2), new Metric("b", double.NaN, 1, 0)], ignoreOrder: true);
        data.Params.ShouldBe([new Param("lr", "0.1"), new Param("empty", "")], ignoreOrder: true);
        data.Tags.ShouldContain(new Tag("t", "2"));
    }

    [Fact]
    public async Task Params_are_written_once()
    {
        var run = await NewRunAsync();
        await Runs.LogAsync(LogBatch.ForParam(run, new Param("lr", "0.1")), Cancel);
        await Runs.LogAsync(LogBatch.ForParam(run, new Param("lr", "0.1")), Cancel);

        var error = await ShouldRefuseAsync(
            ErrorCode.InvalidParameterValue, () => Runs.LogAsync(LogBatch.ForParam(run, new Param("lr", "0.2")), Cancel));
        error.Message.ShouldBe(
            $"Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' for run ID='{run}'. "
            + "Attempted logging new value '0.2'.");
        (await Runs.GetRunAsync(run, Cancel)).Data.Params.ShouldBe([new Param("lr", "0.1")]);
    }

    [Fact]
    public async Task A_batch_with_one_conflicting_param_stores_nothing()
    {
        var run = await NewRunAsync();
        await Runs.LogAsync(LogBatch.ForParam(run, new Param("q", "1")), Cancel);

        var error = await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Runs.LogAsync(
            LogBatch.Create(run, [new Metric("m", 1, 1, 1)], [new Param("new", "x"), new Param("q", "2")], [new Tag("t", "1")]), Cancel));

        error.Message.ShouldBe(
            "Changing param values is not allowed. Params were already logged='[{'key': 'q', 'old_value': '1', 'new_value': '2'}]' "
            + $"for run ID='{run}'.");
        var data = (await Runs.GetRunAsync(run, Cancel)).Data;
        data.Metrics.ShouldBeEmpty();
        data.Params.ShouldBe([new Param("q", "1")]);
        data.Tags.ShouldNotContain(tag => tag.Key == "t");
    }

    [Fact]
    public async Task Refused_batches_do_not_spoil_their_neighbours()
    {
        var run = await NewRunAsync();
        await Runs.LogAsync(LogBatch.ForParam(run, new Param("p", "0")), Cancel);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var bad = i % 3 == 0;
            var batch = bad
                ? LogBatch.Create(run, [new Metric("bad", i, i, i)], [new Param("p", "other")])
                : LogBatch.Create(run, [new Metric("good", i, i, i)], [new Param($"p{i}", "x")]);
            try
            {
                await Runs.LogAsync(batch, Cancel);
                return !bad;
            }
            catch (LeatException)
            {
                return bad;
            }
        }));

        outcomes.ShouldAllBe(asExpected => asExpected);
        (await Metrics.GetHistoryAsync(run, "good", cancellationToken: Cancel)).Items.Count.ShouldBe(133);
        (await Metrics.GetHistoryAsync(run, "bad", cancellationToken: Cancel)).Items.ShouldBeEmpty();
        (await Runs.GetRunAsync(run, Cancel)).Data.Params.Count.ShouldBe(134);
    }

    [Fact]
    public async Task Keys_and_values_compare_byte_by_byte()
    {
        var run = await NewRunAsync();
        Param[] parameters = [new("key", "v"), new("KEY", "V"), new("key ", "v "), new("kéy", "é"), new("k\u00eay", "e\u0301")];
        await Runs.LogAsync(LogBatch.Create(run, parameters: parameters), Cancel);
        (await Runs.GetRunAsync(run, Cancel)).Data.Params.ShouldBe(parameters, ignoreOrder: true);
    }

    [Fact]
    public async Task Deleting_a_missing_tag_does_not_exist()
    {
        var run = await NewRunAsync();
        var error = await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.DeleteTagAsync(run, "nope", Cancel));
        error.Message.ShouldBe($"No tag with name: nope in run with id {run}");
    }

    [Fact]
    public async Task Deleting_several_tags_does_not_mind_those_that_are_missing()
    {
        var run = await NewRunAsync();
        await Runs.LogAsync(LogBatch.Create(run, tags: [new Tag("a", "1"), new Tag("b", "2"), new Tag("c", "3")]), Cancel);

        await Runs.DeleteTagsAsync(run, ["a", "nope", "c"], Cancel);
        await Runs.DeleteTagsAsync(run, ["a"], Cancel);

        var tags = (await Runs.GetRunAsync(run, Cancel)).Data.Tags.Select(tag => tag.Key).ToList();
        tags.ShouldContain("b");
        tags.ShouldNotContain("a");
        tags.ShouldNotContain("c");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.DeleteTagsAsync(new string('0', 32), ["a"], Cancel));
        await Runs.DeleteRunAsync(run, Cancel);
        await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Runs.DeleteTagsAsync(run, ["b"], Cancel));
    }

    [Fact]
    public async Task Runs_are_changed_together_and_the_order_of_failures_is_that_of_the_runs()
    {
        var runs = new List<string>();
        for (var i = 0; i < 5; i++)
            runs.Add(await NewRunAsync());
        runs.Insert(2, new string('0', 32));
        runs.Add("?");

        var failures = await RunsChange.Create(runs, RunAction.Delete).ApplyAsync(Runs, Cancel);

        failures.Select(failure => (failure.RunId, failure.Reason.Code)).ShouldBe(
            [(runs[2], ErrorCode.ResourceDoesNotExist), ("?", ErrorCode.InvalidParameterValue)]);
        (await Runs.GetRunAsync(runs[5], Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Deleted);
        (await RunsChange.Create(runs, RunAction.SetTags([new Tag("a", "b")])).ApplyAsync(Runs, Cancel)).Count.ShouldBe(7);
        (await RunsChange.Create(runs, RunAction.Restore).ApplyAsync(Runs, Cancel)).Count.ShouldBe(2);
        (await RunsChange.Create(runs, RunAction.SetTags([new Tag("a", "b")])).ApplyAsync(Runs, Cancel)).Count.ShouldBe(2);
        (await Runs.GetRunAsync(runs[0], Cancel)).Data.Tags.ShouldContain(new Tag("a", "b"));
        (await RunsChange.Create(runs, RunAction.DeleteTags(["a", "never"])).ApplyAsync(Runs, Cancel)).Count.ShouldBe(2);
        (await Runs.GetRunAsync(runs[0], Cancel)).Data.Tags.ShouldNotContain(new Tag("a", "b"));
    }

    [Fact]
    public async Task A_full_page_of_runs_has_a_token_and_pages_cover_all_once()
    {
        var experiment = await NewExperimentAsync();
        var created = new List<string>();
        for (var i = 0; i < 6; i++)
            created.Add(await NewRunAsync(experiment, startTimeMs: 100 - i));

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await Runs.SearchRunsAsync(
                new RunQuery { ExperimentIds = [experiment], MaxResults = 3, PageToken = token }, Cancel);
            seen.AddRange(page.Items.Select(r => r.Info.RunId));
            token = page.NextPageToken;
        }
        while (token is not null);

        seen.ShouldBe(created);
    }

    [Theory]
    [InlineData("start_time DESC")]
    [InlineData("metrics.m DESC")]
    [InlineData("run_name")]
    public async Task A_page_goes_on_behind_the_last_run_of_the_one_before_whatever_came_and_went(string order)
    {
        var experiment = await NewExperimentAsync();
        for (var i = 0; i < 6; i++)
            await LogRunAsync(i);
        var query = new RunQuery { ExperimentIds = [experiment], MaxResults = 2, OrderBy = RunSearch.ParseOrderBy([order]) };
        var all = (await Runs.SearchRunsAsync(query with { MaxResults = 6 }, Cancel)).Items.Select(run => run.Info.RunId).ToList();
        var first = await Runs.SearchRunsAsync(query, Cancel);

        await LogRunAsync(-1);
        await LogRunAsync(9);
        await Runs.DeleteRunAsync(all[1], Cancel);
        var second = await Runs.SearchRunsAsync(query with { PageToken = first.NextPageToken }, Cancel);

        second.Items.Select(run => run.Info.RunId).ShouldBe(all[2..4]);

        async Task LogRunAsync(int i)
        {
            var run = await NewRunAsync(experiment, name: $"r{i}", startTimeMs: 100 + i);
            await Runs.LogAsync(LogBatch.Create(run, [new Metric("m", i, 0, 0)]), Cancel);
        }
    }

    [Fact]
    public async Task A_token_of_another_search_or_of_MLflow_skips_as_many_runs_as_it_says()
    {
        var experiment = await NewExperimentAsync();
        var created = new List<string>();
        for (var i = 0; i < 6; i++)
            created.Add(await NewRunAsync(experiment, startTimeMs: 100 - i));
        var query = new RunQuery { ExperimentIds = [experiment], MaxResults = 2 };
        var token = (await Runs.SearchRunsAsync(query with { OrderBy = RunSearch.ParseOrderBy(["start_time ASC"]) }, Cancel)).NextPageToken;

        foreach (var given in (string?[])[token, PageToken.FromOffset(2)])
        {
            var page = await Runs.SearchRunsAsync(query with { PageToken = given }, Cancel);
            page.Items.Select(run => run.Info.RunId).ShouldBe(created[2..4]);
        }
    }

    [Fact]
    public async Task A_search_looks_only_in_the_experiments_named()
    {
        var (one, two) = (await NewExperimentAsync("one"), await NewExperimentAsync("two"));
        var inOne = await NewRunAsync(one, startTimeMs: 2);
        var inTwo = await NewRunAsync(two, startTimeMs: 1);

        async Task<IEnumerable<string>> FindAsync(params string[] ids) =>
            (await Runs.SearchRunsAsync(new RunQuery { ExperimentIds = ids }, Cancel)).Items.Select(r => r.Info.RunId);

        (await FindAsync(one)).ShouldBe([inOne]);
        (await FindAsync(one, two, "777", "abc")).ShouldBe([inOne, inTwo]);
        (await FindAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_found_run_carries_its_own_data()
    {
        var experiment = await NewExperimentAsync();
        for (var i = 0; i < 5; i++)
        {
            var run = await NewRunAsync(experiment, startTimeMs: i);
            await Runs.LogAsync(LogBatch.Create(run, [new Metric("m", i, 1, 1)], [new Param("p", $"{i}")], [new Tag("t", $"{i}")]), Cancel);
        }

        var found = await Runs.SearchRunsAsync(new RunQuery { ExperimentIds = [experiment] }, Cancel);
        foreach (var run in found.Items)
        {
            var i = run.Info.StartTimeMs;
            run.Data.Metrics.ShouldBe([new Metric("m", i, 1, 1)]);
            run.Data.Params.ShouldBe([new Param("p", $"{i}")]);
            run.Data.Tags.ShouldContain(new Tag("t", $"{i}"));
        }

        found.Items.Count.ShouldBe(5);
    }
}
