using System.Data.Common;
using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Database;

/// <summary>Asks the database for its own number of changes, over a connection that does nothing else.</summary>
/// <remarks>Nothing counts for this when something is written, so that writes cost what they did, and what other servers and other programs
/// write counts as well. The price is that it knows the whole database only, not single experiments.</remarks>
internal sealed class SqlStoreVersion(SqlDriver driver, string query) : IStoreVersion, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private SqlSession? _session;
    private string _opened = "";

    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _session ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            var number = await _session.ScalarAsync(query).ConfigureAwait(false);
            return string.Create(CultureInfo.InvariantCulture, $"{_opened}.{number}");
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            await CloseAsync().ConfigureAwait(false);
            throw exception is DbException lost ? driver.Translate(lost) : exception;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    /// <summary>Numbers of one connection cannot be compared with those of another: SQLite counts for each, and a database that has come back may
    /// have been restored from a copy.</summary>
    private async Task<SqlSession> OpenAsync(CancellationToken cancellationToken)
    {
        _opened = Guid.NewGuid().ToString("N")[..16];
        return new SqlSession(await driver.OpenReaderAsync(cancellationToken).ConfigureAwait(false), driver.Syntax);
    }

    private async ValueTask CloseAsync()
    {
        if (_session is { } session)
            await session.DisposeAsync().ConfigureAwait(false);
        _session = null;
    }
}
