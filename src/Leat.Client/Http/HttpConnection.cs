using System.Net.Http.Headers;
using System.Text;
using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>The way to one server: address, credentials, connections. Safe for concurrent use.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const string WorkspaceHeader = "X-MLFLOW-WORKSPACE";

    private readonly HttpClient _http;
    private readonly HttpMessageHandler? _ownHandler;
    private readonly HttpStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly RetryPolicy _retries;
    private volatile bool _contacted;

    public HttpConnection(Uri address, HttpStoreOptions options, TimeProvider timeProvider)
    {
        Address = WithoutCredentials(address);
        _options = options;
        _timeProvider = timeProvider;
        _retries = new RetryPolicy(options);
        _ownHandler = options.Handler is null ? NewHandler(options) : null;
        var handler = options.Handler ?? _ownHandler!;
        // Each attempt of a call has a timeout of its own, by the given clock.
        _http = NewClient(handler, address, Timeout.InfiniteTimeSpan);
        Artifacts = NewClient(handler, address, options.ArtifactTimeout);
    }

    /// <summary>The server's address, without credentials.</summary>
    public Uri Address { get; }

    /// <summary>Carries artifacts, with the same credentials.</summary>
    public HttpClient Artifacts { get; }

    /// <summary>Sends a message that changes something. Only the success of the call matters: its answer is not read.</summary>
    /// <exception cref="LeatException">The server's error, or why there was no answer.</exception>
    public Task SendAsync<TMessage>(Verb verb, string path, TMessage message, CancellationToken cancellationToken) =>
        SendAsync(HttpCall<EmptyResponse>.Of(verb, path, message), cancellationToken);

    /// <summary>Sends a message and reads the answer.</summary>
    /// <exception cref="LeatException">The server's error, or why there was no answer.</exception>
    public async Task<TResult> SendAsync<TMessage, TAnswer, TResult>(
        Verb verb, string path, TMessage message, Func<TAnswer, TResult> read, CancellationToken cancellationToken)
        where TAnswer : class =>
        read(await SendAsync(HttpCall<TAnswer>.Of(verb, path, message), cancellationToken).ConfigureAwait(false));

    /// <summary>Sends a call, again if need be, and returns its answer.</summary>
    /// <exception cref="LeatException">The server's error, or why there was no answer.</exception>
    public async Task<T> SendAsync<T>(HttpCall<T> call, CancellationToken cancellationToken)
        where T : class
    {
        var untouched = true;
        for (var retry = 1; ; retry++)
        {
            var outcome = await AttemptAsync(call, cancellationToken).ConfigureAwait(false);
            if (outcome.Answer is not null)
                return outcome.Answer;
            var error = outcome.Error!;
            if (!untouched && call.AnswerIfGone is not null && error.Code == ErrorCode.ResourceDoesNotExist)
                return call.AnswerIfGone;
            if (!outcome.MayRetry(call.Repeatability) || retry > _retries.MaxRetries(_contacted))
                throw error;
            untouched &= outcome.Untouched;
            await WaitAsync(_retries.Wait(retry, outcome.RetryAfter), error, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        Artifacts.Dispose();
        _ownHandler?.Dispose();
    }

    /// <summary>Waits before a retry. A caller who cancels the wait learns which error led to it.</summary>
    private async Task WaitAsync(TimeSpan wait, LeatException error, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
    }

    private async Task<HttpOutcome<T>> AttemptAsync<T>(HttpCall<T> call, CancellationToken cancellationToken)
        where T : class
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = call.ToRequest(Address);
        try
        {
            using var response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            _contacted = true;
            return await AnswerReader.ReadAsync(call, response, _timeProvider, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpOutcome<T>.Lost(HttpErrors.TimedOut(Address, _options.Timeout, exception));
        }
        catch (HttpRequestException exception)
        {
            return HttpErrors.NeverArrived(exception)
                ? HttpOutcome<T>.NotSent(HttpErrors.Unreachable(Address, exception), exception.HttpRequestError)
                : HttpOutcome<T>.Lost(HttpErrors.Interrupted(Address, exception));
        }
        catch (IOException exception)
        {
            return HttpOutcome<T>.Lost(HttpErrors.Interrupted(Address, exception));
        }
    }

    private static SocketsHttpHandler NewHandler(HttpStoreOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            // So that long jobs notice DNS changes.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ConnectTimeout = TimeSpan.FromSeconds(30),
        };
        if (options.InsecureTls)
        {
#pragma warning disable CA5359 // This is what the option says, and what it warns of.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return handler;
    }

    private HttpClient NewClient(HttpMessageHandler handler, Uri address, TimeSpan timeout)
    {
        var client = new HttpClient(handler, disposeHandler: false) { Timeout = timeout };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("leat-dotnet-client", Version));
        client.DefaultRequestHeaders.Authorization = Credentials(_options, address);
        if (!string.IsNullOrEmpty(_options.Workspace))
            client.DefaultRequestHeaders.TryAddWithoutValidation(WorkspaceHeader, _options.Workspace);
        return client;
    }

    private static AuthenticationHeaderValue? Credentials(HttpStoreOptions options, Uri address)
    {
        if (options is { Username: not null, Password: not null })
            return Basic($"{options.Username}:{options.Password}");
        if (options.Token is not null)
            return new AuthenticationHeaderValue("Bearer", options.Token);
        return address.UserInfo.Length > 0 ? Basic(Uri.UnescapeDataString(address.UserInfo)) : null;
    }

    private static AuthenticationHeaderValue Basic(string userAndPassword) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword)));

    private static Uri WithoutCredentials(Uri address) =>
        new UriBuilder(address) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri;

    private static string Version { get; } =
        typeof(HttpConnection).Assembly.GetName().Version?.ToString(3) ?? "0";
}
