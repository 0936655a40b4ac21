using Leat.Core;
using Leat.Storage.Sql;
using Leat.Testing.Databases;
using Npgsql;

namespace Leat.Storage.PostgreSql.Tests;

/// <summary>The connection breaks in the round trip that carries a transaction's last rows and its commit.</summary>
/// <remarks>A table lock delays that round trip before the points. An experiment in the same transaction reveals the outcome: if it were
/// created twice, its name would be taken.</remarks>
public sealed class LostCommitTests(PostgreSqlFixture fixture) : IClassFixture<PostgreSqlFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_that_goes_on_without_its_client_is_waited_for_and_answered()
    {
        var direct = await fixture.NewSchemaAsync();
        await using var proxy = new BreakableProxy(fixture.Server.Port);
        await using var store = await OpenAsync(new NpgsqlConnectionStringBuilder(direct) { Port = proxy.Port }.ConnectionString);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
        await using var tails = await TableLock.TakeAsync(direct, "metric_tail");

        var (experiment, point) = await WriteTogetherAsync(store, run);
        await WaitForAsync(direct, "INSERT INTO metric_tail");
        proxy.BreakClients();

        // The store has reconnected and is waiting until the old transaction is decided.
        await WaitForAsync(direct, "SELECT id FROM writers");
        await tails.ReleaseAsync();

        await point;
        await CheckAsync(store, await experiment, run);
    }

    [Fact]
    public async Task A_commit_that_was_not_reached_is_done_again()
    {
        var connection = await fixture.NewSchemaAsync();
        await using var store = await OpenAsync(connection);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
        await using var tails = await TableLock.TakeAsync(connection, "metric_tail");

        var (experiment, point) = await WriteTogetherAsync(store, run);
        await WaitForAsync(connection, "INSERT INTO metric_tail");
        await PostgreSqlFixture.ExecuteAsync(connection, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {Waits(connection, "INSERT INTO metric_tail")}");
        await tails.ReleaseAsync();

        await point;
        await CheckAsync(store, await experiment, run);
    }

    /// <summary>One writer, so that both commands share its transaction.</summary>
    private static Task<ITrackingStore> OpenAsync(string connection) =>
        PostgreSqlStore.OpenAsync(new PostgreSqlStoreOptions { ConnectionString = connection, Writers = 1 }, Cancel);

    /// <summary>An experiment and a point in one transaction: both arrive while the writer is held up in another.</summary>
    private static async Task<(Task<string> Experiment, Task Point)> WriteTogetherAsync(ITrackingStore store, string run)
    {
        var started = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var holding = ((SqlTrackingStore)store).Database.Writes.WriteAsync(
            async _ =>
            {
                started.TrySetResult();
                await go.Task;
                return true;
            },
            Cancel);
        await started.Task;
        var experiment = store.Experiments.CreateExperimentAsync(NewExperiment.Create("once"), Cancel);
        var point = store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", 1, 2, 3)]), Cancel);
        go.SetResult();
        await holding;
        return (experiment, point);
    }

    private static async Task CheckAsync(ITrackingStore store, string experiment, string run)
    {
        (await store.Experiments.FindExperimentByNameAsync("once", Cancel))!.ExperimentId.ShouldBe(experiment);
        (await store.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.ShouldHaveSingleItem().Step.ShouldBe(3);
    }

    /// <summary>Waits until a statement is blocked by a lock.</summary>
    private static async Task WaitForAsync(string connection, string statement)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await PostgreSqlFixture.ExecuteAsync(connection, $"SELECT 1 FROM pg_stat_activity WHERE {Waits(connection, statement)}") is null)
            await Task.Delay(5, patience.Token);
    }

    private static string Waits(string connection, string statement) =>
        $"datname = '{new NpgsqlConnectionStringBuilder(connection).Database}' AND wait_event_type = 'Lock' AND query LIKE '{statement}%'";

    /// <summary>A table that nobody else can access.</summary>
    private sealed class TableLock : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;

        private TableLock(NpgsqlConnection connection) => _connection = connection;

        public static async Task<TableLock> TakeAsync(string connectionString, string table)
        {
            var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync(Cancel);
            await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", connection);
            await command.ExecuteNonQueryAsync(Cancel);
            return new TableLock(connection);
        }

        public async Task ReleaseAsync()
        {
            await using var command = new NpgsqlCommand("COMMIT", _connection);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
