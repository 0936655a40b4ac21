using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>Deleted things can be removed for good, completely, and nothing else with them.</summary>
public abstract class PurgeStoreSpecification<TFixture>(TFixture fixture) : StoreSpecification<TFixture>(fixture)
    where TFixture : class, IStoreFixture
{
    private IPurgeStore Purge => Store.Purge;

    [Fact]
    public async Task A_deleted_run_is_found_marked_and_removed()
    {
        var run = await NewFullRunAsync();
        await Runs.DeleteRunAsync(run, Cancel);

        var found = await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel);
        found.Select(item => (item.Id, item.IsMarked)).ShouldBe([(run, false)]);
        found[0].ArtifactUri.ShouldEndWith($"/{run}/artifacts");
        var marked = await Purge.MarkAsync(found, Cancel);
        await Purge.RemoveAsync(marked, Cancel);

        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel)).ShouldBeEmpty();
        await ShouldBeGoneAsync(run);
        (await Store.Datasets.SearchDatasetsAsync([Experiment.DefaultId], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public virtual async Task A_store_opened_in_a_workspace_finds_what_is_deleted_there()
    {
        await Store.Workspaces.CreateWorkspaceAsync(new Workspace("team-a", null, null), Cancel);
        await Store.Workspaces.CreateWorkspaceAsync(new Workspace("team-b", null, null), Cancel);
        var places = new List<(ITrackingStore Store, string[] Ids)>();
        foreach (var name in (string[])["default", "team-a", "team-b"])
            places.Add(await FillAsync(await Store.Workspaces.OpenWorkspaceAsync(name, Cancel)));

        foreach (var (store, ids) in places)
        {
            foreach (var kind in Enum.GetValues<PurgeKind>())
            {
                // Runs of deleted experiments are deleted, too.
                var found = await store.Purge.FindAsync(new PurgeQuery(kind), Cancel);
                found.Select(item => item.Id).ShouldBe(kind == PurgeKind.Run ? [ids[(int)kind], ids[3]] : [ids[(int)kind]], ignoreOrder: true);
                (await store.Purge.GetAsync(kind, ids[(int)kind], null, Cancel)).Id.ShouldBe(ids[(int)kind]);
                foreach (var other in places.Where(other => other.Store != store))
                    await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => store.Purge.GetAsync(kind, other.Ids[(int)kind], null, Cancel));
            }
        }

        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Model), Cancel)).Select(item => item.Id).ShouldBe(places.Select(place => place.Ids[2]), ignoreOrder: true);
        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel)).Count.ShouldBe(3);
        (await Purge.GetAsync(PurgeKind.Run, places[1].Ids[0], null, Cancel)).Id.ShouldBe(places[1].Ids[0]);

        static async Task<(ITrackingStore Store, string[] Ids)> FillAsync(ITrackingStore store)
        {
            var stays = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("stays"), Cancel);
            var goes = await store.Experiments.CreateExperimentAsync(NewExperiment.Create("goes"), Cancel);
            var inside = (await store.Runs.CreateRunAsync(NewRun.Create(goes, "inside"), Cancel)).Info.RunId;
            var run = (await store.Runs.CreateRunAsync(NewRun.Create(stays, "r"), Cancel)).Info.RunId;
            var model = (await store.Models.CreateModelAsync(NewLoggedModel.Create(stays, "m"), Cancel)).ModelId;
            await store.Runs.CreateRunAsync(NewRun.Create(stays, "active"), Cancel);
            await store.Runs.DeleteRunAsync(run, Cancel);
            await store.Models.DeleteModelAsync(model, Cancel);
            await store.Experiments.DeleteExperimentAsync(goes, Cancel);
            return (store, [run, goes, model, inside]);
        }
    }

    [Fact]
    public async Task A_marked_run_is_gone_for_every_reader_and_cannot_be_restored()
    {
        var run = await NewFullRunAsync();
        await Runs.DeleteRunAsync(run, Cancel);
        await Purge.MarkAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel), Cancel);

        await ShouldBeGoneAsync(run);
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.RestoreRunAsync(run, Cancel)))
            .Message.ShouldBe($"Run with id={run} not found: it was deleted and is being removed for good");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1, 1, 1)]), Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.DeleteTagAsync(run, "t", Cancel));
    }

    [Fact]
    public async Task A_mark_outlives_deleting_and_restoring_the_experiment()
    {
        var experiment = await NewExperimentAsync();
        var run = await NewRunAsync(experiment);
        await Runs.DeleteRunAsync(run, Cancel);
        await Purge.MarkAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel), Cancel);

        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        await Experiments.RestoreExperimentAsync(experiment, Cancel);

        await ShouldBeGoneAsync(run);
        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel)).Select(item => (item.Id, item.IsMarked)).ShouldBe([(run, true)]);
    }

    [Fact]
    public async Task A_run_restored_before_the_mark_stays_whole()
    {
        var run = await NewFullRunAsync();
        await Runs.DeleteRunAsync(run, Cancel);
        var found = await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel);
        await Runs.RestoreRunAsync(run, Cancel);

        (await Purge.MarkAsync(found, Cancel)).ShouldBeEmpty();

        var read = await Runs.GetRunAsync(run, Cancel);
        read.Info.LifecycleStage.ShouldBe(LifecycleStage.Active);
        read.Data.Metrics.Count.ShouldBe(2);
        read.Inputs.Datasets.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Removing_a_run_leaves_its_neighbours_alone()
    {
        var kept = await NewFullRunAsync();
        var before = await Runs.GetRunAsync(kept, Cancel);
        var run = await NewFullRunAsync();
        await Runs.DeleteRunAsync(run, Cancel);

        await PurgeAllAsync(PurgeKind.Run);

        (await Runs.GetRunAsync(kept, Cancel)).ShouldBeEquivalentTo(before);
        (await Metrics.GetHistoryAsync(kept, "loss", cancellationToken: Cancel)).Items.Count.ShouldBe(3_000);
        (await Store.Datasets.SearchDatasetsAsync([Experiment.DefaultId], Cancel)).Count.ShouldBe(1, "the other run uses it still");
    }

    [Fact]
    public async Task A_run_of_more_points_than_fit_one_slice_is_removed_whole()
    {
        var run = await NewRunAsync();
        for (var batch = 0; batch < 100; batch++)
        {
            var points = Enumerable.Range(batch * 1_000, 1_000).Select(i => new Metric($"k{i % 3}", i / 7.0, i, i));
            await Runs.LogAsync(LogBatch.Create(run, [.. points]), Cancel);
        }

        await Runs.UpdateRunAsync(new RunUpdate(run) { Status = RunStatus.Finished }, Cancel);
        await Runs.DeleteRunAsync(run, Cancel);
        await PurgeAllAsync(PurgeKind.Run);

        await ShouldBeGoneAsync(run);
        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Age_counts_from_the_deletion_of_the_run_or_of_its_experiment()
    {
        var experiment = await NewExperimentAsync();
        var inside = await NewRunAsync(experiment);
        var run = await NewRunAsync();
        await Runs.DeleteRunAsync(run, Cancel);
        var between = (await Experiments.GetExperimentAsync(await NewExperimentAsync("clock"), Cancel)).CreationTimeMs;
        await Experiments.DeleteExperimentAsync(experiment, Cancel);

        var old = await Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { DeletedBeforeMs = between }, Cancel);

        old.Select(item => item.Id).ShouldBe([run]);
        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Run), Cancel)).Select(item => item.Id).ShouldBe([inside, run], ignoreOrder: true);
        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment) { DeletedBeforeMs = between }, Cancel)).ShouldBeEmpty();
        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Purge.GetAsync(PurgeKind.Run, inside, between, Cancel)))
            .Message.ShouldStartWith($"Run {inside} is not older than the required age");
        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Purge.GetAsync(PurgeKind.Experiment, experiment, between, Cancel)))
            .Message.ShouldStartWith($"Experiment {experiment} is not older than the required age");
    }

    [Fact]
    public async Task Named_things_that_are_not_deleted_or_not_there_are_refused()
    {
        var run = await NewRunAsync();
        var model = await NewModelAsync(Experiment.DefaultId);

        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Purge.GetAsync(PurgeKind.Run, run, null, Cancel)))
            .Message.ShouldStartWith($"Run {run} is not in `deleted` lifecycle stage.");
        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Purge.GetAsync(PurgeKind.Experiment, "0", null, Cancel)))
            .Message.ShouldStartWith("Experiments ['0'] are not in the deleted lifecycle stage.");
        (await ShouldRefuseAsync(ErrorCode.InvalidParameterValue, () => Purge.GetAsync(PurgeKind.Model, model, null, Cancel)))
            .Message.ShouldStartWith($"Logged model {model} is not in `deleted` lifecycle stage.");
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Purge.GetAsync(PurgeKind.Run, "absent", null, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Purge.GetAsync(PurgeKind.Experiment, "absent", null, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Purge.GetAsync(PurgeKind.Model, "absent", null, Cancel));
    }

    [Fact]
    public async Task A_deleted_experiment_goes_with_its_runs_and_models_and_its_name_is_free_again()
    {
        var experiment = await NewExperimentAsync("gone");
        var model = await NewModelAsync(experiment);
        var run = await NewFullRunAsync(experiment, model);
        await Experiments.DeleteExperimentAsync(experiment, Cancel);

        var found = (await Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel)).ShouldHaveSingleItem();
        (await Purge.MeasureAsync(found, Cancel)).Runs.ShouldBe(1);
        var marked = (await Purge.MarkAsync([found], Cancel)).ShouldHaveSingleItem();
        await ShouldBeGoneAsync(run);
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.GetExperimentAsync(experiment, Cancel));
        (await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.RestoreExperimentAsync(experiment, Cancel)))
            .Message.ShouldContain("is being removed for good");
        (await Experiments.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All }, Cancel)).Items
            .ShouldNotContain(other => other.ExperimentId == experiment);

        await Purge.RemoveAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { Experiment = marked }, Cancel), Cancel);
        await Purge.RemoveAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Model) { Experiment = marked }, Cancel), Cancel);
        await Purge.RemoveAsync([marked], Cancel);

        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel)).ShouldBeEmpty();
        await NewExperimentAsync("gone");
    }

    [Fact]
    public async Task An_experiment_with_a_run_restored_inside_is_not_marked()
    {
        var experiment = await NewExperimentAsync();
        var run = await NewRunAsync(experiment);
        await Experiments.DeleteExperimentAsync(experiment, Cancel);
        await Runs.RestoreRunAsync(run, Cancel);

        (await Purge.MarkAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel), Cancel)).ShouldBeEmpty();

        (await Runs.GetRunAsync(run, Cancel)).Info.LifecycleStage.ShouldBe(LifecycleStage.Active);
        await Experiments.RestoreExperimentAsync(experiment, Cancel);
    }

    [Fact]
    public async Task A_dataset_that_another_experiment_uses_outlives_the_experiment_that_brought_it()
    {
        var first = await NewExperimentAsync();
        var run = await NewFullRunAsync(first);
        var heir = await NewFullRunAsync();
        await Experiments.DeleteExperimentAsync(first, Cancel);

        var marked = await Purge.MarkAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Experiment), Cancel), Cancel);
        await Purge.RemoveAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { Experiment = marked[0] }, Cancel), Cancel);
        await Purge.RemoveAsync(await Purge.FindAsync(new PurgeQuery(PurgeKind.Model) { Experiment = marked[0] }, Cancel), Cancel);
        await Purge.RemoveAsync(marked, Cancel);

        await ShouldBeGoneAsync(run);
        (await Runs.GetRunAsync(heir, Cancel)).Inputs.Datasets.ShouldHaveSingleItem().Dataset.Name.ShouldBe("iris");
        (await Store.Datasets.SearchDatasetsAsync([Experiment.DefaultId], Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_deleted_model_is_removed_with_its_params_tags_and_metrics()
    {
        var model = await NewModelAsync(Experiment.DefaultId);
        await NewFullRunAsync(model: model);
        await Store.Models.DeleteModelAsync(model, Cancel);

        var found = (await Purge.FindAsync(new PurgeQuery(PurgeKind.Model), Cancel)).ShouldHaveSingleItem();
        found.Id.ShouldBe(model);
        found.ArtifactUri.ShouldEndWith($"/models/{model}/artifacts");
        await PurgeAllAsync(PurgeKind.Model);

        (await Purge.FindAsync(new PurgeQuery(PurgeKind.Model), Cancel)).ShouldBeEmpty();
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Models.DeleteModelAsync(model, Cancel));
    }

    [Fact]
    public async Task Pages_follow_each_other_by_key()
    {
        var runs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            runs.Add(await NewRunAsync());
            await Runs.DeleteRunAsync(runs[i], Cancel);
        }

        var first = await Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { Limit = 3 }, Cancel);
        var second = await Purge.FindAsync(new PurgeQuery(PurgeKind.Run) { Limit = 3, AfterKey = first[^1].Key }, Cancel);

        first.Concat(second).Select(item => item.Id).ShouldBe(runs);
    }

    private async Task PurgeAllAsync(PurgeKind kind) =>
        await Purge.RemoveAsync(await Purge.MarkAsync(await Purge.FindAsync(new PurgeQuery(kind), Cancel), Cancel), Cancel);

    private async Task ShouldBeGoneAsync(string run)
    {
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Runs.GetRunAsync(run, Cancel));
        (await Metrics.GetHistoryAsync(run, "loss", cancellationToken: Cancel)).Items.ShouldBeEmpty();
        foreach (var view in (ViewType[])[ViewType.All, ViewType.DeletedOnly, ViewType.ActiveOnly])
        {
            var found = await Runs.SearchRunsAsync(new RunQuery { ExperimentIds = ["0", "1", "2"], View = view }, Cancel);
            found.Items.ShouldNotContain(other => other.Info.RunId == run);
        }
    }

    private async Task<string> NewModelAsync(string experiment) => (await Store.Models.CreateModelAsync(
        NewLoggedModel.Create(experiment, "a model", parameters: [new Param("depth", "3")], tags: [new Tag("team", "a")]), Cancel)).ModelId;

    /// <summary>A run that has something in every table.</summary>
    [Fact]
    public virtual async Task An_experiment_takes_its_scorers_along_and_evaluation_datasets_leave_it()
    {
        var (kept, gone) = (await NewExperimentAsync("kept"), await NewExperimentAsync("gone"));
        foreach (var experiment in new[] { kept, gone })
        {
            for (var i = 0; i < 300; i++)
                await Store.Scorers.RegisterScorerAsync(NewScorerVersion.Create(experiment, $"s{i % 150}", "{}"), Cancel);
            await Store.Scorers.SetOnlineScoringAsync(NewOnlineScoring.Create(experiment, "s1", 1, null), Cancel);
            await Store.Issues.CreateIssueAsync(NewIssue.Create(new Issue("", experiment, "i", "d", IssueStatus.Pending, 0, 0)), Cancel);
            var schema = await Store.LabelSchemas.CreateSchemaAsync(
                NewLabelSchema.Create(new LabelSchema("", experiment, "l", LabelSchemaType.Feedback, """{"text": {}}""", 0, 0)), Cancel);
            var queue = await Store.ReviewQueues.CreateQueueAsync(
                NewReviewQueue.Create(new ReviewQueue("", experiment, "q", ReviewQueueType.Custom, 0, 0) { Users = ["ann"], SchemaIds = [schema.SchemaId] }),
                Cancel);
            await Store.ReviewQueues.AddItemsAsync(queue.QueueId, [.. Enumerable.Range(0, 600).Select(i => $"tr-{i}")], Cancel);
        }

        var dataset = (await Store.EvaluationDatasets.CreateDatasetAsync(NewEvaluationDataset.Create("d", [kept, gone]), Cancel)).DatasetId;
        await Experiments.DeleteExperimentAsync(gone, Cancel);

        await PurgeAllAsync(PurgeKind.Experiment);

        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Experiments.GetExperimentAsync(gone, Cancel));
        await ShouldRefuseAsync(ErrorCode.ResourceDoesNotExist, () => Store.Scorers.ListScorersAsync(gone, Cancel));
        (await Store.Scorers.ListScorersAsync(kept, Cancel)).Count.ShouldBe(150);
        (await Store.Issues.SearchIssuesAsync(new IssueQuery(), Cancel)).Items.ShouldHaveSingleItem().ExperimentId.ShouldBe(kept);
        (await Store.LabelSchemas.ListSchemasAsync(gone, 10, null, Cancel)).Items.ShouldBeEmpty();
        (await Store.ReviewQueues.ListQueuesAsync(gone, null, 10, null, Cancel)).Items.ShouldBeEmpty();
        var left = (await Store.ReviewQueues.ListQueuesAsync(kept, null, 10, null, Cancel)).Items.ShouldHaveSingleItem();
        (await Store.ReviewQueues.ListItemsAsync(left.QueueId, null, 1_000, null, Cancel)).Items.Count.ShouldBe(600);
        (await Store.EvaluationDatasets.GetDatasetAsync(dataset, Cancel)).ExperimentIds.ShouldBe([kept]);
        await ShouldRefuseAsync(
            ErrorCode.ResourceDoesNotExist, () => Store.EvaluationDatasets.AddToExperimentsAsync(dataset, [gone], Cancel));
    }

    private async Task<string> NewFullRunAsync(string experiment = Experiment.DefaultId, string? model = null)
    {
        model ??= await NewModelAsync(experiment);
        var run = await NewRunAsync(experiment);
        for (var batch = 0; batch < 3; batch++)
        {
            var points = Enumerable.Range(batch * 1_000, 999).Select(i => new Metric("loss", i, i, i))
                .Append(new Metric("loss", 1, 1, 3_000_000 + batch));
            await Runs.LogAsync(LogBatch.Create(run, [.. points]), Cancel);
        }

        await Runs.LogAsync(
            LogBatch.Create(run, [new Metric("accuracy", 0.9, 5, 5, new MetricLink(model, "iris", "d1"))], [new Param("p", "v")], [new Tag("t", "v")]),
            Cancel);
        var dataset = new Dataset("iris", "d1", "local", "iris.csv", null, null);
        await Runs.LogInputsAsync(
            LogInputs.Create(run, [new DatasetInput(dataset, [new Tag("mlflow.data.context", "train")])], [model]), Cancel);
        await Store.Models.LogOutputsAsync(run, [new ModelOutput(model, 1)], Cancel);
        return run;
    }
}
