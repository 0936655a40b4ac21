using System.Globalization;
using Leat.Core;
using Leat.Storage.Sqlite;
using Leat.Transfer.Mlflow;
using Microsoft.Data.Sqlite;

namespace Leat.Transfer.Tests;

/// <summary>What tests of imports share: a real database of MLflow, and a store to import into, in a folder of their own.</summary>
public abstract class TransferTest : IAsyncLifetime
{
    private readonly List<ITrackingStore> _stores = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs with more points are read series by series.</summary>
    protected virtual long MostPointsInMemory => 1_000;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("leat-transfer-").FullName;

    protected string SourcePath => Path.Combine(Folder, "mlflow.db");

    public virtual ValueTask InitializeAsync() => new(ExecuteAsync(ReadSample()));

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes the source.</summary>
    protected async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={SourcePath};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>The rows of the source, each as one text.</summary>
    protected Task<List<string>> RowsAsync(string sql) => RowsAsync(SourcePath, sql);

    /// <summary>The rows of a database, each as one text.</summary>
    protected static async Task<List<string>> RowsAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancel))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => TextOf(reader.GetValue(i)))));
        return rows;
    }

    protected virtual async Task<ITransferSource> OpenSourceAsync()
    {
        var connection = new SqliteConnection($"Data Source={SourcePath};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        return await MlflowDatabase.OpenAsync(connection, "the database 'mlflow.db'", MlflowSyntax.Standard, MostPointsInMemory, Cancel);
    }

    protected async Task<ITrackingStore> OpenTargetAsync(string name = "leat.db")
    {
        var store = await OpenAsync(name);
        _stores.Add(store);
        return store;
    }

    /// <summary>Opens a store that the caller closes.</summary>
    protected Task<ITrackingStore> OpenAsync(string name) =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Path = Path.Combine(Folder, name), DefaultArtifactRoot = "mlflow-artifacts:/" }, Cancel);

    protected async Task<VerifyReport> VerifyAsync(ITrackingStore target)
    {
        await using var source = await OpenSourceAsync();
        return await new Verifier(source, target, new NoProgress()).RunAsync(Cancel);
    }

    protected async Task<ImportReport> ImportAsync(ITrackingStore target, bool dryRun = false)
    {
        await using var source = await OpenSourceAsync();
        return await new Importer(source, target, new ImportOptions { DryRun = dryRun }, new NoProgress()).RunAsync(Cancel);
    }

    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    protected static string Row(Run run, string key, long step, long timestampMs, double value) =>
        Invariant($"{run.Info.RunId}|{key}|{step}|{timestampMs}|{(double.IsNaN(value) ? "NaN" : value.ToString("G17", CultureInfo.InvariantCulture))}");

    protected static async Task<IReadOnlyList<Experiment>> ExperimentsAsync(ITrackingStore store) =>
        (await store.Experiments.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All }, Cancel)).Items;

    protected static async Task<IReadOnlyList<Run>> RunsAsync(ITrackingStore store)
    {
        var ids = (await ExperimentsAsync(store)).Select(experiment => experiment.ExperimentId).ToList();
        return (await store.Runs.SearchRunsAsync(new RunQuery { ExperimentIds = ids, View = ViewType.All }, Cancel)).Items;
    }

    protected static async Task<List<string>> PointsAsync(ITrackingStore store)
    {
        var rows = new List<string>();
        foreach (var run in await RunsAsync(store))
        {
            foreach (var metric in run.Data.Metrics)
            {
                var history = await store.Metrics.GetHistoryAsync(run.Info.RunId, metric.Key, cancellationToken: Cancel);
                rows.AddRange(history.Items.Select(point => Row(run, metric.Key, point.Step, point.TimestampMs, point.Value)));
            }
        }

        return rows;
    }

    private static string TextOf(object value) => value is double number
        ? number.ToString("G17", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string ReadSample()
    {
        using var reader = new StreamReader(typeof(TransferTest).Assembly.GetManifestResourceStream("mlflow-3.6.sql")!);
        return reader.ReadToEnd();
    }

    protected sealed class NoProgress : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
        }
    }
}
