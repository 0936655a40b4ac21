using System.Globalization;
using Leat.Storage.Sql;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Specification;

namespace Leat.Storage.MySql.Tests;

public sealed class MySqlReaderTests(MySqlFixture fixture) : ReaderSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>
{
    private readonly MySqlFixture _fixture = fixture;

    /// <summary>The client library's own cancellation may come before the statement begins and is lost then; here it never comes.</summary>
    [Fact]
    public async Task A_statement_that_goes_on_after_its_client_has_gone_is_ended()
    {
        await using var store = (SqlTrackingStore)await _fixture.CreateAsync();
        using var leaving = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => store.Database.Readers.ReadAsync<object?>(
            async session =>
            {
                session.Cancellation = CancellationToken.None;
                _ = session.ScalarAsync("SELECT SLEEP(600)").AsTask();
                while (await CountRunningAsync(store) == 0)
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                await leaving.CancelAsync();
                throw new OperationCanceledException(leaving.Token);
            },
            leaving.Token));

        await WhenEndedInDatabaseAsync(store).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_statement_whose_cancellation_was_lost_is_ended()
    {
        await using var store = (SqlTrackingStore)await _fixture.CreateAsync();
        using var leaving = new CancellationTokenSource();
        var read = store.Database.Readers.ReadAsync(
            session =>
            {
                session.Cancellation = CancellationToken.None;
                return session.ScalarAsync("SELECT SLEEP(600)").AsTask();
            },
            leaving.Token);
        while (await CountRunningAsync(store) == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await WhenEndedInDatabaseAsync(store).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    internal override async Task WhenEndedInDatabaseAsync(SqlTrackingStore store)
    {
        while (await CountRunningAsync(store) > 0)
            await Task.Delay(100, TestContext.Current.CancellationToken);
    }

    private static Task<long> CountRunningAsync(SqlTrackingStore store)
    {
        return store.Database.Readers.ReadAsync(CountAsync, TestContext.Current.CancellationToken);

        static async Task<long> CountAsync(SqlSession session) => Convert.ToInt64(
            await session.ScalarAsync(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND command = 'Query' AND id <> CONNECTION_ID()"),
            CultureInfo.InvariantCulture);
    }
}
