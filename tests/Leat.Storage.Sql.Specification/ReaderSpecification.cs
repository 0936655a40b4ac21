using Leat.Core;

namespace Leat.Storage.Sql.Specification;

/// <summary>Readers belong to those who wait for what they read.</summary>
public abstract class ReaderSpecification<TFixture>(TFixture fixture)
    where TFixture : class, ISqlFixture
{
    /// <summary>Counts to a million millions.</summary>
    private static readonly string Endless =
        $"""
        WITH d AS ({string.Join(" UNION ALL ", Enumerable.Range(0, 10).Select(digit => $"SELECT {digit} AS x"))})
        SELECT COUNT(*) FROM {string.Join(", ", Enumerable.Range(0, 12).Select(place => $"d d{place}"))}
        """;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_statement_that_nobody_waits_for_ends_in_its_midst_and_frees_its_reader()
    {
        await using var store = (SqlTrackingStore)await fixture.CreateAsync();
        var readers = store.Database.Readers;
        using var leaving = new CancellationTokenSource();
        var started = new CountdownEvent(store.Features.Readers!.Value);
        var reads = Enumerable.Range(0, started.InitialCount).Select(_ => Task.Run(() => readers.ReadAsync(
            async session =>
            {
                started.Signal();
                return await session.ScalarAsync(Endless);
            },
            leaving.Token))).ToList();

        started.Wait(Enough, TestContext.Current.CancellationToken).ShouldBeTrue();
        await leaving.CancelAsync();

        foreach (var read in reads)
            await Should.ThrowAsync<OperationCanceledException>(() => read.WaitAsync(Enough, TestContext.Current.CancellationToken));
        var others = Enumerable.Range(0, started.InitialCount).Select(_ => store.Experiments.GetExperimentAsync(Experiment.DefaultId, TestContext.Current.CancellationToken));
        await Task.WhenAll(others).WaitAsync(Enough, TestContext.Current.CancellationToken);
        await WhenEndedInDatabaseAsync(store).WaitAsync(Enough, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends when the database, too, has stopped working on the statements.</summary>
    internal virtual Task WhenEndedInDatabaseAsync(SqlTrackingStore store) => Task.CompletedTask;
}
