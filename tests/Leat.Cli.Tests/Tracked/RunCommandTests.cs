using System.Text.Json;

namespace Leat.Cli.Tests.Tracked;

public sealed class RunCommandTests(TrackedStore store) : IClassFixture<TrackedStore>
{
    [Fact]
    public async Task Runs_are_listed_by_filter_and_order_with_the_columns_that_are_asked_for()
    {
        var low = await store.RunAsync("low", "--metric", "list_acc=0.5", "--param", "lr=0.1");
        var high = await store.RunAsync("high", "--metric", "list_acc=0.75", "--param", "lr=0.01");

        var lines = (await store.OutputOfAsync(
            "runs", "list", "-x", TrackedStore.Experiment, "--filter", "metrics.list_acc > 0", "--order-by", "metrics.list_acc DESC",
            "--columns", "metrics.list_acc,params.lr,tags.none", "--output", "csv")).Split('\n');

        lines[0].ShouldBe("start_time,run_name,status,duration_s,run_id,metrics.list_acc,params.lr,tags.none");
        lines[1].ShouldEndWith($",{high},0.75,0.01,");
        lines[2].ShouldEndWith($",{low},0.5,0.1,");
        (await store.LeatAsync("runs", "list", "--filter", "metrics.list_acc > 9")).Stderr.ShouldBe("No run matches.\n");
        (await store.ErrorOfAsync("runs", "list", "--columns", "accuracy")).ShouldStartWith("leat: Invalid value for --columns: 'accuracy' is neither metrics.KEY");
        (await store.ErrorOfAsync("runs", "list", "--filter", "metrics.a >")).ShouldStartWith("leat: ");
    }

    [Fact]
    public async Task A_run_shows_what_was_logged_to_it()
    {
        var id = await store.RunAsync("shown", "-m", "loss=1e-7", "-m", "nan=NaN", "-p", "text=a\nb", "-t", "team=vision", "--step", "3");

        var table = await store.OutputOfAsync("runs", "show", id);
        table.ShouldContain("\nParams:\n  text  a\\nb\n");
        table.ShouldContain("\nMetrics (latest):\n  loss  1E-07\n  nan   NaN\n");
        table.ShouldContain("\nTags:\n  team  vision\n");
        using var json = JsonDocument.Parse(await store.OutputOfAsync("runs", "describe", "--run-id", id, "--output", "json"));
        json.RootElement.GetProperty("params").GetProperty("text").GetString().ShouldBe("a\nb");
        json.RootElement.GetProperty("metrics").GetProperty("loss").GetDouble().ShouldBe(1e-7);
        json.RootElement.GetProperty("metrics").GetProperty("nan").GetString().ShouldBe("NaN");
        json.RootElement.GetProperty("tags").GetProperty("mlflow.runName").GetString().ShouldBe("shown");
        (await store.OutputOfAsync("metrics", "show", id, "loss", "--points", "--output", "plain")).ShouldStartWith("loss\t3\t1E-07\t");
    }

    [Fact]
    public async Task Runs_are_compared_by_what_differs()
    {
        var a = await store.RunAsync("a", "-m", "loss=0.5", "-p", "lr=0.1", "-p", "same=1");
        var b = await store.RunAsync("b", "-m", "loss=0.25", "-p", "lr=0.1", "-p", "same=1", "-p", "only=b");

        (await store.OutputOfAsync("runs", "compare", a, b, "--output", "csv")).Split('\n').Where(line => !line.StartsWith("duration_s", StringComparison.Ordinal))
            .ShouldBe([$"name,{a},{b}", "params.only,,b", "metrics.loss,0.5,0.25", ""]);
        (await store.OutputOfAsync("runs", "compare", a, b, "--all", "--output", "csv")).ShouldContain("params.same,1,1\n");
        (await store.ErrorOfAsync("runs", "compare", a)).ShouldBe("leat: Say which runs: at least 2.\n");
    }

    [Fact]
    public async Task A_run_is_tagged_deleted_and_restored()
    {
        var id = await store.RunAsync("tagged", "-t", "old=1");

        await store.OutputOfAsync("runs", "tag", id, "k=v=w", "--remove", "old");
        (await store.OutputOfAsync("runs", "show", id, "--output", "plain")).ShouldContain("tags.k\tv=w\n");
        (await store.OutputOfAsync("runs", "show", id, "--output", "plain")).ShouldNotContain("tags.old");
        (await store.OutputOfAsync("runs", "delete", "--run-id", id)).ShouldBe($"Run with ID {id} has been deleted.\n");
        (await store.OutputOfAsync("runs", "list", "-v", "deleted_only", "--output", "plain")).ShouldContain(id);
        (await store.OutputOfAsync("runs", "restore", id)).ShouldBe($"Run with ID {id} has been restored.\n");
        (await store.ErrorOfAsync("runs", "tag", id)).ShouldBe("leat: Say what to tag the run with: leat runs tag RUN KEY=VALUE\n");
        (await store.ErrorOfAsync("runs", "tag", id, "novalue")).ShouldBe("leat: Invalid value for KEY=VALUE: 'novalue' is not of the form key=value.\n");
    }

    [Fact]
    public async Task What_cannot_be_logged_changes_nothing()
    {
        var id = await store.RunAsync("kept", "-p", "lr=0.1");

        (await store.ErrorOfAsync("runs", "log", id, "-m", "loss=1", "-p", "lr=0.2")).ShouldStartWith("leat: Changing param values is not allowed.");
        (await store.ErrorOfAsync("runs", "log", id, "-m", "loss=low")).ShouldBe("leat: Invalid value for --metric: 'low' is not a number.\n");
        (await store.ErrorOfAsync("runs", "log", id)).ShouldBe("leat: Say what to log: --metric, --param or --tag KEY=VALUE\n");
        (await store.OutputOfAsync("runs", "show", id, "--output", "plain")).ShouldNotContain("metrics.");
        (await store.ErrorOfAsync("runs", "create", "--status", "DONE")).ShouldBe("leat: Invalid value for --status: 'DONE' is none of FINISHED, FAILED, KILLED and RUNNING.\n");
        (await store.ErrorOfAsync("runs", "show", "nope")).ShouldBe("leat: Run with id=nope not found\n");
    }

    [Fact]
    public async Task Runs_are_written_as_MLflow_writes_them()
    {
        var id = await store.RunAsync("in a file", "-m", "csv=1", "-p", "quoted=a,\"b\"");
        var file = store.File("runs.csv");

        await store.OutputOfAsync("experiments", "csv", "-x", TrackedStore.Experiment, "--filter", "metrics.csv = 1", "-o", file);

        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        lines[0].ShouldBe("run_id,experiment_id,status,artifact_uri,start_time,end_time,metrics.csv,params.quoted,tags.mlflow.runName,tags.mlflow.user");
        lines[1].ShouldStartWith($"{id},1,FINISHED,");
        lines[1].ShouldContain(",1,\"a,\"\"b\"\"\",in a file,");
        (await store.OutputOfAsync("runs", "csv", "--filter", "metrics.csv = 1")).ShouldBe(string.Join('\n', lines) + "\n");
    }

    [Fact]
    public async Task Metrics_show_their_course()
    {
        var id = await store.RunAsync("course");
        for (var step = 0; step < 8; step++)
            await store.OutputOfAsync("runs", "log", id, "-m", $"loss={8 - step}", "--step", $"{step}");

        (await store.OutputOfAsync("metrics", "show", id)).ShouldBe("Metric  Last  Step  Min  Max\nloss       1     7    1    8  █▇▆▅▄▃▂▁\n");
        var plot = (await store.OutputOfAsync("metrics", "show", id, "loss", "--plot")).Split('\n');
        plot[0].ShouldBe("loss, last 1 at step 7");
        plot[1].ShouldStartWith("8 ┤⠉");
        plot[14].ShouldStartWith("1 ┤");
        (await store.ErrorOfAsync("metrics", "show", id, "los")).ShouldBe($"leat: Run {id} has no metric 'los'. Did you mean 'loss'?\n");
    }
}
