using Leat.Core;
using Leat.Testing.Databases;

namespace Leat.Durability.Tests.Databases;

/// <summary>A connection lost in mid-commit leaves the outcome unknown: the store finds out, and stores everything exactly once.</summary>
public sealed class LostCommitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<DatabaseKind, CutAt> Cuts =>
        new(DatabaseServers.Kinds.Select(row => row.Data), [CutAt.BeforeTheServerHears, CutAt.AfterTheServerHasCommitted]);

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task What_was_being_committed_is_stored_once(DatabaseKind kind, CutAt at)
    {
        var server = await DatabaseServers.SharedAsync(kind);
        var database = await server.CreateDatabaseAsync(Cancel);
        await using var cutter = new CommitCutter(StoreUri.Parse(server.UriOf(database)).Database!);
        await using var store = await StoreOn.OpenUnpreparedAsync(cutter.Database);
        var run = (await store.Runs.CreateRunAsync(NewRun.Create("0", "r"), Cancel)).Info.RunId;
        await store.Registry.CreateRegisteredModelAsync(NewRegisteredModel.Create("m"), Cancel);
        Func<int, Task>[] writes =
        [
            i => store.Experiments.CreateExperimentAsync(NewExperiment.Create($"e{i}"), Cancel),
            i => store.Runs.CreateRunAsync(NewRun.Create("0", $"r{i}"), Cancel),
            i => store.Registry.CreateModelVersionAsync(NewModelVersion.Create("m", $"s3://b/{i}"), Cancel),
            i => store.Runs.LogAsync(
                LogBatch.Create(run, [new Metric("m", i, i, i)], [new Param($"p{i}", "v")], [new Tag($"t{i}", "v")]), Cancel),
        ];

        var rounds = 0;
        for (; rounds < 3; rounds++)
        {
            foreach (var write in writes)
            {
                cutter.CutNext(at);
                await write(rounds);
            }
        }

        cutter.Cuts.ShouldBe(rounds * writes.Length);
        foreach (var (table, before) in (IEnumerable<(string, int)>)[("experiments", 1), ("runs", 1), ("model_versions", 0), ("params", 0)])
            (await server.RunSqlAsync(database, $"SELECT COUNT(*) FROM {table}", Cancel)).Trim().ShouldBe($"{before + rounds}", table);
        (await store.Metrics.GetHistoryAsync(run, "m", cancellationToken: Cancel)).Items.Select(point => point.Step)
            .ShouldBe(Enumerable.Range(0, rounds).Select(step => (long)step));
    }
}
