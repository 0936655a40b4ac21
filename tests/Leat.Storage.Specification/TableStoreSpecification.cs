using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>What pages ask beside a table of runs: how many there are, which columns and values they have, and how experiments fare.</summary>
public abstract class TableStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Theory]
    [InlineData(null)]
    [InlineData("params.p = '1'")]
    [InlineData("metrics.m > 2")]
    [InlineData("metrics.m > 2 AND params.p = '1' AND tags.t LIKE 'x%'")]
    [InlineData("metrics.m < 9 AND NOT params.p = '1'")]
    [InlineData("params.p = '0' OR tags.t = 'xy'")]
    [InlineData("run_name = 'r1' AND metrics.m < 5")]
    [InlineData("params.p = '1' AND status = 'FINISHED'")]
    [InlineData("start_time > 7")]
    [InlineData("params.unknown = '1'")]
    [InlineData("NOT params.unknown = '1'")]
    [InlineData("params.p IS NULL")]
    [InlineData("params.p IS NOT NULL AND tags.t IS NULL")]
    [InlineData("NOT params.p IS NULL OR tags.unknown IS NOT NULL")]
    [InlineData("metrics.m < 9 AND params.unknown IS NULL")]
    public async Task Counts_are_those_of_the_search(string? filter)
    {
        var experiment = await NewExperimentAsync();
        var other = await NewExperimentAsync("another");
        for (var i = 0; i < 24; i++)
        {
            var run = await NewRunAsync(i % 8 == 7 ? other : experiment, $"r{i % 3}", i);
            if (i % 4 > 0)
                await Runs.LogAsync(LogBatch.Create(run, [new Metric("m", i == 5 ? double.NaN : i % 10, 1, 1)], [new Param("p", $"{i % 2}")], []), Cancel);
            if (i % 3 > 0)
                await Runs.LogAsync(LogBatch.ForTag(run, new Tag("t", i % 2 == 0 ? "xy" : "x")), Cancel);
            if (i % 5 == 0)
                await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);
            if (i % 6 == 0)
                await Runs.DeleteRunAsync(run, Cancel);
        }

        await AgreeAsync();
        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        await AgreeAsync();
        var restored = (await SearchAsync(ViewType.DeletedOnly, null))[0].Info.RunId;
        await Experiments.RestoreExperimentAsync(experiment, Cancel);
        await AgreeAsync();
        await Runs.DeleteRunAsync(restored, Cancel);
        await AgreeAsync();

        async Task AgreeAsync()
        {
            foreach (var view in Enum.GetValues<ViewType>())
            {
                var expected = (await SearchAsync(view, filter)).Count;
                (await CountAsync(1_000)).ShouldBe(new RunCount(expected, true), $"{view}");
                (await CountAsync(Math.Max(1, expected))).ShouldBe(new RunCount(expected, true));
                if (expected > 1)
                    (await CountAsync(expected - 1)).ShouldBe(new RunCount(expected - 1, false));

                Task<RunCount> CountAsync(long limit) => Store.Tables.CountAsync(
                    new RunCountQuery { ExperimentIds = [experiment, other, "999999"], Filter = Filter(filter), View = view, Limit = limit }, Cancel);
            }
        }

        async Task<IReadOnlyList<Run>> SearchAsync(ViewType view, string? searched) => (await Runs.SearchRunsAsync(
            new RunQuery { ExperimentIds = [experiment, other], Filter = Filter(searched), View = view, MaxResults = 1_000 }, Cancel)).Items;
    }

    [Fact]
    public async Task Keys_are_listed_by_kind_and_name_over_all_runs_of_the_experiments()
    {
        var experiment = await NewExperimentAsync();
        var other = await NewExperimentAsync("another");
        for (var i = 0; i < 3; i++)
        {
            var run = await NewRunAsync(i == 2 ? other : experiment, $"r{i}");
            await Runs.LogAsync(
                LogBatch.Create(
                    run,
                    [new Metric("loss", i - 1, 1, i), new Metric($"m{i}", double.NaN, 1, 0)],
                    [new Param("LR", $"{i}"), new Param($"b{i}", "x")],
                    [new Tag("team", "a")]),
                Cancel);
        }

        var query = new RunKeyQuery { ExperimentIds = [experiment, other] };
        var all = await Store.Tables.GetKeysAsync(query, Cancel);
        all.Keys.Select(key => $"{key.Kind}.{key.Key}").ShouldBe(
            ["Metric.loss", "Metric.m0", "Metric.m1", "Metric.m2", "Param.LR", "Param.b0", "Param.b1", "Param.b2", "Tag.mlflow.runName", "Tag.team"]);
        (all.Total, all.NextPageToken).ShouldBe((10, null));
        all.Keys[0].Runs.ShouldBeNull();

        var measured = await Store.Tables.GetKeysAsync(query with { Counts = true, Contains = "L", Kinds = [RunColumnKind.Param, RunColumnKind.Metric] }, Cancel);
        measured.Keys.ShouldBe(
            [
                new RunKey(RunColumnKind.Param, "LR") { Runs = 3 },
                new RunKey(RunColumnKind.Metric, "loss") { Runs = 3, Least = -1, Greatest = 1, HasSteps = true },
            ]);

        var nan = await Store.Tables.GetKeysAsync(query with { Counts = true, Contains = "m1" }, Cancel);
        nan.Keys.ShouldBe([new RunKey(RunColumnKind.Metric, "m1") { Runs = 1, HasSteps = false }]);

        var paged = new List<RunKey>();
        string? token = null;
        do
        {
            var page = await Store.Tables.GetKeysAsync(query with { MaxResults = 4, PageToken = token }, Cancel);
            page.Total.ShouldBe(10);
            paged.AddRange(page.Keys);
            token = page.NextPageToken;
        }
        while (token is not null);
        paged.ShouldBe(all.Keys);
        (await Store.Tables.GetKeysAsync(query with { ExperimentIds = ["0"] }, Cancel)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Many_keys_are_found_one_after_the_other()
    {
        var experiment = await NewExperimentAsync();
        var expected = Enumerable.Range(0, 250).Select(i => $"k{i:d3}").ToList();
        for (var i = 0; i < 3; i++)
        {
            var run = await NewRunAsync(experiment);
            foreach (var keys in expected.Chunk(100))
                await Runs.LogAsync(LogBatch.Create(run, [], [.. keys.Select(key => new Param(key, "v"))], []), Cancel);
        }

        var page = await Store.Tables.GetKeysAsync(
            new RunKeyQuery { ExperimentIds = [experiment], Kinds = [RunColumnKind.Param], Counts = true, MaxResults = 1_000 }, Cancel);

        page.Keys.Select(key => key.Key).ShouldBe(expected);
        page.Keys.ShouldAllBe(key => key.Runs == 3);
    }

    [Fact]
    public async Task Values_come_by_how_many_runs_have_them()
    {
        var experiment = await NewExperimentAsync();
        string[] models = ["resnet", "cnn", "resnet", "rnn", "cnn", "resnet", "re%_\u00e9", new string('r', 100), new string('r', 100) + "x"];
        foreach (var (i, model) in models.Index())
        {
            var run = await NewRunAsync(experiment, $"r{i % 2}");
            await Runs.LogAsync(LogBatch.Create(run, [], [new Param("model", model)], [new Tag("t", $"{i % 3}")]), Cancel);
            if (i > 5)
                await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Failed }, Cancel);
        }

        var two = await ValuesAsync("params.model", maxResults: 2);
        two.Values.ShouldBe([new RunValue("resnet", 3), new RunValue("cnn", 2)]);
        two.HasMore.ShouldBeTrue();
        var begun = await ValuesAsync("params.model", "re");
        begun.Values.ShouldBe([new RunValue("resnet", 3), new RunValue("re%_\u00e9", 1)]);
        begun.HasMore.ShouldBeFalse();
        (await ValuesAsync("params.model", "re%")).Values.ShouldBe([new RunValue("re%_\u00e9", 1)]);
        (await ValuesAsync("params.model", new string('r', 80))).Values.Count.ShouldBe(2);
        (await ValuesAsync("params.model", new string('r', 100) + "x")).Values.Count.ShouldBe(1);
        (await ValuesAsync("params.none")).Values.ShouldBeEmpty();
        (await ValuesAsync("tags.t")).Values.ShouldBe([new RunValue("0", 3), new RunValue("1", 3), new RunValue("2", 3)]);
        (await ValuesAsync("attributes.status")).Values.ShouldBe([new RunValue("RUNNING", 6), new RunValue("FAILED", 3)]);
        (await ValuesAsync("status", "FA")).Values.ShouldBe([new RunValue("FAILED", 3)]);
        (await ValuesAsync("run_name", "r")).Values.ShouldBe([new RunValue("r0", 5), new RunValue("r1", 4)]);
        (await ValuesAsync("user_id")).Values.ShouldBe([new RunValue("ann", 9)]);

        Task<RunValueList> ValuesAsync(string key, string? prefix = null, int maxResults = 20) =>
            Store.Tables.GetValuesAsync(RunValueQuery.Create([experiment, "999999"], key, prefix, maxResults), Cancel);
    }

    [Fact]
    public async Task Experiments_tell_of_their_runs()
    {
        var busy = await NewExperimentAsync("busy");
        var empty = await NewExperimentAsync("empty");
        await Experiments.SetExperimentTagAsync(busy, new Tag("team", "a"), Cancel);
        for (var i = 0; i < 5; i++)
        {
            var run = await NewRunAsync(busy, startTimeMs: 100 + i);
            if (i < 2)
                await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);
            if (i == 4)
                await Runs.DeleteRunAsync(run, Cancel);
        }

        var rows = (await PageAsync(new ExperimentQuery { OrderBy = ExperimentSearch.ParseOrderBy(["name"]) })).Items;
        rows.Select(row => row.Experiment.Name).ShouldBe(["Default", "busy", "empty"]);
        (rows[1].Runs, rows[1].IsExact, rows[1].Running, rows[1].LastRunMs).ShouldBe((4, true, 2, 104));
        rows[1].Experiment.Tags.ShouldBe([new Tag("team", "a")]);
        (rows[2].Runs, rows[2].IsExact, rows[2].Running, rows[2].LastRunMs).ShouldBe((0, true, 0, null));

        await Experiments.DeleteExperimentAsync(busy, Cancel);
        var deleted = (await PageAsync(new ExperimentQuery { View = ViewType.DeletedOnly })).Items.ShouldHaveSingleItem();
        (deleted.Runs, deleted.Running).ShouldBe((5, 3));

        var first = await PageAsync(new ExperimentQuery { View = ViewType.All, MaxResults = 2 });
        var second = await PageAsync(new ExperimentQuery { View = ViewType.All, MaxResults = 2, PageToken = first.NextPageToken });
        first.Items.Concat(second.Items).Select(row => row.Experiment.ExperimentId).ShouldBe([busy, empty, "0"], ignoreOrder: true);
        second.NextPageToken.ShouldBeNull();

        var known = await Store.Tables.GetExperimentsAsync(ExperimentTableQuery.Create(new ExperimentQuery(), [empty, "x", busy, "999999", empty]), Cancel);
        known.Items.Select(row => row.Experiment.ExperimentId).ShouldBe([empty, busy]);

        Task<Page<ExperimentRow>> PageAsync(ExperimentQuery search) =>
            Store.Tables.GetExperimentsAsync(ExperimentTableQuery.Create(search with { MaxResults = Math.Min(search.MaxResults, 100) }), Cancel);
    }

    private static SearchFilter<Run> Filter(string? filter) => RunSearch.ParseFilter(filter, FilterLanguage.Boolean);
}
