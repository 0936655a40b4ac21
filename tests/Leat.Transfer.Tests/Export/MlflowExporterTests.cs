using System.Data.Common;
using Leat.Storage.Sqlite;
using Leat.Transfer.Mlflow;
using Leat.Transfer.Stores;
using Microsoft.Data.Sqlite;

namespace Leat.Transfer.Tests.Export;

/// <summary>What came from a real MLflow database is, exported, the same database again.</summary>
public sealed class MlflowExporterTests : TransferTest
{
    private string ExportPath => Path.Combine(Folder, "exported.db");

    /// <summary>What two databases must have alike, without the ids of links, which are drawn at random, and what MLflow itself hid of a deleted
    /// version.</summary>
    public static TheoryData<string> Statements =>
    [
        "SELECT version_num FROM alembic_version",
        "SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time FROM experiments ORDER BY 1",
        "SELECT * FROM experiment_tags ORDER BY experiment_id, key",
        "SELECT run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id, deleted_time IS NULL FROM runs ORDER BY 1",
        "SELECT * FROM params ORDER BY run_uuid, key",
        "SELECT * FROM tags ORDER BY run_uuid, key",
        "SELECT * FROM metrics ORDER BY run_uuid, key, step, timestamp, value",
        "SELECT * FROM latest_metrics ORDER BY run_uuid, key",
        "SELECT experiment_id, name, digest, dataset_source_type, dataset_source, dataset_schema, dataset_profile FROM datasets ORDER BY 1, 2, 3",
        "SELECT i.destination_id, d.name, d.digest, t.name, t.value FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid ORDER BY 1, 2, 3, 4",
        "SELECT source_type, source_id, destination_type, destination_id, step FROM inputs WHERE source_type <> 'DATASET' ORDER BY 1, 2, 3, 4",
        "SELECT model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, model_type, source_run_id FROM logged_models ORDER BY 1",
        "SELECT * FROM logged_model_tags ORDER BY model_id, tag_key",
        "SELECT * FROM logged_model_params ORDER BY model_id, param_key",
        "SELECT * FROM logged_model_metrics ORDER BY model_id, metric_name, metric_timestamp_ms, metric_step",
        "SELECT name, creation_time, last_updated_time, description FROM registered_models ORDER BY 1",
        "SELECT * FROM registered_model_tags ORDER BY name, key",
        "SELECT * FROM registered_model_aliases ORDER BY name, alias",
        "SELECT * FROM model_version_tags ORDER BY name, version, key",
        "SELECT name, version, creation_time, last_updated_time, description, current_stage, source, run_id, status, run_link, storage_location FROM model_versions WHERE current_stage <> 'Deleted_Internal' ORDER BY 1, 2",
        "SELECT request_id, experiment_id, timestamp_ms, execution_time_ms, status, client_request_id, request_preview, response_preview FROM trace_info ORDER BY 1",
        "SELECT * FROM trace_tags ORDER BY request_id, key",
        "SELECT * FROM trace_request_metadata ORDER BY request_id, key",
        "SELECT trace_id, experiment_id, span_id, parent_span_id, name, type, status, start_time_unix_nano, end_time_unix_nano, duration_ns FROM spans ORDER BY 1, 3",
        "SELECT * FROM assessments ORDER BY assessment_id",
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Its_rows_are_those_of_the_original(string statement)
    {
        await ImportAsync(await OpenTargetAsync());
        await ExportAsync();

        (await ExportedRowsAsync(statement)).ShouldBe(await RowsAsync(statement));
    }

    [Fact]
    public async Task Its_tables_are_those_of_MLflow()
    {
        await ImportAsync(await OpenTargetAsync());
        await ExportAsync();
        const string tables = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name";

        (await ExportedRowsAsync(tables)).Select(Plain).ShouldBe((await RowsAsync(tables)).Select(Plain));
    }

    [Fact]
    public async Task What_was_exported_can_be_imported_again_and_is_the_same()
    {
        await ImportAsync(await OpenTargetAsync());

        var report = await ExportAsync();

        report.Counts.ShouldBe(
            [
                new(TransferKind.Experiment, 4), new(TransferKind.Run, 6), new(TransferKind.LoggedModel, 3), new(TransferKind.RegisteredModel, 2),
                new(TransferKind.ModelVersion, 2), new(TransferKind.Trace, 1),
            ]);
        report.Points.ShouldBe(17);
        var again = await OpenTargetAsync("again.db");
        await using (var exported = await OpenExportedAsync())
            await new Importer(exported, again, new ImportOptions(), new NoProgress()).RunAsync(Cancel);
        (await VerifyAsync(again)).Differences.ShouldBeEmpty();
    }

    /// <summary>From MLflow's own database the number is known; a store tells only those that are left.</summary>
    [Fact]
    public async Task The_number_of_a_deleted_version_is_not_given_again()
    {
        await using (var source = await OpenSourceAsync())
        {
            await using var target = await SqliteStore.CreateForeignAsync(ExportPath, Cancel);
            await new MlflowExporter(source, target, null, new NoProgress()).RunAsync(Cancel);
        }

        const string versions = "SELECT name, version, current_stage FROM model_versions ORDER BY 1, 2";
        (await ExportedRowsAsync(versions)).ShouldBe(await RowsAsync(versions));
    }

    [Fact]
    public async Task Some_experiments_can_be_chosen()
    {
        await ImportAsync(await OpenTargetAsync());

        var report = await ExportAsync("1");

        report.Counts.ShouldNotContain(count => count.Key == TransferKind.RegisteredModel);
        (await ExportedRowsAsync("SELECT experiment_id FROM experiments")).ShouldBe(["1"]);
        (await ExportedRowsAsync("SELECT run_uuid FROM runs ORDER BY 1")).ShouldBe(await RowsAsync("SELECT run_uuid FROM runs WHERE experiment_id = 1 ORDER BY 1"));
        (await ExportedRowsAsync("SELECT DISTINCT run_uuid FROM metrics ORDER BY 1")).ShouldBe(
            await RowsAsync("SELECT DISTINCT run_uuid FROM metrics WHERE run_uuid IN (SELECT run_uuid FROM runs WHERE experiment_id = 1) ORDER BY 1"));
    }

    private async Task<ExportReport> ExportAsync(params string[] experiments)
    {
        await using var source = new StoreSource(await OpenAsync("leat.db"), "the store 'leat.db'");
        await using var target = await SqliteStore.CreateForeignAsync(ExportPath, Cancel);
        return await new MlflowExporter(source, target, experiments.Length == 0 ? null : experiments.ToHashSet(StringComparer.Ordinal), new NoProgress()).RunAsync(Cancel);
    }

    private async Task<ITransferSource> OpenExportedAsync() =>
        await MlflowDatabase.OpenAsync(await ConnectAsync(ExportPath), "the database 'exported.db'", MlflowSyntax.Standard, MostPointsInMemory, Cancel);

    private Task<List<string>> ExportedRowsAsync(string sql) => RowsAsync(ExportPath, sql);

    private static async Task<DbConnection> ConnectAsync(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    /// <summary>A statement without the blanks and quotes in which two may differ.</summary>
    private static string Plain(string statement) => string.Concat(statement.Where(c => !char.IsWhiteSpace(c) && c != '"'));
}
