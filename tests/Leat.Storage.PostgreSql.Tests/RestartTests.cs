using System.Collections.Concurrent;
using System.Globalization;
using Leat.Core;
using Leat.Testing.Databases;
using Npgsql;

namespace Leat.Storage.PostgreSql.Tests;

/// <summary>The database goes away and comes back under load: what was acknowledged is there, and nothing is there twice.</summary>
/// <remarks>LEAT_RESTARTS names the number of restarts; 4 unless it is set.</remarks>
public sealed class RestartTests
{
    private const int Writers = 16;

    private static readonly int Restarts =
        int.TryParse(Environment.GetEnvironmentVariable("LEAT_RESTARTS"), CultureInfo.InvariantCulture, out var count) ? count : 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_doubled()
    {
        await using var server = await PostgreSqlServer.StartNewAsync();
        var database = await server.CreateDatabaseAsync(Cancel);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = DatabaseServer.Host,
            Port = server.Port,
            Username = DatabaseServer.User,
            Password = DatabaseServer.Password,
            Database = database,
        }.ConnectionString;
        await using var store = await PostgreSqlFixture.OpenAsync(connection);
        await store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), Cancel);
        var runs = new ConcurrentBag<string>();
        var versions = new ConcurrentBag<long>();
        var experiments = new ConcurrentBag<string>();
        var logged = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var over = new CancellationTokenSource();

        async Task LoadAsync(int writer)
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", $"w{writer}-{i}"), Cancel)).Info.RunId;
                runs.Add(run);
                for (var step = 0; step < 5; step++)
                {
                    await store.Runs.LogAsync(LogBatch.Create(run, [new Metric("m", step, step, step)], [new Param($"p{step}", "v")]), Cancel);
                    logged.AddOrUpdate(run, 1, (_, known) => known + 1);
                }

                versions.Add((await UntilReachedAsync(
                    () => store.Registry.CreateModelVersionAsync(NewModelVersion.Create("m", $"s3://b/{writer}/{i}"), Cancel))).Version);
                experiments.Add(await store.Experiments.CreateExperimentAsync(NewExperiment.Create($"e{writer}-{i}"), Cancel));
            }
        }

        var load = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => LoadAsync(writer))).ToArray();
        for (var i = 0; i < Restarts; i++)
        {
            var seen = runs.Count;
            while (runs.Count < seen + Writers + Random.Shared.Next(3 * Writers))
            {
                if (load.FirstOrDefault(task => task.IsFaulted) is { } failed)
                    await failed;
                await Task.Delay(5, Cancel);
            }

            await server.RestartAsync(i % 2 == 0 ? DatabaseStop.Kill : DatabaseStop.Clean, Cancel);
        }

        await over.CancelAsync();
        await Task.WhenAll(load);

        (await CountAsync(connection, "runs")).ShouldBe(runs.Count);
        (await CountAsync(connection, "experiments")).ShouldBe(experiments.Count + 1, "and the default one");
        (await CountAsync(connection, "params")).ShouldBe(logged.Values.Sum());
        versions.Order().ShouldBe(Enumerable.Range(1, versions.Count).Select(i => (long)i));
        foreach (var (run, steps) in logged)
        {
            (await store.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.Select(point => point.Step)
                .ShouldBe(Enumerable.Range(0, steps).Select(step => (long)step));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Restarts} restarts, {runs.Count} runs, {versions.Count} versions, {experiments.Count} experiments, {logged.Values.Sum()} points");
    }

    /// <summary>A version is looked at before it is written, and a look does not wait: it is refused while the database is away.</summary>
    private static async Task<T> UntilReachedAsync<T>(Func<Task<T>> action)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (LeatException refusal) when (refusal.Message == "The PostgreSQL server cannot be reached. Try again.")
            {
                await Task.Delay(50, Cancel);
            }
        }
    }

    private static async Task<int> CountAsync(string connection, string table) => Convert.ToInt32(
        await PostgreSqlFixture.ExecuteAsync(connection, $"SELECT COUNT(*) FROM {table}"), CultureInfo.InvariantCulture);
}
