using System.Text.Json;
using Leat.Core;
using Leat.Quickstart.Tests.Pictures;
using Microsoft.ML;

namespace Leat.Quickstart.Tests.Tracking;

public sealed class QuickstartTrainingTests(QuickstartFixture quickstart) : IClassFixture<QuickstartFixture>
{
    private QuickstartResult Result => quickstart.Result;

    [Fact]
    public void Each_planned_trainer_has_a_good_finished_run()
    {
        Result.Runs.Select(run => new PlannedTraining(run.Name, run.Trainer)).ShouldBe(QuickstartTraining.Plan);
        Result.Runs.ShouldAllBe(run => run.Accuracy > 0.9 && run.LogLoss < 0.5 && run.Duration > TimeSpan.Zero);
        quickstart.AllRuns.ShouldAllBe(run => run.Info.Status == RunStatus.Finished && run.Info.EndTimeMs != null);
    }

    [Fact]
    public void Each_fold_is_a_child_run_of_its_trainer()
    {
        quickstart.AllRuns.Count.ShouldBe(Result.Runs.Count * (1 + QuickstartFixture.Folds));
        foreach (var run in Result.Runs)
        {
            var children = quickstart.AllRuns.Where(child => Tag(child, "mlflow.parentRunId") == run.RunId).ToList();
            children.Select(child => child.Info.RunId).Order().ShouldBe(run.Folds.Select(fold => fold.RunId).Order());
            children.Select(child => Param(child, "fold")).Order().ShouldBe(["1", "2", "3"]);
        }
    }

    [Fact]
    public void The_accuracy_of_a_run_is_the_mean_of_its_folds()
    {
        foreach (var run in Result.Runs)
        {
            var folds = run.Folds.Select(fold => Metric(Stored(fold.RunId), "accuracy")).ToList();
            Metric(Stored(run.RunId), "accuracy").ShouldBe(folds.Average(), 1e-12);
            run.Accuracy.ShouldBe(folds.Average(), 1e-12);
        }
    }

    [Fact]
    public void Params_say_how_a_run_was_trained()
    {
        var run = Stored(Result.Runs.Single(run => run.Name == "fast-tree").RunId);

        Param(run, "NumberOfTrees").ShouldBe("40");
        Param(run, "seed").ShouldBe("42");
        Param(run, "folds").ShouldBe("3");
        Param(run, "dataset").ShouldBe("iris");
    }

    [Fact]
    public async Task Losses_have_a_point_for_each_step_and_end_at_the_loss_of_the_run()
    {
        var run = Result.Runs.Single(run => run.Name == "fast-tree");
        foreach (var runId in run.Folds.Select(fold => fold.RunId).Append(run.RunId))
        {
            var points = await HistoryAsync(runId, "validation/log_loss");
            points.Select(point => point.Step).ShouldBe(Enumerable.Range(1, 40).Select(step => (long)step), ignoreOrder: true);
            points.Single(point => point.Step == 40).Value.ShouldBe(Metric(Stored(runId), "log_loss"), 1e-12);
            (await HistoryAsync(runId, "train/log_loss")).Count.ShouldBe(40);
        }
    }

    [Fact]
    public void Each_class_has_its_own_metrics()
    {
        var run = Stored(Result.Best.RunId);

        Metric(run, "recall/setosa").ShouldBe(1);
        Metric(run, "precision/virginica").ShouldBeInRange(0.85, 1);
        Metric(run, "f1/versicolor").ShouldBeInRange(0.85, 1);
        Metric(run, "macro_f1").ShouldBeInRange(0.9, 1);
    }

    [Fact]
    public void The_data_set_is_the_input_of_every_run()
    {
        foreach (var run in quickstart.AllRuns)
        {
            var input = run.Inputs.Datasets.ShouldHaveSingleItem();
            input.Dataset.Name.ShouldBe("iris");
            input.Dataset.Digest.ShouldMatch("^[0-9a-f]{8}$");
            input.Tags.ShouldBe([new Tag("mlflow.data.context", "training")]);
        }
    }

    [Fact]
    public void The_data_set_has_its_columns_size_and_origin()
    {
        var dataset = Stored(Result.Best.RunId).Inputs.Datasets[0].Dataset;

        using var schema = JsonDocument.Parse(dataset.Schema.ShouldNotBeNull());
        schema.RootElement.GetProperty("mlflow_colspec").EnumerateArray()
            .Select(column => $"{column.GetProperty("name")}: {column.GetProperty("type")}")
            .ShouldBe(
            [
                "sepal_length_cm: double", "sepal_width_cm: double", "petal_length_cm: double", "petal_width_cm: double",
                "target: string",
            ]);
        dataset.Profile.ShouldBe("""{"num_rows":150,"num_elements":750}""");
        dataset.Source.ShouldBe("""{"url":"https://doi.org/10.24432/C56C76"}""");
    }

    [Fact]
    public void Exactly_one_run_is_marked_as_the_best()
    {
        var marked = quickstart.AllRuns.Where(run => Tag(run, "quickstart.best") == "true");

        marked.ShouldHaveSingleItem().Info.RunId.ShouldBe(Result.Best.RunId);
        Result.Runs.ShouldAllBe(run => run.Accuracy <= Result.Best.Accuracy);
    }

    [Fact]
    public async Task Runs_and_experiment_are_described()
    {
        var experiment = await quickstart.Local.Client.GetExperimentAsync(Result.ExperimentId, Cancellation);
        experiment.Name.ShouldBe("quickstart-iris");
        experiment.Tags.Single(tag => tag.Key == "mlflow.note.content").Value.ShouldContain("**iris** (150 rows, 4 features, 3 classes)");
        quickstart.AllRuns.ShouldAllBe(run => Tag(run, "mlflow.note.content") != null);
        Tag(Stored(Result.Best.RunId), "mlflow.note.content").ShouldNotBeNull().ShouldContain("model/model.zip");
        Tag(Stored(Result.Best.RunId), "mlflow.source.name").ShouldBe("leat quickstart");
    }

    [Fact]
    public async Task The_pictures_can_be_seen()
    {
        foreach (var file in (string[])["plots/loss_curve.png", "plots/confusion_matrix.png"])
        {
            using var picture = Pixels.Decode(await ReadAsync(Result.Best.RunId, file));
            picture.Width.ShouldBeGreaterThan(1000);
            picture.Drawn(0.2f, 0.3f, 0.8f, 0.7f).ShouldBeGreaterThan(1000);
        }
    }

    [Fact]
    public async Task The_model_can_be_loaded_and_used()
    {
        using var file = new MemoryStream(await ReadAsync(Result.Best.RunId, "model/model.zip"));
        var ml = new MLContext();
        var model = ml.Model.Load(file, out var inputSchema);

        model.GetOutputSchema(inputSchema).Select(column => column.Name).ShouldContain("PredictedLabel");
    }

    [Fact]
    public async Task The_matrix_is_there_as_a_table_too()
    {
        var table = System.Text.Encoding.UTF8.GetString(await ReadAsync(Result.Best.RunId, "plots/confusion_matrix.csv"));
        table.ShouldStartWith("actual\\predicted,setosa,versicolor,virginica\nsetosa,50,0,0\n");
    }

    [Fact]
    public void Progress_never_goes_back_and_ends_complete()
    {
        foreach (var trainer in QuickstartTraining.Plan)
        {
            var reports = quickstart.Progress.Where(report => report.Trainer == trainer.Name).ToList();
            reports.Zip(reports.Skip(1)).ShouldAllBe(pair => pair.First.Done <= pair.Second.Done);
            reports[^1].ShouldBe(new QuickstartProgress(trainer.Name, "done", reports[^1].Total, reports[^1].Total));
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_figures_however_many_folds_run_at_once()
    {
        await using var other = await LocalClient.OpenAsync(Cancellation);
        var again = await QuickstartTraining.RunAsync(
            other.Client,
            new QuickstartOptions { Dataset = "iris", Folds = QuickstartFixture.Folds, Parallelism = 1 },
            cancellationToken: Cancellation);

        again.Runs.Select(run => (run.Name, run.Accuracy, run.AccuracyDeviation, run.LogLoss))
            .ShouldBe(Result.Runs.Select(run => (run.Name, run.Accuracy, run.AccuracyDeviation, run.LogLoss)));
    }

    [Fact]
    public async Task A_cancelled_quickstart_leaves_no_run_behind_that_seems_to_work_on()
    {
        await using var other = await LocalClient.OpenAsync(Cancellation);
        using var cancellation = new CancellationTokenSource();
        var progress = new ReportedProgress(report =>
        {
            if (report.Done > 0) cancellation.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => QuickstartTraining.RunAsync(
            other.Client, new QuickstartOptions { Dataset = "iris" }, progress, cancellation.Token));

        var experiment = await other.Client.FindExperimentByNameAsync("quickstart-iris", Cancellation);
        var statuses = new List<RunStatus>();
        await foreach (var run in other.Client.SearchRunsAsync([experiment!.ExperimentId], cancellationToken: Cancellation))
            statuses.Add(run.Info.Status);
        statuses.ShouldContain(RunStatus.Killed);
        statuses.ShouldNotContain(RunStatus.Running);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public async Task Too_few_or_too_many_folds_are_refused(int folds) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => QuickstartTraining.RunAsync(
            quickstart.Local.Client, new QuickstartOptions { Folds = folds }, cancellationToken: Cancellation));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string? Tag(Run run, string key) =>
        run.Data.Tags.Where(tag => tag.Key == key).Select(tag => tag.Value).SingleOrDefault();

    private static string Param(Run run, string key) => run.Data.Params.Single(param => param.Key == key).Value;

    private static double Metric(Run run, string key) => run.Data.Metrics.Single(metric => metric.Key == key).Value;

    private Run Stored(string runId) => quickstart.AllRuns.Single(run => run.Info.RunId == runId);

    private async Task<List<MetricPoint>> HistoryAsync(string runId, string key)
    {
        var points = new List<MetricPoint>();
        await foreach (var point in quickstart.Local.Client.GetMetricHistoryAsync(runId, key, Cancellation)) points.Add(point);
        return points;
    }

    private async Task<byte[]> ReadAsync(string runId, string path)
    {
        await using var content = await quickstart.Local.Client.OpenArtifactAsync(runId, path, Cancellation);
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }
}
