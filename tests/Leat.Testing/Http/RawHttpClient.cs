using System.Net.Sockets;

namespace Leat.Testing.Http;

/// <summary>An HTTP/1.1 client on a bare socket with one kept-alive connection.</summary>
/// <remarks>
/// <see cref="HttpClient"/> would normalise dot segments, re-escape, and follow redirects: exactly what a protocol test must be able to send and see.
/// Not safe for concurrent use; use one per caller.
/// </remarks>
public sealed class RawHttpClient(Uri address, TimeSpan timeout) : IDisposable
{
    private readonly string _prefix = address.AbsolutePath.TrimEnd('/');
    private RawConnection? _connection;

    public RawHttpClient(Uri address)
        : this(address, TimeSpan.FromSeconds(60))
    {
    }

    /// <exception cref="RawHttpException">No response, not even on a second, fresh connection.</exception>
    public async Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellationToken)
    {
        // A server may close an idle connection at any time: only a request on a reused connection is sent again.
        if (_connection is not null)
        {
            try
            {
                return await SendOnceAsync(request, cancellationToken);
            }
            catch (RawHttpException)
            {
            }
        }

        return await SendOnceAsync(request, cancellationToken);
    }

    public void Dispose() => Close();

    private async Task<RawResponse> SendOnceAsync(RawRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            _connection ??= await RawConnection.OpenAsync(address.Host, address.Port, limit.Token);
            await _connection.SendAsync(request with { Target = _prefix + request.Target }, limit.Token);
            var (response, keepAlive) = await _connection.ReadResponseAsync(request.Method, limit.Token);
            if (!keepAlive)
                Close();
            return response;
        }
        catch (Exception fault) when (IsConnectionFault(fault, cancellationToken))
        {
            Close();
            throw new RawHttpException($"no answer to {request.Method} {request.Target}: {fault.Message}", fault);
        }
    }

    private static bool IsConnectionFault(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        IOException or SocketException or RawHttpException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
