using Leat.Core;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Metrics;

namespace Leat.Storage.PostgreSql.Tests;

/// <summary>Several stores on the same tables, as several servers have them.</summary>
public sealed class SeveralServersTests(PostgreSqlFixture fixture) : IClassFixture<PostgreSqlFixture>
{
    private const int Servers = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_starting_at_once_on_an_empty_database_all_come_up()
    {
        var connection = await fixture.NewSchemaAsync();
        var stores = await OpenAllAsync(connection);
        foreach (var store in stores)
        {
            (await store.Experiments.GetExperimentAsync(Experiment.DefaultId, Cancel)).Name.ShouldBe(Experiment.DefaultName);
            await store.DisposeAsync();
        }

        (await PostgreSqlFixture.ExecuteAsync(connection, "SELECT COUNT(*) - MAX(version) FROM leat_schema")).ShouldBe(0L, "each step once");
        (await PostgreSqlFixture.ExecuteAsync(connection, "SELECT COUNT(*) FROM experiments")).ShouldBe(1L);
    }

    [Fact]
    public async Task Versions_of_one_model_are_numbered_without_gaps_or_doubles()
    {
        var stores = await OpenAllAsync(await fixture.NewSchemaAsync());
        await stores[0].Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), Cancel);

        var versions = await Task.WhenAll(Enumerable.Range(0, 80).Select(i =>
            stores[i % Servers].Registry.CreateModelVersionAsync(NewModelVersion.Create("m", $"s3://bucket/{i}"), Cancel)));

        versions.Select(version => version.Version).Order().ShouldBe(Enumerable.Range(1, 80).Select(i => (long)i));
        await CloseAllAsync(stores);
    }

    [Fact]
    public async Task One_name_for_an_experiment_is_given_once()
    {
        var stores = await OpenAllAsync(await fixture.NewSchemaAsync());
        var outcomes = await Task.WhenAll(stores.Select(async store =>
        {
            try
            {
                await store.Experiments.CreateExperimentAsync(NewExperiment.Create("wanted"), Cancel);
                return (ErrorCode?)null;
            }
            catch (LeatException refusal)
            {
                return refusal.Code;
            }
        }));

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.Count(outcome => outcome == ErrorCode.ResourceAlreadyExists).ShouldBe(Servers - 1);
        await CloseAllAsync(stores);
    }

    [Fact]
    public async Task Points_params_and_tags_of_one_run_logged_through_all_are_kept_once_while_they_seal_it()
    {
        var stores = await OpenAllAsync(await fixture.NewSchemaAsync());
        var run = (await stores[0].Runs.CreateRunAsync(NewRun.Create("0", "shared"), Cancel)).Info.RunId;
        const int rounds = 60;

        // Each batch goes to two servers, as a client's retry through a load balancer does.
        await Task.WhenAll(Enumerable.Range(0, rounds * 2).Select(async i =>
        {
            var round = i / 2;
            await stores[i % Servers].Runs.LogAsync(Batch(run, round), Cancel);
            if (i % 5 == 0)
                await SealAsync(stores[(i + 1) % Servers]);
        }));
        await Task.WhenAll(stores.Select(SealAsync));

        foreach (var store in stores)
        {
            (await store.Metrics.GetHistoryAsync(run, "shared", cancellationToken: Cancel)).Items.Select(point => point.Step)
                .ShouldBe(Enumerable.Range(0, rounds).Select(round => (long)round));
            var data = (await store.Runs.GetRunAsync(run, Cancel)).Data;
            data.Params.Count.ShouldBe(rounds);
            data.Metrics.Single(metric => metric.Key == "shared").Step.ShouldBe(rounds - 1);
            data.Metrics.Count.ShouldBe(rounds + 1);
        }

        await CloseAllAsync(stores);
    }

    private static LogBatch Batch(string run, int round) => LogBatch.Create(
        run,
        [new Metric("shared", round / 3.0, round, round), new Metric($"own{round}", round, round, round)],
        [new Param($"p{round}", $"{round}")],
        [new Tag("last", "same"), new Tag($"t{round}", "t")]);

    /// <summary>The only run of these stores has number 1.</summary>
    private static Task SealAsync(ITrackingStore store) =>
        ((SqlTrackingStore)store).Database.Writes.WriteAsync(new MetricSealer(1).SealAsync, Cancel);

    private static Task<ITrackingStore[]> OpenAllAsync(string connection) =>
        Task.WhenAll(Enumerable.Range(0, Servers).Select(_ => Task.Run(() => PostgreSqlFixture.OpenAsync(connection))));

    private static async Task CloseAllAsync(ITrackingStore[] stores)
    {
        foreach (var store in stores)
            await store.DisposeAsync();
    }
}
