using Leat.Core;
using Leat.Transfer.TensorBoard;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Runs of TensorBoard come as TensorBoard shows them, with what MLflow has a place for.</summary>
public sealed class TensorBoardImportTests : TensorBoardTest
{
    [Fact]
    public async Task Each_directory_with_event_files_is_a_run_of_one_experiment()
    {
        Write("", Events.Scalar(Start + 1, 0, "loss", 1));
        Write("train", Events.Scalar(Start + 2, 0, "loss", 1));
        Write("deep/er/one", Events.Scalar(Start + 3.5, 0, "loss", 1));
        Directory.CreateDirectory(Path.Combine(Logs, "empty"));
        await File.WriteAllTextAsync(Path.Combine(Logs, "notes.txt"), "no events", Cancel);
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        report.Notes.ShouldBeEmpty();
        var experiment = (await ExperimentsAsync(target)).Single(experiment => experiment.Name == "runs");
        experiment.CreationTimeMs.ShouldBe(1_700_000_000_000);
        var runs = await RunsAsync(target);
        runs.Select(run => run.Info).ShouldAllBe(info => info.ExperimentId == experiment.ExperimentId && info.Status == RunStatus.Finished && info.UserId == "");
        runs.Select(run => $"{run.Info.RunName}|{run.Info.StartTimeMs}|{run.Info.EndTimeMs}|{TagOf(run, "tensorboard.run")}").ShouldBe(
            [
                "runs|1700000000000|1700000001000|.", "train|1700000000000|1700000002000|train", "deep/er/one|1700000000000|1700000003500|deep/er/one",
            ],
            ignoreOrder: true);
        var root = runs.Single(run => run.Info.RunName == "runs");
        runs.Where(run => run != root).ShouldAllBe(run => TagOf(run, "mlflow.parentRunId") == root.Info.RunId);
        TagOf(root, "mlflow.parentRunId").ShouldBeNull();
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scalars_of_both_forms_become_points()
    {
        Write(
            "a",
            Events.Scalar(Start + 0.001, 0, "train/loss", 0.5f),
            Events.Scalar(Start + 0.002, 1, "train/loss", 0.25f),
            Events.TensorScalar(Start + 0.003, 0, "acc", Events.Floats(0.75f)),
            Events.TensorScalar(Start + 0.004, 1, "acc", Events.Floats(0.875f), withMetadata: false),
            Events.Scalar(Start + 0.005, -1, "odd", float.NaN),
            Events.Scalar(Start + 0.006, long.MaxValue, "odd", float.PositiveInfinity),
            Events.Event(Start + 0.007, 2, new WireWriter().Text(1, "x").Float(2, 1), new WireWriter().Text(1, "y").Float(2, 2)));
        var target = await OpenTargetAsync();

        (await ImportAsync(target)).Points.ShouldBe(8);

        var run = await RunAsync(target);
        (await HistoryAsync(target, run, "train/loss")).ShouldBe(["0|1700000000001|0.5", "1|1700000000002|0.25"]);
        (await HistoryAsync(target, run, "acc")).ShouldBe(["0|1700000000003|0.75", "1|1700000000004|0.875"]);
        (await HistoryAsync(target, run, "odd")).ShouldBe(["-1|1700000000005|NaN", $"{long.MaxValue}|1700000000006|{double.MaxValue:R}"]);
        (await HistoryAsync(target, run, "y")).ShouldBe(["2|1700000000007|2"]);
    }

    [Fact]
    public async Task Sessions_become_params_and_the_end_of_a_run()
    {
        Write(
            "hparams",
            Events.SessionStart(Start + 1, "group", ("lr", Events.Number(0.1)), ("layers", Events.Number(3)), ("bn", Events.Bool(true)), ("opt?", Events.String("sgd"))),
            Events.SessionEnd(Start + 2, status: 2),
            Events.Scalar(Start + 3, 0, "hparam/accuracy", 0.5f));
        Write("open", Events.SessionStart(Start + 1, "", ("lr", Events.Number(0.2))), Events.SessionStart(Start + 2, "", ("lr", Events.Number(0.3)), ("x", Events.Number(1))));
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        var failed = await RunAsync(target, "hparams");
        failed.Info.Status.ShouldBe(RunStatus.Failed);
        failed.Data.Params.Select(param => $"{param.Key}={param.Value}").ShouldBe(["lr=0.1", "layers=3", "bn=True", "opt_=sgd"], ignoreOrder: true);
        TagOf(failed, "tensorboard.original.param.opt_").ShouldBe("opt?");
        TagOf(failed, "tensorboard.hparams.group_name").ShouldBe("group");
        var open = await RunAsync(target, "open");
        open.Info.Status.ShouldBe(RunStatus.Finished);
        open.Data.Params.Select(param => $"{param.Key}={param.Value}").ShouldBe(["lr=0.2", "x=1"], ignoreOrder: true);
        report.Notes.Select(note => note.Text).ShouldBe(["Its hyperparameter 'lr' was given again with another value: the first counts."]);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_text_of_a_tag_is_kept_and_what_has_no_place_is_counted()
    {
        Write(
            "a",
            Events.Text(Start, 0, "config/text_summary", "lr: 1"),
            Events.Text(Start, 1, "config/text_summary", "lr: 2"),
            Events.Text(Start, 1, "long", new string('x', LogRules.MaxTagValueLength + 1)),
            Events.Histogram(Start, 0, "weights"),
            Events.Histogram(Start, 1, "weights"),
            Events.OfPlugin(Start, "pr_curves", "pr"),
            Events.OfPlugin(Start, "my_plugin", "mine"),
            Events.Graph(Start));
        Write("b", Events.Histogram(Start, 0, "weights"));
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        TagOf(await RunAsync(target, "a"), "tensorboard.text.config/text_summary").ShouldBe("lr: 1");
        report.IsComplete.ShouldBeFalse();
        report.Notes.Select(note => note.Text).ShouldBe(
        [
            "2 texts beside the first of their tag, or too long for a tag of a run, in 1 run: files were not to be copied.",
            "3 histograms in 2 runs: there is no place for them.",
            "1 precision-recall curve in 1 run: there is no place for them.",
            "1 graph in 1 run: there is no place for them.",
            "1 value of other parts of TensorBoard in 1 run: there is no place for them.",
        ]);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_that_MLflow_refuses_are_changed_and_kept_in_tags()
    {
        string[] tags = ["loss", "Loss", "loss (val)", "loss [val]", "loss _val_", "/a//b/../c", "100%", "ünï", "", "a\0b", new string('k', 300)];
        Write("a", [.. tags.Select((tag, i) => Events.Scalar(Start, i, tag, i))]);
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target);

        report.Notes.ShouldBeEmpty();
        var run = await RunAsync(target);
        var byStep = run.Data.Metrics.ToDictionary(metric => metric.Step, metric => metric.Key);
        byStep.Count.ShouldBe(tags.Length);
        (byStep[0], byStep[1], byStep[2]).ShouldBe(("loss", "Loss", "loss _val_"));
        byStep[3].ShouldMatch("^loss _val_-[0-9a-f]{8}$");
        byStep[4].ShouldMatch("^loss _val_-[0-9a-f]{8}$");
        (byStep[5], byStep[6], byStep[7], byStep[8], byStep[9]).ShouldBe(("a/b/__/c", "100_", "ünï", "_", "a_b"));
        byStep[10].ShouldMatch("^k{211}-[0-9a-f]{8}$");
        for (var i = 0; i < tags.Length; i++)
            TagOf(run, $"tensorboard.original.metric.{byStep[i]}").ShouldBe(byStep[i] == tags[i] ? null : tags[i].Replace('\0', '\uFFFD'));
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_of_a_directory_are_one_run_and_restarts_keep_all_points()
    {
        EventFileWriter.Write(FileOf("a", 20), Events.Version(Start + 20), Events.Scalar(Start + 21, 2, "loss", 20), Events.Scalar(Start + 22, 3, "loss", 10));
        EventFileWriter.Write(FileOf("a", 3), Events.Version(Start + 3), Events.Scalar(Start + 4, 2, "loss", 2), Events.Scalar(Start + 5, 3, "loss", 3), Events.Scalar(Start + 6, 4, "loss", 4));
        var target = await OpenTargetAsync();

        await ImportAsync(target);

        var run = await RunAsync(target);
        (run.Info.StartTimeMs, run.Info.EndTimeMs).ShouldBe((1_700_000_003_000, 1_700_000_022_000));
        (await HistoryAsync(target, run, "loss")).ShouldBe(
            ["2|1700000004000|2", "3|1700000005000|3", "4|1700000006000|4", "2|1700000021000|20", "3|1700000022000|10"]);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_import_brings_what_was_logged_since_even_from_another_place()
    {
        Write("a", Events.Scalar(Start + 1, 0, "loss", 1));
        Write("b", Events.Scalar(Start + 1, 0, "loss", 2));
        var target = await OpenTargetAsync();
        await ImportAsync(target);
        (await ImportAsync(target)).Counts.ShouldAllBe(count => count.Kept == count.Found);

        EventFileWriter.Append(FileOf("a"), Events.Scalar(Start + 9, 1, "loss", 0.5f));
        var third = await ImportAsync(target);

        third.Points.ShouldBe(1);
        third.Counts.Single(count => count.Kind == TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 2, 0, 1, 1, 0));
        (await RunAsync(target, "a")).Info.EndTimeMs.ShouldBe(1_700_000_009_000);
        (await VerifyAsync(target)).Differences.ShouldBeEmpty();

        var moved = Path.Combine(Folder, "moved", "runs");
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        Directory.Move(Logs, moved);
        await using var source = TensorBoardDirectory.TryOpen(moved)!;
        var fourth = await new Importer(source, target, new ImportOptions(), new NoProgress()).RunAsync(Cancel);
        fourth.Counts.ShouldAllBe(count => count.Kept == count.Found);
    }

    [Fact]
    public async Task Another_name_of_the_experiment_may_be_chosen()
    {
        Write("a", Events.Scalar(Start + 1, 0, "loss", 1));
        var target = await OpenTargetAsync();
        await using var source = TensorBoardDirectory.TryOpen(Logs, "cifar")!;

        await new Importer(source, target, new ImportOptions(), new NoProgress()).RunAsync(Cancel);

        (await ExperimentsAsync(target)).Select(experiment => experiment.Name).ShouldBe(["Default", "cifar"], ignoreOrder: true);
        (await new Verifier(source, target, new NoProgress()).RunAsync(Cancel)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_says_how_many_points_would_come()
    {
        Write("a", Events.Scalar(Start + 1, 0, "loss", 1), Events.Scalar(Start + 2, 1, "loss", 1));
        var target = await OpenTargetAsync();

        var report = await ImportAsync(target, dryRun: true);

        report.Points.ShouldBe(2);
        (await RunsAsync(target)).ShouldBeEmpty();
    }
}
