using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Leat.Core;
using Leat.Transfer.Mlruns;

namespace Leat.Transfer.Tests.Mlruns;

/// <summary>A real directory of MLflow's file store comes as it is; what is not as MLflow writes it is left out by itself.</summary>
public sealed class MlrunsImportTests : TransferTest
{
    private string Root => Path.Combine(Folder, "mlruns");

    private string Alpha => Path.Combine(Root, "453376593038408141");

    private string Baseline => Path.Combine(Alpha, "922cebf684e0479e82663e1a054146e2");

    public override async ValueTask InitializeAsync()
    {
        await using var sample = typeof(TransferTest).Assembly.GetManifestResourceStream("mlruns-3.6.tar.gz")!;
        await using var plain = new GZipStream(sample, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, Folder, overwriteFiles: false, Cancel);
    }

    [Fact]
    public async Task Experiments_and_runs_come_with_all_they_logged()
    {
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target);

        report.Notes.ShouldBeEmpty();
        (await ExperimentsAsync(target)).Select(e => $"{e.ExperimentId}|{e.Name}|{e.ArtifactLocation}|{e.LifecycleStage}").ShouldBe(
            [
                "0|Default|file:///data/mlruns/0|Active", "453376593038408141|alpha|file:///data/mlruns/453376593038408141|Active",
                "422578582021647678|beta/with space & ünïcode|file:///data/mlruns/422578582021647678|Active",
                "694028721323757767|gone|file:///data/mlruns/694028721323757767|Deleted",
            ],
            ignoreOrder: true);
        var runs = await RunsAsync(target);
        runs.Select(run => $"{run.Info.RunName}|{run.Info.Status}|{run.Info.LifecycleStage}|{run.Info.UserId}").ShouldBe(
            [
                "baseline|Running|Active|ada", "child-1|Finished|Active|unknown", "failed one|Failed|Active|unknown", "deleted run|Running|Deleted|unknown",
                "other exp|Killed|Active|unknown", "in deleted exp|Running|Deleted|unknown",
            ],
            ignoreOrder: true);
        var baseline = runs.Single(run => run.Info.RunName == "baseline");
        baseline.Data.Params.Select(param => $"{param.Key}={param.Value}").ShouldBe(Texts(Path.Combine(Baseline, "params")), ignoreOrder: true);
        baseline.Data.Tags.Select(tag => $"{tag.Key}={tag.Value}").ShouldBe(Texts(Path.Combine(Baseline, "tags")), ignoreOrder: true);
        baseline.Info.StartTimeMs.ShouldBe(1_700_000_000_000);
        baseline.Inputs.Datasets.Select(input => $"{input.Dataset.Name}|{input.Dataset.Digest}|{input.Dataset.SourceType}|{string.Join(',', input.Tags.Select(tag => tag.Value))}")
            .ShouldBe(["iris|9b4c2d1e|local|training", "test set|aa|code|"], ignoreOrder: true);
        baseline.Outputs.ShouldBe([new ModelOutput("m-12b995e38f0647dfae1150baeb31a7fb", 2)]);
    }

    [Fact]
    public async Task Every_line_of_every_metric_becomes_a_point()
    {
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target);

        var lines = Directory.EnumerateDirectories(Root, "metrics", SearchOption.AllDirectories)
            .Where(folder => !folder.Contains($"{Path.DirectorySeparatorChar}models{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(folder => Texts(folder).Select(text => (Run: Path.GetFileName(Path.GetDirectoryName(folder)!), Key: text[..text.IndexOf('=')], Text: text[(text.IndexOf('=') + 1)..])))
            .SelectMany(metric => metric.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ') is [var time, var value, .. var rest]
                ? Invariant($"{metric.Run}|{metric.Key}|{(rest.Length == 1 ? rest[0] : "0")}|{time}|{Number(value):G17}")
                : ""))
            .ToList();
        lines.Count.ShouldBeGreaterThan(10);
        (await PointsAsync(target)).ShouldBe(lines, ignoreOrder: true);
        report.Points.ShouldBe(lines.Count);
    }

    [Fact]
    public async Task Models_the_registry_and_traces_come()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var clf = await target.Models.GetModelAsync("m-12b995e38f0647dfae1150baeb31a7fb", allowDeleted: false, Cancel);
        (clf.Name, clf.ModelType, clf.Status, clf.CreationTimestampMs).ShouldBe(("clf", "sklearn", LoggedModelStatus.Ready, 1_795_394_149_070));
        clf.Metrics.Count.ShouldBe(2);
        var registered = await target.Registry.GetRegisteredModelAsync("churn", Cancel);
        registered.Aliases.ShouldBe([new ModelAlias("challenger", 2), new ModelAlias("champion", 1)]);
        registered.Description.ShouldBe("Churn model");
        (await target.Registry.GetModelVersionAsync("churn", 1, Cancel)).Stage.ShouldBe(ModelStage.Production);
        (await target.Registry.CreateModelVersionAsync(NewModelVersion.Create("churn", "s3://bucket/x"), Cancel)).Version.ShouldBe(4);
        var trace = (await target.Traces.GetTracesAsync(["tr-46254f5c03a786ac25d63ce98a945d43"], Cancel)).Single();
        trace.Info.RequestTimeMs.ShouldBe(DateTimeOffset.Parse("2026-11-23T00:35:49.619Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        trace.Info.ExecutionDurationMs.ShouldBe(245);
        trace.Info.Assessments.Single().ShouldSatisfyAllConditions(a => a.Value.ShouldBe("true"), a => a.Name.ShouldBe("good"));
        trace.Spans.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_expectation_that_is_a_list_comes_with_its_value()
    {
        var trace = "tr-46254f5c03a786ac25d63ce98a945d43";
        await File.WriteAllTextAsync(
            Path.Combine(Alpha, "traces", trace, "assessments", "a-list.yaml"),
            """
            assessment_id: a-list
            assessment_name: facts
            expectation:
              serialized_value:
                serialization_format: JSON_FORMAT
                value: '["a",{"b":1.50}]'
            source:
              source_type: HUMAN

            """,
            Cancel);
        var target = await OpenTargetAsync();

        await ImportAsync(target);

        (await target.Traces.GetTracesAsync([trace], Cancel)).Single().Info.Assessments.Single(a => a.Name == "facts").Value.ShouldBe("""["a", {"b": 1.5}]""");
    }

    [Fact]
    public async Task What_was_imported_is_the_same_on_both_sides()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_import_brings_nothing_and_a_third_a_line_that_was_added()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);
        (await ImportAsync(target)).Counts.ShouldAllBe(count => count.Kept == count.Found);

        await File.AppendAllTextAsync(Path.Combine(Baseline, "metrics", "loss"), "1700000090000 0.125 9\n", Cancel);
        var third = await ImportAsync(target);

        third.Points.ShouldBe(1);
        (await target.Metrics.GetHistoryAsync("922cebf684e0479e82663e1a054146e2", "loss", cancellationToken: Cancel)).Items[^1].Value.ShouldBe(0.125);
    }

    [Fact]
    public async Task Hostile_files_are_listed_and_nothing_else_is_lost()
    {
        var secret = Path.Combine(Folder, "secret");
        await File.WriteAllTextAsync(secret, "secret", Cancel);
        File.CreateSymbolicLink(Path.Combine(Baseline, "params", "link"), secret);
        Directory.CreateSymbolicLink(Path.Combine(Alpha, "linked"), Path.Combine(Root, "0"));
        await File.WriteAllTextAsync(Path.Combine(Baseline, "metrics", "cut"), "1700000000000 0.5 1\n17000", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Baseline, "metrics", "words"), "now 0.5 1\n", Cancel);
        await File.WriteAllBytesAsync(Path.Combine(Baseline, "params", "bytes"), [0xff, 0xfe], Cancel);
        await File.WriteAllTextAsync(Path.Combine(Alpha, "9cd5cceb1b2547b0b0bcc1768874af3b", "meta.yaml"), "a: &a [*a, *a]", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Alpha, "81f02a3a57b54829824e9ecbd0c58f1a", "meta.yaml"), "run_id: other\nexperiment_id: '453376593038408141'\n", Cancel);
        var input = Path.Combine(Baseline, "inputs", "climbing");
        Directory.CreateDirectory(input);
        await File.WriteAllTextAsync(Path.Combine(input, "meta.yaml"), "source_id: ../../../../secret\nsource_type: DATASET\n", Cancel);
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        report.IsComplete.ShouldBeFalse();
        report.Notes.ShouldContain(note => note.Text.StartsWith("'453376593038408141/922cebf684e0479e82663e1a054146e2/params/bytes' cannot be read: ", StringComparison.Ordinal));
        report.Notes.Where(note => !note.Text.Contains("/params/bytes", StringComparison.Ordinal)).Select(note => note.Text).Distinct().ShouldBe(
            [
                "'453376593038408141/922cebf684e0479e82663e1a054146e2/params/link' is a link: links are not followed.",
                "'453376593038408141/linked' is a link: links are not followed.",
                "Its metric 'cut' was left out: '453376593038408141/922cebf684e0479e82663e1a054146e2/metrics/cut', line 2, is not a timestamp, a value and a step as MLflow writes them.",
                "Its metric 'words' was left out: '453376593038408141/922cebf684e0479e82663e1a054146e2/metrics/words', line 1, is not a timestamp, a value and a step as MLflow writes them.",
                "'453376593038408141/9cd5cceb1b2547b0b0bcc1768874af3b/meta.yaml' is not as MLflow writes it, line 1: anchors and aliases are not read.",
                "Its 'meta.yaml' says that it is another run, or of another experiment: as MLflow does, it is left out.",
                "The id of a dataset it used, '../../../../secret', is no name of a folder.",
            ],
            ignoreOrder: true);
        var runs = await RunsAsync(target);
        runs.Count.ShouldBe(4);
        var baseline = runs.Single(run => run.Info.RunName == "baseline");
        baseline.Data.Params.ShouldNotContain(param => param.Value == "secret");
        baseline.Data.Metrics.ShouldNotContain(metric => metric.Key == "words");
    }

    [Fact]
    public void A_directory_of_something_else_is_refused()
    {
        Should.Throw<LeatException>(() => MlrunsDirectory.Open(Path.Combine(Folder, "nothing"))).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));
        Should.Throw<LeatException>(() => MlrunsDirectory.Open(Path.Combine(Folder, "empty"))).Message.ShouldContain("is no directory of MLflow's file store");
    }

    protected override Task<ITransferSource> OpenSourceAsync() => Task.FromResult<ITransferSource>(MlrunsDirectory.Open(Root));

    private static double Number(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.MaxValue,
        "-inf" => -double.MaxValue,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Texts(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => $"{Path.GetRelativePath(folder, file).Replace('\\', '/')}={File.ReadAllText(file)}");
}
