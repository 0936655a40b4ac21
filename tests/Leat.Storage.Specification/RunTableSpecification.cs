using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification;

/// <summary>Tables of runs: the rows are those of a search, the columns those asked for.</summary>
public abstract class RunTableSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    [Fact]
    public async Task Columns_hold_what_the_runs_have()
    {
        var experiment = await NewExperimentAsync();
        var full = await NewRunAsync(experiment, "full", startTimeMs: 1_000);
        var bare = await NewRunAsync(experiment, "bare", startTimeMs: 0);
        await Runs.LogAsync(
            LogBatch.Create(
                full,
                [new Metric("m", 3, 1, 1), new Metric("m", double.NaN, 2, 2), new Metric("m", -2, 3, 3), new Metric("m", 1, 4, 4), new Metric("unasked", 1, 1, 1)],
                [new Param("p", "x"), new Param("unasked", "y")],
                [new Tag("t", "é"), new Tag("mlflow.note.content", "\n  First line  \nsecond"), new Tag("mlflow.parentRunId", "above")]),
            Cancel);
        await Runs.UpdateRunAsync(new RunUpdate(full) { Status = RunStatus.Finished, EndTimeMs = 1_250 }, Cancel);
        await Runs.LogInputsAsync(LogInputs.Create(full, [Input("b", "1"), Input("a", "2")]), Cancel);

        var table = await TableAsync(
            experiment, "run_name", "status", "start_time", "end_time", "duration", "user_id", "experiment_id", "lifecycle_stage", "children", "parent",
            "datasets", "note", "metrics.m", "metrics.m.last", "metrics.m.min", "metrics.m.max", "metrics.m.step", "params.p", "tags.t", "tags.none");

        table.RunIds.ShouldBe([full, bare]);
        table.NextPageToken.ShouldBeNull();
        Texts(table, "run_name").ShouldBe(["full", "bare"]);
        Texts(table, "status").ShouldBe(["FINISHED", "RUNNING"]);
        Integers(table, "start_time").ShouldBe([1_000, 0]);
        Integers(table, "end_time").ShouldBe([1_250, null]);
        Integers(table, "duration").ShouldBe([250, null]);
        Texts(table, "user_id").ShouldBe(["ann", "ann"]);
        Texts(table, "experiment_id").ShouldBe([experiment, experiment]);
        Texts(table, "lifecycle_stage").ShouldBe(["active", "active"]);
        Integers(table, "children").ShouldBe([0, 0]);
        Texts(table, "parent").ShouldBe(["above", null]);
        Texts(table, "note").ShouldBe(["First line", null]);
        Numbers(table, "metrics.m").ShouldBe([1, null]);
        Numbers(table, "metrics.m.last").ShouldBe([1, null]);
        Numbers(table, "metrics.m.min").ShouldBe([-2, null]);
        Numbers(table, "metrics.m.max").ShouldBe([3, null]);
        Integers(table, "metrics.m.step").ShouldBe([4, null]);
        Texts(table, "params.p").ShouldBe(["x", null]);
        Texts(table, "tags.t").ShouldBe(["é", null]);
        Texts(table, "tags.none").ShouldBe([null, null]);
        var datasets = Column<DatasetValues>(table, "datasets").Values;
        datasets[0].ShouldBe([new DatasetName("b", "1"), new DatasetName("a", "2")]);
        datasets[1].ShouldBeNull();
        table.Columns.Select(column => column.Column.Name).First().ShouldBe("run_name");
    }

    [Fact]
    public async Task Metrics_that_are_not_numbers_are_values_and_keys_may_look_like_parts()
    {
        var experiment = await NewExperimentAsync();
        var run = await NewRunAsync(experiment);
        var tooLong = new string('k', 400);
        await Runs.LogAsync(
            LogBatch.Create(run, [new Metric("nan", double.NaN, 1, 7), new Metric("loss.min", 5, 1, 1), new Metric("val/loss", 6, 1, 1)], [], [new Tag("a.b c", "v")]),
            Cancel);

        var table = await TableAsync(
            experiment, "metrics.nan", "metrics.nan.min", "metrics.`loss.min`", "metrics.`loss.min`.max", "metrics.loss.min", "metrics.val/loss", "tags.a.b c",
            $"params.{tooLong}");

        Numbers(table, "metrics.nan").ShouldBe([double.NaN]);
        Numbers(table, "metrics.nan.min").ShouldBe([null]);
        Numbers(table, "metrics.`loss.min`").ShouldBe([5]);
        Numbers(table, "metrics.`loss.min`.max").ShouldBe([5]);
        Numbers(table, "metrics.loss.min").ShouldBe([null], "there is no metric loss");
        Numbers(table, "metrics.val/loss").ShouldBe([6]);
        Texts(table, "tags.a.b c").ShouldBe(["v"]);
        Texts(table, $"params.{tooLong}").ShouldBe([null]);
    }

    [Fact]
    public async Task Children_are_counted_in_the_view()
    {
        var experiment = await NewExperimentAsync();
        var other = await NewExperimentAsync("another");
        var parent = await NewRunAsync(experiment, "parent", 10);
        var elsewhere = await NewRunAsync(other, "elsewhere", 9);
        var childless = await NewRunAsync(experiment, "childless", 8);
        var kept = await ChildAsync(experiment, parent);
        var deleted = await ChildAsync(experiment, parent);
        await ChildAsync(other, elsewhere);
        await Runs.DeleteRunAsync(deleted, Cancel);

        foreach (var (view, children) in new[] { (ViewType.ActiveOnly, 1), (ViewType.All, 2) })
        {
            var table = await Store.Tables.GetTableAsync(
                RunTableQuery.Create(
                    new RunQuery { ExperimentIds = [experiment, other], View = view, Filter = Filter("start_time > 5"), MaxResults = 10 }, Columns("children", "parent")),
                Cancel);
            table.RunIds.ShouldBe([parent, elsewhere, childless]);
            Integers(table, "children").ShouldBe([children, 1, 0]);
        }

        var child = await Store.Tables.GetTableAsync(RunTableQuery.OfRuns([kept], Columns("parent", "children")), Cancel);
        Texts(child, "parent").ShouldBe([parent]);
        Integers(child, "children").ShouldBe([0]);

        async Task<string> ChildAsync(string of, string parentId)
        {
            var run = await NewRunAsync(of, "child");
            await Runs.LogAsync(LogBatch.ForTag(run, new Tag("mlflow.parentRunId", parentId)), Cancel);
            return run;
        }
    }

    [Theory]
    [InlineData("metrics.m")]
    [InlineData("metrics.m DESC")]
    [InlineData("params.p")]
    [InlineData("tags.t DESC")]
    [InlineData("start_time")]
    [InlineData("run_name")]
    [InlineData("metrics.m", "params.p DESC")]
    public async Task Pages_continue_where_the_one_before_ended_and_offsets_lead_to_the_same_rows(params string[] orderBy)
    {
        var experiment = await NewExperimentAsync();
        var deleted = "";
        for (var i = 0; i < 24; i++)
        {
            var run = await NewRunAsync(experiment, $"r{i % 4}", i / 3);
            if (i % 5 > 0)
                await Runs.LogAsync(LogBatch.Create(run, [new Metric("m", i % 7 == 0 ? double.NaN : i % 3, 1, 1)], [new Param("p", $"{i % 6}")], []), Cancel);
            if (i % 2 > 0)
                await Runs.LogAsync(LogBatch.ForTag(run, new Tag("t", $"{i % 5}")), Cancel);
            deleted = i == 11 ? run : deleted;
        }

        await Runs.DeleteRunAsync(deleted, Cancel);
        foreach (var filter in new[] { null, "params.p != '3'", "metrics.m < 2 AND tags.t != '9'", "params.p = '1' OR metrics.m < 2", "status = 'RUNNING' AND params.p != '0'" })
        {
            foreach (var view in new[] { ViewType.ActiveOnly, ViewType.All })
            {
                await ShouldPageAsync(new RunQuery
                {
                    ExperimentIds = [experiment],
                    Filter = Filter(filter),
                    View = view,
                    OrderBy = RunSearch.ParseOrderBy(orderBy),
                    MaxResults = 6,
                });
            }
        }
    }

    [Theory]
    [InlineData("metrics.m.min")]
    [InlineData("metrics.m.min DESC")]
    [InlineData("metrics.`m`.max")]
    [InlineData("metrics.m.max DESC")]
    [InlineData("metrics.m.step DESC")]
    [InlineData("params.p", "metrics.m.min DESC")]
    [InlineData("metrics.other", "metrics.m.max", "params.p")]
    [InlineData("metrics.m.last")]
    public async Task Runs_are_ordered_and_filtered_by_parts_of_metrics(params string[] orderBy)
    {
        var experiment = await NewExperimentAsync();
        var made = new List<Logged>();
        for (var i = 0; i < 30; i++)
        {
            // The newest first, as ties go; some have no metric, and some nothing but NaN.
            var id = await NewRunAsync(experiment, startTimeMs: -i);
            double[] series = i % 6 == 0 ? [] : i % 7 == 0 ? [double.NaN] : [i % 5, double.NaN, i % 3 - 4, i % 4 + 9, i % 2];
            var param = i % 4 == 0 ? null : $"{i % 2}";
            double? other = i % 3 == 0 ? i % 9 : null;
            await Runs.LogAsync(
                LogBatch.Create(
                    id,
                    [.. series.Select((value, step) => new Metric("m", value, step, 10 * step + i % 3)), .. other is { } number ? [new Metric("other", number, 0, 0)] : Array.Empty<Metric>()],
                    param is null ? [] : [new Param("p", param)],
                    []),
                Cancel);
            var numbers = series.Where(value => !double.IsNaN(value)).ToList();
            made.Add(new Logged(
                id,
                series.Length == 0 ? null : series[^1],
                numbers.Count == 0 ? null : numbers.Min(),
                numbers.Count == 0 ? null : numbers.Max(),
                series.Length == 0 ? null : 10 * (series.Length - 1) + i % 3,
                other,
                param));
        }

        var expected = made.Select((run, at) => (run, at)).ToList();
        expected.Sort((a, b) =>
        {
            foreach (var term in orderBy)
            {
                var compared = Compare(term, a.run, b.run);
                if (compared != 0)
                    return compared;
            }

            return a.at - b.at;
        });
        var conditions = new (string? Filter, Func<Logged, bool> Holds)[]
        {
            (null, _ => true),
            ("metrics.m.min < -2", run => run.Min < -2),
            ("NOT metrics.m.max >= 11 AND metrics.m.min != -4", run => !(run.Max >= 11) && run.Min is { } min && min != -4),
            ("metrics.`m`.step = 41 OR params.p = '1'", run => run.Step == 41 || run.Param == "1"),
            ("metrics.m.last = 1 AND metrics.m.min > -100", run => run.Last == 1),
        };
        foreach (var (filter, holds) in conditions)
        {
            var all = expected.Where(entry => holds(entry.run)).Select(entry => entry.run.Id).ToList();
            var query = new RunQuery
            {
                ExperimentIds = [experiment],
                Filter = Filter(filter),
                OrderBy = RunSearch.ParseOrderBy(orderBy, FilterLanguage.Boolean),
                MaxResults = 7,
            };
            await ShouldPageAsync(query, all);
            (await Store.Tables.CountAsync(new RunCountQuery { ExperimentIds = [experiment], Filter = Filter(filter) }, Cancel)).Count.ShouldBe(all.Count, filter);
        }

        static int Compare(string term, Logged a, Logged b)
        {
            var descending = term.EndsWith(" DESC", StringComparison.Ordinal);
            IComparable? Of(Logged run) => term.Split(' ')[0].Replace("`", "", StringComparison.Ordinal) switch
            {
                "metrics.m.last" => run.Last,
                "metrics.m.min" => run.Min,
                "metrics.m.max" => run.Max,
                "metrics.m.step" => run.Step,
                "metrics.other" => run.Other,
                _ => run.Param,
            };
            var (x, y) = (Of(a), Of(b));
            if (Rank(x) != Rank(y) || Rank(x) > 0)
                return Rank(x) - Rank(y);
            return descending ? y!.CompareTo(x) : x!.CompareTo(y);
        }

        static int Rank(IComparable? value) => value is null ? 2 : value is double.NaN ? 1 : 0;
    }

    private sealed record Logged(string Id, double? Last, double? Min, double? Max, long? Step, double? Other, string? Param);

    private async Task ShouldPageAsync(RunQuery query)
    {
        var all = (await Runs.SearchRunsAsync(query with { MaxResults = 100 }, Cancel)).Items.Select(run => run.Info.RunId).ToList();
        await ShouldPageAsync(query, all);
    }

    private async Task ShouldPageAsync(RunQuery query, List<string> all)
    {
        var paged = new List<string>();
        string? token = null;
        do
        {
            var page = await Store.Tables.GetTableAsync(RunTableQuery.Create(query with { PageToken = token }, Columns("run_name")), Cancel);
            paged.AddRange(page.RunIds);
            token = page.NextPageToken;
        }
        while (token is not null);
        paged.ShouldBe(all);

        foreach (var offset in new[] { 0, 1, 5, 6, 7, 17, 21, 22, 23, 40 })
        {
            var page = await Store.Tables.GetTableAsync(RunTableQuery.Create(query, Columns(), offset), Cancel);
            page.RunIds.ShouldBe(all.Skip(offset).Take((int)query.MaxResults), $"offset {offset}, filter {query.Filter}, view {query.View}");
            (page.NextPageToken is not null).ShouldBe(offset + query.MaxResults < all.Count);
        }
    }

    [Fact]
    public async Task Certain_runs_come_in_the_order_asked_for_whatever_their_stage()
    {
        var first = await NewRunAsync(name: "first");
        var second = await NewRunAsync(name: "second");
        await Runs.DeleteRunAsync(first, Cancel);

        var table = await Store.Tables.GetTableAsync(
            RunTableQuery.OfRuns([second, "unknown", first, second], Columns("run_name", "lifecycle_stage")), Cancel);

        table.RunIds.ShouldBe([second, first]);
        Texts(table, "run_name").ShouldBe(["second", "first"]);
        Texts(table, "lifecycle_stage").ShouldBe(["active", "deleted"]);
        table.NextPageToken.ShouldBeNull();
    }

    [Fact]
    public async Task A_table_without_runs_has_its_columns()
    {
        var experiment = await NewExperimentAsync();

        var table = await TableAsync(experiment, "children", "metrics.m", "datasets");

        table.RunIds.ShouldBeEmpty();
        table.Columns.Count.ShouldBe(3);
        Numbers(table, "metrics.m").ShouldBeEmpty();
    }

    private static DatasetInput Input(string name, string digest) => new(new Dataset(name, digest, "local", "somewhere"), []);

    private static RunColumn[] Columns(params string[] names) => [.. names.Select(RunColumn.Parse)];

    private static SearchFilter<Run> Filter(string? filter) => RunSearch.ParseFilter(filter, FilterLanguage.Boolean);

    private static T Column<T>(RunTable table, string name)
        where T : RunColumnValues => table.Columns.Single(column => column.Column.Name == name).ShouldBeOfType<T>();

    private static IReadOnlyList<double?> Numbers(RunTable table, string name) => Column<NumberValues>(table, name).Values;

    private static IReadOnlyList<long?> Integers(RunTable table, string name) => Column<IntegerValues>(table, name).Values;

    private static IReadOnlyList<string?> Texts(RunTable table, string name) => Column<TextValues>(table, name).Values;

    private Task<RunTable> TableAsync(string experiment, params string[] columns) => Store.Tables.GetTableAsync(
        RunTableQuery.Create(new RunQuery { ExperimentIds = [experiment], MaxResults = 100 }, Columns(columns)), Cancel);
}
