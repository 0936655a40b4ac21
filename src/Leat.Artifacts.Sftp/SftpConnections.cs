using Leat.Core;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Leat.Artifacts.Sftp;

/// <summary>The connections to one host as one user. Several operations share one, since a slow download would otherwise hold a connection of its
/// own for as long as it lasts.</summary>
internal sealed class SftpConnections(SftpHost host, SshSettings settings) : IAsyncDisposable
{
    /// <summary>Servers refuse clients that open many at once (<c>MaxStartups</c>).</summary>
    private const int MaxConnections = 4;

    /// <summary>From this many operations on, a connection that does not exist yet is better than one that does.</summary>
    private const int Busy = 4;

    private readonly SemaphoreSlim _opening = new(1);
    private readonly List<Connection> _open = [];
    private bool _disposed;

    /// <summary>The host, for messages.</summary>
    public SftpHost Host => host;

    /// <summary>Runs calls on a connection; on another one if it turns out that it had broken while nobody used it.</summary>
    /// <param name="what">What cannot be done, if it cannot.</param>
    /// <param name="call">Can be repeated.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<T> CallAsync<T>(string what, Func<SftpClient, Task<T>> call, CancellationToken cancellationToken) => SftpErrors.OfAsync(host, what, async () =>
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = await RentAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await call(connection.Client).ConfigureAwait(false);
            }
            catch (Exception error) when (IsBroken(error) && attempt < 3 && !cancellationToken.IsCancellationRequested)
            {
                Drop(connection);
            }
            finally
            {
                connection.Return();
            }
        }
    });

    /// <summary>Runs calls that cannot be repeated.</summary>
    public Task CallOnceAsync(string what, Func<SftpClient, Task> call, CancellationToken cancellationToken) => SftpErrors.OfAsync(host, what, async () =>
    {
        var connection = await RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await call(connection.Client).ConfigureAwait(false);
            return true;
        }
        finally
        {
            connection.Return();
        }
    });

    /// <summary>Whether a connection is gone, in contrast to a call that was refused.</summary>
    public static bool IsBroken(Exception error) => error is SshConnectionException or SshOperationTimeoutException or ObjectDisposedException
        or System.Net.Sockets.SocketException || (error is SshException && error.GetType() == typeof(SshException));

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            _disposed = true;
            lock (_open)
            {
                foreach (var connection in _open)
                    connection.Client.Dispose();
                _open.Clear();
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>The least used connection, or a new one.</summary>
    private async Task<Connection> RentAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (TryRent() is { } free)
                return free;
            var fresh = new Connection(await ConnectAsync(cancellationToken).ConfigureAwait(false));
            fresh.Rent();
            lock (_open)
                _open.Add(fresh);
            return fresh;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Null if another connection is needed.</summary>
    private Connection? TryRent()
    {
        lock (_open)
        {
            foreach (var broken in _open.Where(connection => !connection.Client.IsConnected).ToList())
                Drop(broken);
            var best = _open.MinBy(connection => connection.Users);
            if (best is null || (best.Users >= Busy && _open.Count < MaxConnections))
                return null;
            best.Rent();
            return best;
        }
    }

    private async Task<SftpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var (client, known) = settings.ClientOf(host);
        string? fingerprint = null;
        var refused = false;
        client.HostKeyReceived += (_, shown) =>
        {
            fingerprint = $"{shown.HostKeyName} SHA256:{shown.FingerPrintSHA256}";
            shown.CanTrust = known.Trusts(shown.HostKey);
            refused = !shown.CanTrust;
        };
        try
        {
            await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (SshConnectionException error) when (refused || (fingerprint is null && error.Message.Contains("host key", StringComparison.OrdinalIgnoreCase)))
        {
            client.Dispose();
            throw new LeatException(ErrorCode.PermissionDenied, SftpErrors.Untrusted(host, known, fingerprint), error);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private void Drop(Connection connection)
    {
        lock (_open)
        {
            if (_open.Remove(connection))
                connection.Client.Dispose();
        }
    }

    private sealed class Connection(SftpClient client)
    {
        private int _users;

        public SftpClient Client => client;

        public int Users => Volatile.Read(ref _users);

        public void Rent() => Interlocked.Increment(ref _users);

        public void Return() => Interlocked.Decrement(ref _users);
    }
}
