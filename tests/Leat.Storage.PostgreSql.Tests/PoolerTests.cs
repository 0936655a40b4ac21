using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Specification;
using Leat.Testing.Databases;
using Npgsql;

namespace Leat.Storage.PostgreSql.Tests;

/// <summary>Makes stores behind PgBouncer in transaction mode, each in a database of its own: there, no setting of a session names a schema.</summary>
public sealed class PooledFixture : PostgreSqlFixture
{
    private PgBouncer? _pooler;

    public PgBouncer Pooler => _pooler ?? throw new InvalidOperationException("It is started in InitializeAsync.");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _pooler = await PgBouncer.StartAsync(Server, sessions: 2);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_pooler is not null)
            await _pooler.DisposeAsync();
        await base.DisposeAsync();
    }

    public override async Task<string> NewSchemaAsync() => Through(await Server.CreateDatabaseAsync(TestContext.Current.CancellationToken));

    public string Through(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString()) { Port = Pooler.Port, Database = database }.ConnectionString;

    private protected override PostgreSqlStoreOptions Options(string connectionString) => base.Options(connectionString) with { IsPooled = true };
}

public sealed class PooledConcurrentWritesTests(PooledFixture fixture)
    : ConcurrentWritesSpecification<PooledFixture>(fixture), IClassFixture<PooledFixture>;

public sealed class PooledBulkLoadTests(PooledFixture fixture)
    : BulkLoadSpecification<PooledFixture>(fixture), IClassFixture<PooledFixture>;

public sealed class PooledTableStoreTests(PooledFixture fixture)
    : TableStoreSpecification<PooledFixture>(fixture), IClassFixture<PooledFixture>;

/// <summary>Servers behind a pooler.</summary>
public sealed class PoolerTests(PooledFixture fixture) : IClassFixture<PooledFixture>
{
    /// <summary>Other tests lock other databases of the same server.</summary>
    private const string LocksOfDatabase =
        """
        SELECT COUNT(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_share_few_sessions_and_leave_nothing_behind_in_them()
    {
        var connection = await fixture.NewSchemaAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync(connection)));
        var runs = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            var store = stores[i % 3];
            var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", $"r{i}"), Cancel)).Info.RunId;
            for (var step = 0; step < 10; step++)
            {
                await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", step, step, step)]), Cancel);
                await stores[(i + 1) % 3].Runs.SearchRunsAsync(
                    new RunQuery { ExperimentIds = ["0"], Filter = RunSearch.ParseFilter("metrics.m > 3"), MaxResults = 5 }, Cancel);
            }

            return run;
        }));

        foreach (var run in runs)
            (await stores[0].Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.Count.ShouldBe(10);
        foreach (var store in stores)
            await store.DisposeAsync();
        foreach (var (setting, value) in ((string, string)[])[("default_transaction_read_only", "off"), ("enable_seqscan", "on"), ("idle_in_transaction_session_timeout", "0")])
            (await PostgreSqlFixture.ExecuteAsync(connection, $"SHOW {setting}")).ShouldBe(value, setting);
        (await PostgreSqlFixture.ExecuteAsync(connection, LocksOfDatabase)).ShouldBe(0L);
    }

    [Fact]
    public async Task A_pooler_that_is_killed_loses_nothing_that_was_acknowledged()
    {
        await using var pooler = await PgBouncer.StartAsync(fixture.Server, sessions: 2);
        var connection = new NpgsqlConnectionStringBuilder(await fixture.NewSchemaAsync()) { Port = pooler.Port }.ConnectionString;
        await using var store = await OpenAsync(connection);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;

        var acknowledged = 0;
        var writes = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var step = writer; step < 400; step += 4)
            {
                await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", step, step, step)]), Cancel);
                Interlocked.Increment(ref acknowledged);
            }
        }).ToList();
        while (Volatile.Read(ref acknowledged) < 20)
            await Task.Delay(1, Cancel);
        Volatile.Read(ref acknowledged).ShouldBeLessThan(400, "some have to be on their way");
        await pooler.RestartAsync();
        await Task.WhenAll(writes);

        (await store.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.Count.ShouldBe(400);
    }

    [Fact]
    public async Task What_a_pooler_would_lose_is_refused()
    {
        var connection = await fixture.NewSchemaAsync();
        var path = await Should.ThrowAsync<LeatException>(() => OpenAsync(connection + ";Search Path=team"));
        path.Message.ShouldContain("ALTER ROLE");

        await PostgreSqlFixture.ExecuteAsync(
            connection, $"ALTER DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} SET synchronous_commit = off");
        await fixture.Pooler.RestartAsync();
        var unsafely = await Should.ThrowAsync<LeatException>(() => OpenAsync(connection));
        unsafely.Message.ShouldContain("synchronous_commit is off");
    }

    private static Task<ITrackingStore> OpenAsync(string connection) =>
        PostgreSqlStore.OpenAsync(new PostgreSqlStoreOptions { ConnectionString = connection, Writers = 3, IsPooled = true }, Cancel);
}
