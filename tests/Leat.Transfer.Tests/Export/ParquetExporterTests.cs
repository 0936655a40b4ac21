using Leat.Core;
using Leat.Transfer.Stores;
using Parquet;

namespace Leat.Transfer.Tests.Export;

/// <summary>What a store holds stands in Parquet files, value by value.</summary>
public sealed class ParquetExporterTests : TransferTest
{
    private string Target => Path.Combine(Folder, "parquet");

    [Fact]
    public async Task Runs_are_there_with_all_that_they_logged()
    {
        var store = await ExportSampleAsync();

        var runs = await RunsAsync(store);
        (await TableAsync("runs", "run_id", "experiment_id", "name", "status", "start_time", "end_time", "lifecycle_stage", "artifact_uri")).ShouldBe(
            runs.Select(run => run.Info).Select(info => Invariant(
                $"{info.RunId}|{info.ExperimentId}|{info.RunName}|{info.Status.WireName()}|{info.StartTimeMs}|{info.EndTimeMs?.ToString() ?? "null"}|{info.LifecycleStage.WireName()}|{info.ArtifactUri}")),
            ignoreOrder: true);
        (await TableAsync("params")).ShouldBe(runs.SelectMany(run => run.Data.Params.Select(param => $"{run.Info.RunId}|{param.Key}|{param.Value}")), ignoreOrder: true);
        (await TableAsync("tags")).ShouldBe(runs.SelectMany(run => run.Data.Tags.Select(tag => $"{run.Info.RunId}|{tag.Key}|{tag.Value}")), ignoreOrder: true);
        (await TableAsync("metrics_latest", "run_id", "key", "value", "step", "timestamp_ms")).ShouldBe(
            runs.SelectMany(run => run.Data.Metrics.Select(metric => Invariant($"{run.Info.RunId}|{metric.Key}|{metric.Value:G17}|{metric.Step}|{metric.TimestampMs}"))), ignoreOrder: true);
        var points = await TableAsync("metric_points", "run_id", "key", "step", "timestamp_ms", "value");
        points.Count.ShouldBeGreaterThan(10);
        points.Order().ShouldBe((await PointsAsync(store)).Order());
        (await TableAsync("run_datasets", "run_id", "name", "digest")).ShouldBe(
            runs.SelectMany(run => run.Inputs.Datasets.Select(input => $"{run.Info.RunId}|{input.Dataset.Name}|{input.Dataset.Digest}")), ignoreOrder: true);
        (await TableAsync("run_models")).ShouldBe(
            runs.SelectMany(run => run.Inputs.ModelIds.Select(model => $"{run.Info.RunId}|input|{model}|null")
                .Concat(run.Outputs.Select(output => Invariant($"{run.Info.RunId}|output|{output.ModelId}|{output.Step}")))),
            ignoreOrder: true);
    }

    [Fact]
    public async Task Everything_else_is_there()
    {
        await ExportSampleAsync();

        // What MLflow's own database has.
        (await TableAsync("experiments", "experiment_id", "name", "lifecycle_stage")).ShouldBe(await RowsAsync("SELECT experiment_id, name, lifecycle_stage FROM experiments"), ignoreOrder: true);
        (await TableAsync("experiment_tags")).ShouldBe(await RowsAsync("SELECT experiment_id, key, value FROM experiment_tags"), ignoreOrder: true);
        (await TableAsync("logged_models", "model_id", "experiment_id", "name", "model_type", "source_run_id")).ShouldBe(
            await RowsAsync("SELECT model_id, experiment_id, name, coalesce(model_type, ''), source_run_id FROM logged_models"), ignoreOrder: true);
        (await TableAsync("logged_model_params")).ShouldBe(await RowsAsync("SELECT model_id, param_key, param_value FROM logged_model_params"), ignoreOrder: true);
        (await TableAsync("logged_model_tags")).ShouldBe(await RowsAsync("SELECT model_id, tag_key, tag_value FROM logged_model_tags"), ignoreOrder: true);
        (await TableAsync("logged_model_metrics", "model_id", "run_id", "key", "step", "dataset_name")).ShouldBe(
            await RowsAsync("SELECT model_id, run_id, metric_name, metric_step, coalesce(dataset_name, 'null') FROM logged_model_metrics"), ignoreOrder: true);
        (await TableAsync("registered_models", "name", "description")).ShouldBe(await RowsAsync("SELECT name, coalesce(description, '') FROM registered_models"), ignoreOrder: true);
        (await TableAsync("registered_model_tags")).ShouldBe(await RowsAsync("SELECT name, key, value FROM registered_model_tags"), ignoreOrder: true);
        (await TableAsync("registered_model_aliases")).ShouldBe(await RowsAsync("SELECT name, alias, version FROM registered_model_aliases"), ignoreOrder: true);
        (await TableAsync("model_versions", "name", "version", "stage", "source")).ShouldBe(await RowsAsync("SELECT name, version, current_stage, source FROM model_versions WHERE current_stage <> 'Deleted_Internal'"), ignoreOrder: true);
        (await TableAsync("model_version_tags")).ShouldBe(await RowsAsync("SELECT name, version, key, value FROM model_version_tags"), ignoreOrder: true);
        (await TableAsync("traces", "trace_id", "experiment_id", "state", "request_time", "execution_duration_ms")).ShouldBe(
            await RowsAsync("SELECT request_id, experiment_id, status, timestamp_ms, execution_time_ms FROM trace_info"), ignoreOrder: true);
        (await TableAsync("trace_tags")).ShouldBe(await RowsAsync("SELECT request_id, key, value FROM trace_tags"), ignoreOrder: true);
        (await TableAsync("trace_metadata")).ShouldBe(await RowsAsync("SELECT request_id, key, value FROM trace_request_metadata"), ignoreOrder: true);
        (await TableAsync("spans", "trace_id", "span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano")).ShouldBe(
            await RowsAsync("SELECT trace_id, span_id, name, type, status, start_time_unix_nano, end_time_unix_nano FROM spans"), ignoreOrder: true);
        (await TableAsync("assessments", "assessment_id", "trace_id", "name", "kind", "value", "valid")).ShouldBe(
            await RowsAsync("SELECT assessment_id, trace_id, name, assessment_type, value, CASE valid WHEN 1 THEN 'true' ELSE 'false' END FROM assessments"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_long_history_is_written_in_several_groups_of_rows()
    {
        var info = new RunInfo("r1", "1", "run", "ada", RunStatus.Finished, 1, 2, "s3://b/r1", LifecycleStage.Active);
        var source = new FakeSource
        {
            Experiments = [new Experiment("1", "one", "s3://b", LifecycleStage.Active, 1, 1, [])],
            Runs = [new BulkRun(info) { Metrics = [new("m", Enumerable.Range(0, 300_000).Select(i => new MetricPoint(i, 10 * i, i == 7 ? double.NaN : i / 3.0)))] }],
        };

        var report = await new ParquetExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);

        report.Points.ShouldBe(300_000);
        await using (var reader = await ParquetReader.CreateAsync(PathOf("metric_points"), cancellationToken: Cancel))
            reader.RowGroupCount.ShouldBe(3);
        (await TableAsync("metric_points")).ShouldBe(Enumerable.Range(0, 300_000).Select(i => i == 7 ? "r1|m|7|70|NaN" : Invariant($"r1|m|{i}|{10 * i}|{i / 3.0:G17}")));
        (await TableAsync("metrics_latest")).ShouldBe([Invariant($"r1|m|{299_999 / 3.0:G17}|299999|2999990|300000|0|{299_999 / 3.0:G17}")]);
    }

    [Fact]
    public async Task Long_texts_end_a_group_of_rows_early()
    {
        var text = new string('x', 1 << 20);
        var source = new FakeSource
        {
            Experiments = [new Experiment("1", "one", "s3://b", LifecycleStage.Active, 1, 1, [.. Enumerable.Range(0, 40).Select(i => new Tag(Invariant($"k{i}"), text))])],
        };

        await new ParquetExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);

        await using var reader = await ParquetReader.CreateAsync(PathOf("experiment_tags"), cancellationToken: Cancel);
        reader.RowGroupCount.ShouldBe(5);
        (await TableAsync("experiment_tags")).ShouldBe(Enumerable.Range(0, 40).Select(i => Invariant($"1|k{i}|{text}")));
    }

    [Fact]
    public async Task A_time_that_no_column_can_hold_is_missing_and_noted()
    {
        var source = new FakeSource { Experiments = [new Experiment("1", "one", "s3://b", LifecycleStage.Active, long.MaxValue, -62_135_596_800_000, [])] };

        var report = await new ParquetExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);

        (await TableAsync("experiments")).ShouldBe(["1|one|s3://b|active|null|-62135596800000"]);
        report.Notes.Select(note => note.Text).ShouldBe(["1 times are missing: they lie outside of the years 1 to 9999."]);
    }

    [Fact]
    public async Task Nothing_is_left_of_an_export_that_fails()
    {
        var source = new FakeSource { Experiments = [new Experiment("1", "one", "s3://b", LifecycleStage.Active, 1, 1, [])], Fault = new IOException("gone") };

        await Should.ThrowAsync<IOException>(() => new ParquetExporter(source, Target, null, new NoProgress()).RunAsync(Cancel));

        Directory.GetFileSystemEntries(Folder, "parquet*").ShouldBeEmpty();
    }

    private string PathOf(string table) => Path.Combine(Target, table + ".parquet");

    private Task<List<string>> TableAsync(string table, params string[] columns) => ParquetRows.ReadAsync(PathOf(table), columns);

    /// <summary>Imports MLflow's database, and exports the store.</summary>
    private async Task<ITrackingStore> ExportSampleAsync()
    {
        var store = await OpenTargetAsync();
        await ImportAsync(store);
        await using var source = new StoreSource(await OpenAsync("leat.db"), "the store");
        await new ParquetExporter(source, Target, null, new NoProgress()).RunAsync(Cancel);
        return store;
    }
}
