using System.Text.Json;
using Leat.Artifacts;
using Leat.Cli.Tests.Processes;
using Leat.Cli.Tests.Tracked;

namespace Leat.Cli.Tests.Moving;

/// <summary><c>leat export</c> writes a whole database or directory, or none.</summary>
public sealed class ExportTests(TrackedStore store) : IClassFixture<TrackedStore>
{
    [Fact]
    public async Task A_store_goes_out_and_comes_back()
    {
        var run = await store.RunAsync("out", "-m", "loss=0.5", "-p", "lr=0.1");
        var target = store.File("out.db");

        var result = await LeatAsync("export", target, "--from", store.Uri);

        result.ExitCode.ShouldBe(0, result.Stderr);
        // Other tests log to this store too.
        result.Stdout.ShouldMatch("runs +[1-9][0-9]*\n[1-9][0-9]* points? of metrics[.]");
        result.Stdout.ShouldMatch("All of it is here as in the source, [1-9][0-9]* points? of metrics included[.]\n$");
        var back = await LeatAsync("import", target, "--to", $"sqlite:///{store.File("back.db")}");
        back.ExitCode.ShouldBe(0, back.Stderr);
        (await LeatAsync("runs", "show", run, "--tracking-uri", $"sqlite:///{store.File("back.db")}")).Stdout.ShouldContain("Params:\n  lr  0.1\n");
    }

    [Fact]
    public async Task What_is_there_is_not_written_over()
    {
        var target = store.File("there.db");
        await File.WriteAllTextAsync(target, "mine", TestContext.Current.CancellationToken);

        var result = await LeatAsync("export", $"sqlite:///{target}", "--from", store.Uri);

        result.ExitCode.ShouldBe(1);
        result.Stderr.ShouldBe($"leat: '{target}' is there already. Name a file that is not: an export makes a new database.\n");
        (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken)).ShouldBe("mine");
    }

    [Fact]
    public async Task An_export_that_fails_leaves_nothing()
    {
        (await LeatAsync("export", store.File("a.db"), "--from", "sqlite:////missing/leat.db")).ExitCode.ShouldBe(1);
        (await LeatAsync("export", "postgresql://db.example.com/mlflow", "--from", store.Uri)).Stderr.ShouldStartWith("leat: Invalid value for TARGET:");
        Directory.GetFiles(Path.GetDirectoryName(store.File("a.db"))!, "a.db*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Programs_get_counts()
    {
        await store.RunAsync("out");

        using var json = JsonDocument.Parse((await LeatAsync("export", store.File("json.db"), "--from", store.Uri, "--output", "json", "-x", "1")).Stdout);

        json.RootElement.GetProperty("counts").GetProperty("experiments").GetInt64().ShouldBe(1);
        json.RootElement.GetProperty("verified").GetProperty("difference_count").GetInt64().ShouldBe(0);
    }

    [Theory]
    [InlineData("goes/mlruns")]
    [InlineData("slash/")]
    [InlineData("any.db", "--format", "mlruns")]
    public async Task A_store_goes_out_as_a_directory_and_comes_back(string name, params string[] options)
    {
        var run = await store.RunAsync("out", "-m", "loss=0.5", "-p", "lr=0.1");
        var target = store.File(Path.Combine("directories", name));

        var result = await LeatAsync(["export", target, "--from", store.Uri, .. options]);

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain($" to the directory '{Path.TrimEndingDirectorySeparator(target)}':\n");
        result.Stdout.ShouldContain("All of it is here as in the source, ");
        (await File.ReadAllTextAsync(Directory.GetFiles(target, "lr", SearchOption.AllDirectories).Single(file => file.Contains(run, StringComparison.Ordinal)), TestContext.Current.CancellationToken))
            .ShouldBe("0.1");
        var back = store.File($"{Guid.NewGuid():n}.db");
        (await LeatAsync("import", target, "--to", $"sqlite:///{back}")).ExitCode.ShouldBe(0);
        (await LeatAsync("runs", "show", run, "--tracking-uri", $"sqlite:///{back}")).Stdout.ShouldContain("Params:\n  lr  0.1\n");
        (await LeatAsync(["export", target, "--from", store.Uri, .. options])).Stderr.ShouldContain("is there already and is no empty directory");
    }

    [Theory]
    [InlineData("tables/parquet")]
    [InlineData("runs.parquet")]
    [InlineData("tables/any", "--format", "parquet")]
    public async Task A_store_goes_out_as_tables(string name, params string[] options)
    {
        await store.RunAsync("out", "-m", "loss=0.5", "-p", "lr=0.1");
        var target = store.File(name);

        var result = await LeatAsync(["export", target, "--from", store.Uri, .. options]);

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain($" to Parquet files in '{target}':\n");
        result.Stdout.ShouldContain($"duckdb -c \"SELECT count(*) FROM '{Path.Combine(target, "runs.parquet")}'\"\n");
        (await File.ReadAllBytesAsync(Path.Combine(target, "metric_points.parquet"), TestContext.Current.CancellationToken))[^4..].ShouldBe("PAR1"u8.ToArray());
        Directory.GetFiles(target, "*.parquet").Length.ShouldBe(Directory.GetFiles(target).Length);
        (await LeatAsync(["export", target, "--from", store.Uri, .. options])).Stderr.ShouldContain("is there already and is no empty directory");
    }

    [Fact]
    public async Task Runs_that_match_a_filter_go_out_alone()
    {
        var best = await store.RunAsync("best", "-m", "chosen=0.95");
        await store.RunAsync("other", "-m", "chosen=0.5");
        var target = store.File("best.db");

        var result = await LeatAsync("export", target, "--from", store.Uri, "--filter", "metrics.chosen > 0.9");

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain("runs                           1\n1 point of metrics.");
        (await LeatAsync("import", target, "--to", $"sqlite:///{store.File("chosen.db")}")).ExitCode.ShouldBe(0);
        (await LeatAsync("runs", "list", "--tracking-uri", $"sqlite:///{store.File("chosen.db")}")).Stdout.ShouldContain(best);

        var refused = await LeatAsync("export", store.File("refused.db"), "--from", target, "--filter", "metrics.chosen > 0.9");
        refused.ExitCode.ShouldBe(2);
        refused.Stderr.ShouldContain("--filter needs a store of Leat or a server to search in");
        var wrong = await LeatAsync("export", store.File("refused.db"), "--from", store.Uri, "--filter", "metrics.chosen >");
        wrong.ExitCode.ShouldBe(1);
        wrong.Stderr.ShouldContain("expected a value after");
        File.Exists(store.File("refused.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("unclear")]
    [InlineData("mlruns", "--format", "zip")]
    [InlineData("sqlite:///a.db", "--format", "mlruns")]
    [InlineData("sqlite:///mlruns.db", "--format", "parquet")]
    [InlineData("file:./mlruns", "--format", "mlflow-db")]
    public async Task A_target_that_does_not_tell_what_to_make_is_refused(string target, params string[] options)
    {
        var result = await LeatAsync(["export", target, "--from", store.Uri, .. options]);

        result.ExitCode.ShouldBe(2);
        result.Stderr.ShouldContain("mlruns");
    }

    private static Task<LeatProcess.Result> LeatAsync(params string[] args) => LeatInProcess.RunAsync(new ArtifactSchemes(), args);
}
