using Leat.Core;
using Leat.Core.Search;

namespace Leat.Transfer.Tests.Import;

/// <summary>Logged models, the registry and traces come as they are, once.</summary>
public sealed class ModelAndTraceImportTests : TransferTest
{
    [Fact]
    public async Task Logged_models_come_with_all_they_have()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var ids = await RowsAsync("SELECT model_id FROM logged_models");
        var models = await Task.WhenAll(ids.Select(id => target.Models.GetModelAsync(id, allowDeleted: true, Cancel)));
        models.Select(m => Invariant($"{m.ModelId}|{m.ExperimentId}|{m.Name}|{m.ArtifactUri}|{m.CreationTimestampMs}|{m.LastUpdatedTimestampMs}|{(int)m.Status}|{m.ModelType}|{m.SourceRunId}"))
            .ShouldBe(await RowsAsync(
                "SELECT model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, model_type, source_run_id FROM logged_models"), ignoreOrder: true);
        models.SelectMany(m => m.Params.Select(param => $"{m.ModelId}|{param.Key}|{param.Value}"))
            .ShouldBe(await RowsAsync("SELECT model_id, param_key, param_value FROM logged_model_params"), ignoreOrder: true);
        models.SelectMany(m => m.Tags.Select(tag => $"{m.ModelId}|{tag.Key}|{tag.Value}"))
            .ShouldBe(await RowsAsync("SELECT model_id, tag_key, tag_value FROM logged_model_tags"), ignoreOrder: true);
        models.SelectMany(m => m.Metrics.Select(x => Invariant(
                $"{m.ModelId}|{x.RunId}|{x.Metric.Key}|{x.Metric.Value:G17}|{x.Metric.TimestampMs}|{x.Metric.Step}|{x.Metric.Link?.DatasetName}|{x.Metric.Link?.DatasetDigest}")))
            .ShouldBe(
                await RowsAsync("SELECT model_id, run_id, metric_name, metric_value, metric_timestamp_ms, metric_step, dataset_name, dataset_digest FROM logged_model_metrics"),
                ignoreOrder: true);
        (await Should.ThrowAsync<LeatException>(
            () => target.Models.GetModelAsync("m-6ea016e246784487b8d8d2267cbf7190", allowDeleted: false, Cancel))).Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
    }

    [Fact]
    public async Task The_registry_comes_with_versions_stages_tags_and_aliases()
    {
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var names = await RowsAsync("SELECT name FROM registered_models");
        var models = await Task.WhenAll(names.Select(name => target.Registry.GetRegisteredModelAsync(name, Cancel)));
        models.Select(m => Invariant($"{m.Name}|{m.CreationTimestampMs}|{m.LastUpdatedTimestampMs}|{m.Description}"))
            .ShouldBe(await RowsAsync("SELECT * FROM registered_models"));
        models.SelectMany(m => m.Aliases.Select(alias => Invariant($"{alias.Alias}|{alias.Version}|{m.Name}")))
            .ShouldBe(await RowsAsync("SELECT alias, version, name FROM registered_model_aliases"), ignoreOrder: true);
        var versions = await Task.WhenAll(((long[])[1, 2]).Select(number => target.Registry.GetModelVersionAsync("churn", number, Cancel)));
        versions.Select(v => Invariant(
                $"{v.Name}|{v.Version}|{v.CreationTimestampMs}|{v.LastUpdatedTimestampMs}|{v.Description}|{v.Stage.WireName()}|{v.Source}|{v.RunId}|{v.RunLink}|{v.StorageLocation}"))
            .ShouldBe(await RowsAsync(
                """
                SELECT name, version, creation_time, last_updated_time, description, current_stage, source, run_id, run_link, storage_location
                FROM model_versions WHERE current_stage <> 'Deleted_Internal' ORDER BY version
                """));
        versions.SelectMany(v => v.Tags.Select(tag => Invariant($"{tag.Key}|{tag.Value}|{v.Version}")))
            .ShouldBe(await RowsAsync("SELECT key, value, version FROM model_version_tags"));
        (await target.Registry.CreateModelVersionAsync(NewModelVersion.Create("churn", "s3://bucket/x"), Cancel)).Version.ShouldBe(4);
    }

    [Fact]
    public async Task Traces_come_with_spans_assessments_and_links_to_runs()
    {
        await ExecuteAsync(
            "INSERT INTO entity_associations SELECT 'x', 'trace', request_id, 'run', '60c48835453741c89c2ae2d613f98a0b', 1 FROM trace_info");
        var target = await OpenTargetAsync();
        await ImportAsync(target);

        var id = (await RowsAsync("SELECT request_id FROM trace_info")).Single();
        var trace = (await target.Traces.GetTracesAsync([id], Cancel)).Single();
        var i = trace.Info;
        Invariant($"{i.TraceId}|{i.ExperimentId}|{i.RequestTimeMs}|{i.ExecutionDurationMs}|{i.State.WireName()}|{i.ClientRequestId}|{i.RequestPreview}|{i.ResponsePreview}")
            .ShouldBe((await RowsAsync("SELECT * FROM trace_info")).Single());
        i.Tags.Select(tag => $"{tag.Key}|{tag.Value}").ShouldBe(await RowsAsync("SELECT key, value FROM trace_tags"), ignoreOrder: true);
        i.Metadata.Where(tag => tag.Key != "mlflow.sourceRun").Select(tag => $"{tag.Key}|{tag.Value}")
            .ShouldBe(await RowsAsync("SELECT key, value FROM trace_request_metadata"), ignoreOrder: true);
        var a = i.Assessments.Single();
        Invariant($"{a.AssessmentId}|{a.TraceId}|{a.Name}|{a.Kind.ToString().ToLowerInvariant()}|{a.Value}|{a.CreateTimeMs}|{a.LastUpdateTimeMs}|{a.Source.Type}|{a.Source.Id}|{(a.Valid ? 1 : 0)}")
            .ShouldBe((await RowsAsync(
                "SELECT assessment_id, trace_id, name, assessment_type, value, created_timestamp, last_updated_timestamp, source_type, source_id, valid FROM assessments")).Single());
        SpanJson.Write(trace.Spans.Single()).Replace(" ", "", StringComparison.Ordinal)
            .ShouldBe((await RowsAsync("SELECT content FROM spans")).Single().Replace(" ", "", StringComparison.Ordinal));
        var ofRun = new TraceQuery { ExperimentIds = ["1"], Filter = TraceSearch.ParseFilter("attributes.run_id = '60c48835453741c89c2ae2d613f98a0b'") };
        (await target.Traces.SearchTracesAsync(ofRun, Cancel)).Items.Select(found => found.TraceId).ShouldBe([id]);
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        var target = await OpenTargetAsync();
        var first = await ImportAsync(target);
        var second = await ImportAsync(target);

        first.Counts.Where(count => count.Kind > TransferKind.Run).ShouldBe(
        [
            new ImportCount(TransferKind.LoggedModel, 3, 3, 0, 0, 0), new ImportCount(TransferKind.RegisteredModel, 2, 2, 0, 0, 0),
            new ImportCount(TransferKind.ModelVersion, 2, 2, 0, 0, 0), new ImportCount(TransferKind.Trace, 1, 1, 0, 0, 0),
        ]);
        second.Counts.ShouldAllBe(count => count.Kept == count.Found);
        second.Counts.Sum(count => count.Found).ShouldBe(first.Counts.Sum(count => count.Found));
    }

    [Fact]
    public async Task A_dry_run_counts_them_too()
    {
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target, dryRun: true);

        report.Counts.Where(count => count.Kind > TransferKind.Run).Select(count => (count.Kind, count.Added)).ShouldBe(
            [(TransferKind.LoggedModel, 3), (TransferKind.RegisteredModel, 2), (TransferKind.ModelVersion, 2), (TransferKind.Trace, 1)]);
    }

    [Fact]
    public async Task What_is_not_as_MLflow_writes_it_is_left_out_alone()
    {
        await ExecuteAsync(
            """
            INSERT INTO spans (trace_id, experiment_id, span_id, name, type, status, start_time_unix_nano, end_time_unix_nano, content)
              SELECT trace_id, experiment_id, 'broken', name, type, status, 1, 2, '{"name": 1' FROM spans;
            INSERT INTO trace_info SELECT 'no id at all', experiment_id, 1, 2, 'OK', NULL, NULL, NULL FROM trace_info;
            INSERT INTO registered_model_tags VALUES ('/no/key', 'v', 'churn');
            INSERT INTO logged_models SELECT '../m', experiment_id, name, '', 1, 2, 9, 'active', NULL, NULL, NULL FROM logged_models WHERE name = 'clf';
            """);
        var target = await OpenTargetAsync();
        var report = await ImportAsync(target);

        report.Notes.Where(note => note.IsLoss && note.Kind is TransferKind.Trace or TransferKind.LoggedModel or TransferKind.RegisteredModel)
            .Select(note => $"{note.Id}: {note.Text[..20]}").ShouldBe(
            [
                "tr-c3b8502d42ebebb85cf40cc20fc7f3bd: Some of its spans ar", "no id at all: Invalid value \"no id", "churn: Its tag '/no/key' wa", "../m: Invalid value \"../m\"",
            ],
            ignoreOrder: true);
        (await target.Traces.GetTracesAsync(["tr-c3b8502d42ebebb85cf40cc20fc7f3bd"], Cancel)).Single().Spans.Count.ShouldBe(1);
        (await target.Registry.GetRegisteredModelAsync("churn", Cancel)).Tags.Count.ShouldBe(1);
    }
}
