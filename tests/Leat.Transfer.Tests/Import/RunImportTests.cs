using Leat.Core;

namespace Leat.Transfer.Tests.Import;

/// <summary>Experiments and runs come as they are, once.</summary>
public sealed class RunImportTests : TransferTest
{
    [Fact]
    public async Task Experiments_come_with_their_ids_times_stages_and_tags()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var experiments = await ExperimentsAsync(target);
        experiments.Select(e => Invariant($"{e.ExperimentId}|{e.Name}|{e.ArtifactLocation}|{e.LifecycleStage.ToString().ToLowerInvariant()}|{e.CreationTimeMs}|{e.LastUpdateTimeMs}"))
            .ShouldBe(await RowsAsync("SELECT * FROM experiments"), ignoreOrder: true);
        experiments.SelectMany(e => e.Tags.Select(tag => $"{e.ExperimentId}|{tag.Key}|{tag.Value}"))
            .ShouldBe(await RowsAsync("SELECT experiment_id, key, value FROM experiment_tags"), ignoreOrder: true);
    }

    [Fact]
    public async Task Runs_come_with_all_their_attributes_params_and_tags()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var runs = await RunsAsync(target);
        runs.Select(run => run.Info).Select(i => Invariant(
                $"{i.RunId}|{i.ExperimentId}|{i.RunName}|{i.UserId}|{i.Status.WireName()}|{i.StartTimeMs}|{i.EndTimeMs}|{i.ArtifactUri}|{i.LifecycleStage.ToString().ToLowerInvariant()}"))
            .ShouldBe(
                await RowsAsync("SELECT run_uuid, experiment_id, name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage FROM runs"),
                ignoreOrder: true);
        runs.SelectMany(run => run.Data.Params.Select(param => $"{run.Info.RunId}|{param.Key}|{param.Value}"))
            .ShouldBe(await RowsAsync("SELECT run_uuid, key, value FROM params"), ignoreOrder: true);
        runs.SelectMany(run => run.Data.Tags.Select(tag => $"{run.Info.RunId}|{tag.Key}|{tag.Value}"))
            .ShouldBe(await RowsAsync("SELECT run_uuid, key, value FROM tags"), ignoreOrder: true);
        (await target.Purge.GetAsync(PurgeKind.Run, "941523393c514a33a4ea9204f7906a0c", 1795394318246, Cancel)).Id.ShouldBe("941523393c514a33a4ea9204f7906a0c");
        await Should.ThrowAsync<LeatException>(() => target.Purge.GetAsync(PurgeKind.Run, "941523393c514a33a4ea9204f7906a0c", 1795394318245, Cancel));
    }

    [Fact]
    public async Task Histories_and_latest_values_come_with_what_is_no_number()
    {
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target);

        (await PointsAsync(target)).ShouldBe(
            await RowsAsync("SELECT run_uuid, key, step, timestamp, CASE WHEN is_nan THEN 'NaN' ELSE value END FROM metrics"), ignoreOrder: true);
        (await RunsAsync(target)).SelectMany(run => run.Data.Metrics.Select(metric => Row(run, metric.Key, metric.Step, metric.TimestampMs, metric.Value)))
            .ShouldBe(
                await RowsAsync("SELECT run_uuid, key, step, timestamp, CASE WHEN is_nan THEN 'NaN' ELSE value END FROM latest_metrics"),
                ignoreOrder: true);
        report.Points.ShouldBe(17);
    }

    [Fact]
    public async Task Datasets_and_links_to_models_come()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var runs = await RunsAsync(target);
        runs.SelectMany(run => run.Inputs.Datasets.Select(input =>
            {
                var d = input.Dataset;
                return $"{run.Info.RunId}|{d.Name}|{d.Digest}|{d.SourceType}|{d.Source}|{d.Schema}|{d.Profile}|{string.Join(',', input.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}";
            }))
            .ShouldBe(
                await RowsAsync(
                    """
                    SELECT i.destination_id, d.name, d.digest, d.dataset_source_type, d.dataset_source, d.dataset_schema, d.dataset_profile,
                      (SELECT t.name || '=' || t.value FROM input_tags t WHERE t.input_uuid = i.input_uuid)
                    FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
                    """),
                ignoreOrder: true);
        runs.SelectMany(run => run.Outputs.Select(output => Invariant($"{run.Info.RunId}|{output.ModelId}|{output.Step}")))
            .ShouldBe(await RowsAsync("SELECT source_id, destination_id, step FROM inputs WHERE source_type = 'RUN_OUTPUT'"));
        runs.SelectMany(run => run.Inputs.ModelIds.Select(model => $"{run.Info.RunId}|{model}"))
            .ShouldBe(await RowsAsync("SELECT source_id, destination_id FROM inputs WHERE source_type = 'RUN_INPUT'"));
    }

    [Fact]
    public async Task A_second_import_brings_nothing_and_a_third_what_is_new()
    {
        var target = await OpenTargetAsync();
        CountOf(await ImportAsync(target), TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 6, 6, 0, 0, 0));

        CountOf(await ImportAsync(target), TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 6, 0, 0, 6, 0));

        await ExecuteAsync(
            """
            UPDATE runs SET status = 'FINISHED', end_time = 1700000099000 WHERE name = 'baseline';
            INSERT INTO metrics SELECT 'loss', 0.125, 1700000090000, run_uuid, 9, 0 FROM runs WHERE name = 'baseline';
            INSERT INTO params SELECT 'late', 'yes', run_uuid FROM runs WHERE name = 'baseline';
            INSERT INTO runs SELECT 'new-run_1', 'new', source_type, source_name, entry_point_name, 'bea', 'FINISHED', 5, 6, source_version, 'active', '', 1, NULL
              FROM runs WHERE name = 'baseline';
            """);
        var third = await ImportAsync(target);

        CountOf(third, TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 7, 1, 1, 5, 0));
        third.Points.ShouldBe(1);
        var baseline = (await RunsAsync(target)).Single(run => run.Info.RunName == "baseline");
        baseline.Info.Status.ShouldBe(RunStatus.Finished);
        baseline.Info.EndTimeMs.ShouldBe(1700000099000);
        baseline.Data.Params.ShouldContain(new Param("late", "yes"));
        (await PointsAsync(target)).Count.ShouldBe(18);
        (await target.Runs.GetRunAsync("new-run_1", Cancel)).Info.ArtifactUri.ShouldBe("mlflow-artifacts:/1/new-run_1/artifacts");
    }

    [Fact]
    public async Task What_was_changed_here_stays_and_is_told()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);
        var baseline = (await RunsAsync(target)).Single(run => run.Info.RunName == "baseline").Info.RunId;
        await target.Runs.LogAsync(LogBatch.ForTag(baseline, new Tag("mlflow.note.content", "better")), Cancel);

        var report = await ImportAsync(target);

        report.Notes.ShouldContain(new TransferNote(
            TransferKind.Run, baseline, IsLoss: false, "Not as in the source, and left as it is here: the tag 'mlflow.note.content'."));
        (await target.Runs.GetRunAsync(baseline, Cancel)).Data.Tags.ShouldContain(new Tag("mlflow.note.content", "better"));
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target, dryRun: true);

        CountOf(report, TransferKind.Experiment).Added.ShouldBe(4);
        CountOf(report, TransferKind.Run).Added.ShouldBe(6);
        report.Points.ShouldBe(17);
        (await ExperimentsAsync(target)).Single().Name.ShouldBe("Default");
        (await RunsAsync(target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Experiments_whose_ids_or_names_are_taken_lose_nothing()
    {
        var target = await OpenTargetAsync();
        (await target.Experiments.CreateExperimentAsync(NewExperiment.Create("mine"), Cancel)).ShouldBe("1");
        (await target.Experiments.CreateExperimentAsync(NewExperiment.Create("alpha"), Cancel)).ShouldBe("2");
        await target.Runs.CreateRunAsync(NewRun.Create("2", "own", "ann", 1), Cancel);
        await target.Runs.CreateRunAsync(NewRun.Create(Experiment.DefaultId, "own", "ann", 1), Cancel);

        var report = await ImportAsync(target);
        var again = await ImportAsync(target);

        (await ExperimentsAsync(target)).Select(e => (e.ExperimentId, e.Name)).ShouldBe(
            [("0", "Default"), ("1", "mine"), ("2", "alpha"), ("3", "gone"), ("4", "beta/with space & ünïcode")], ignoreOrder: true);
        (await RunsAsync(target)).Select(run => (run.Info.ExperimentId, run.Info.RunName)).ShouldBe(
            [
                ("2", "own"), ("0", "own"), ("2", "baseline"), ("2", "child-1"), ("2", "failed one"), ("2", "deleted run"), ("4", "other exp"),
                ("3", "in deleted exp"),
            ],
            ignoreOrder: true);
        report.Notes.Where(note => note.Kind == TransferKind.Experiment).Select(note => $"{note.Id}: {note.Text}").ShouldBe(
            ["1: 'alpha' joins the experiment of that name, 2.", "2: 'beta/with space & ünïcode' has the id 4 here: 2 is taken."], ignoreOrder: true);
        CountOf(again, TransferKind.Experiment).ShouldBe(new ImportCount(TransferKind.Experiment, 4, 0, 0, 4, 0));
        CountOf(again, TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 6, 0, 0, 6, 0));
    }

    [Fact]
    public async Task Entries_that_cannot_be_kept_are_listed_and_the_run_comes_without_them()
    {
        var key = new string('k', 251);
        await ExecuteAsync(
            $"""
            INSERT INTO params SELECT '{key}', 'v', run_uuid FROM runs WHERE name = 'baseline';
            INSERT INTO params SELECT 'nul', 'a' || char(0) || 'b', run_uuid FROM runs WHERE name = 'baseline';
            INSERT INTO params SELECT 'long', '{new string('x', 20_000)}', run_uuid FROM runs WHERE name = 'baseline';
            INSERT INTO runs SELECT '../up', name, source_type, source_name, entry_point_name, user_id, status, 5, 6, source_version, 'active', '', 1, NULL
              FROM runs WHERE name = 'baseline';
            """);
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target);

        var baseline = (await RunsAsync(target)).Single(run => run.Info.RunName == "baseline");
        baseline.Data.Params.Select(param => param.Key).ShouldNotContain(key);
        baseline.Data.Params.Single(param => param.Key == "long").Value.Length.ShouldBe(20_000);
        CountOf(report, TransferKind.Run).ShouldBe(new ImportCount(TransferKind.Run, 7, 6, 0, 0, 1));
        report.IsComplete.ShouldBeFalse();
        report.Notes.Where(note => note.Kind == TransferKind.Run && note.IsLoss).Select(note => note.Text[..15]).ShouldBe(
            ["Its param 'kkkk", "Its param 'nul'", "Invalid value \""], ignoreOrder: true);
    }

    [Fact]
    public async Task A_database_without_the_newer_tables_and_columns_comes_too()
    {
        await ExecuteAsync(
            """
            DROP TABLE inputs; DROP TABLE input_tags; DROP TABLE datasets; DROP TABLE experiment_tags; DROP TABLE latest_metrics;
            ALTER TABLE runs DROP COLUMN deleted_time; ALTER TABLE experiments DROP COLUMN creation_time; ALTER TABLE experiments DROP COLUMN last_update_time;
            UPDATE runs SET name = '';
            """);
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        (await RunsAsync(target)).Count.ShouldBe(6);
        (await RunsAsync(target)).ShouldContain(run => run.Info.RunName == "baseline");
        (await PointsAsync(target)).Count.ShouldBe(17);
    }

    [Fact]
    public async Task Rows_of_other_workspaces_are_listed()
    {
        await ExecuteAsync(
            """
            ALTER TABLE experiments ADD COLUMN workspace VARCHAR(63) NOT NULL DEFAULT 'default';
            UPDATE experiments SET workspace = 'team-a' WHERE name = 'alpha';
            """);
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target);

        (await RunsAsync(target)).Select(run => run.Info.RunName).ShouldBe(["other exp", "in deleted exp"], ignoreOrder: true);
        report.Notes.ShouldContain(note => note.Text == "1 experiments are in other workspaces than 'default'.");
    }

    [Fact]
    public async Task Another_programs_database_is_refused()
    {
        await ExecuteAsync("DROP TABLE params");

        (await Should.ThrowAsync<LeatException>(OpenSourceAsync)).Message.ShouldStartWith("The database 'mlflow.db' is no database of an MLflow server");
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_is_not_taken_for_a_missing_one()
    {
        await ExecuteAsync("DROP TABLE datasets; CREATE VIEW datasets AS SELECT nosuch(1) AS dataset_uuid");

        var error = await Should.ThrowAsync<LeatException>(async () => await ImportAsync(await OpenTargetAsync()));
        error.Message.ShouldStartWith("The database 'mlflow.db' cannot be read: ");
        error.Message.ShouldContain("nosuch");
    }

    [Fact]
    public async Task What_does_not_come_anyway_need_not_be_readable()
    {
        await ExecuteAsync("DROP TABLE IF EXISTS secrets; CREATE VIEW secrets AS SELECT nosuch(1) AS secret_id");

        var report = await ImportAsync(await OpenTargetAsync());
        report.Notes.ShouldContain(note => note.Text.StartsWith("Secrets of the gateway, however many: Leat has no gateway.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_of_another_type_ends_in_a_sentence()
    {
        await ExecuteAsync("PRAGMA writable_schema = ON; DROP TABLE metrics; CREATE TABLE metrics (key, value, timestamp, run_uuid, step, is_nan);"
            + "INSERT INTO metrics SELECT 'a', NULL, NULL, run_uuid, 1, 0 FROM runs");
        var target = await OpenTargetAsync();

        (await Should.ThrowAsync<LeatException>(() => ImportAsync(target))).Message.ShouldStartWith("The database 'mlflow.db' cannot be read: ");
    }

    private static ImportCount CountOf(ImportReport report, TransferKind kind) => report.Counts.Single(count => count.Kind == kind);
}
