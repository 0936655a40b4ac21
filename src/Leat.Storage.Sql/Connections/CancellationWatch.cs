namespace Leat.Storage.Sql.Connections;

/// <summary>Ends a statement that goes on although its cancellation has come, again and again until its session answers: some client libraries ask
/// the server once, which is lost if the statement has not begun yet or the server is too busy to be reached.</summary>
internal sealed class CancellationWatch : IAsyncDisposable
{
    /// <summary>How long the client library's own request may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _over = new();
    private readonly SqlDriver _driver;
    private readonly SqlSession _session;
    private readonly CancellationTokenRegistration _registration;
    private Task _ending = Task.CompletedTask;

    private CancellationWatch(SqlDriver driver, SqlSession session, CancellationToken cancellationToken)
    {
        _driver = driver;
        _session = session;
        _registration = cancellationToken.UnsafeRegister(static watch => ((CancellationWatch)watch!).Begin(), this);
    }

    /// <summary>Watches until disposed; null if the driver's statements always end.</summary>
    public static CancellationWatch? Over(SqlDriver driver, SqlSession session, CancellationToken cancellationToken) =>
        driver.LosesCancellations && cancellationToken.CanBeCanceled ? new(driver, session, cancellationToken) : null;

    /// <summary>Waits until nothing ends the session any more, so that others can have it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync().ConfigureAwait(false);
        await _over.CancelAsync().ConfigureAwait(false);
        await _ending.ConfigureAwait(false);
        _over.Dispose();
    }

    private void Begin() => _ending = EndAsync();

    private async Task EndAsync()
    {
        while (true)
        {
            await Task.Delay(Patience, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_over.IsCancellationRequested)
                return;
            await _driver.EndStatementAsync(_session).ConfigureAwait(false);
        }
    }
}
