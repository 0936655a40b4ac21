using System.Net;
using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Leat.Artifacts.Objects;
using Leat.Core;

namespace Leat.Artifacts.Gcs;

/// <summary>Calls to the service, signed and repeated while it is busy. Safe for concurrent use.</summary>
internal sealed class GcsService : IDisposable
{
    private const int Attempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly GcsSettings _settings;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _loading = new(1);
    private (bool Loaded, ITokenAccess? Access) _credentials;

    public GcsService(GcsSettings settings)
    {
        _settings = settings;
        Endpoint = settings.Endpoint;
        Signer = settings.Signer() is { } account ? new GcsSigner(account, Endpoint) : null;

        // Contents are what was stored: nothing is unpacked on the way.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { Timeout = settings.CallTimeout };
    }

    /// <summary>The address of the service, with a slash at its end.</summary>
    public Uri Endpoint { get; }

    /// <summary>Signs addresses; null if the credentials cannot.</summary>
    public GcsSigner? Signer { get; }

    /// <summary>Makes a call, several times if need be.</summary>
    /// <param name="what">The beginning of a sentence: which bucket cannot do what.</param>
    /// <param name="make">Makes the request anew for each attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A successful answer, whose content may still be on its way.</returns>
    /// <exception cref="LeatException">The service refused it, or was not reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(string what, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await SendOnceAsync(make, cancellationToken).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                    return answer;
                if (!IsBusy(answer.StatusCode) || attempt == Attempts)
                    throw await GcsErrors.OfAsync(what, answer, cancellationToken).ConfigureAwait(false);
                answer.Dispose();
            }
            catch (TokenResponseException error)
            {
                throw new LeatException(ErrorCode.Unauthenticated, $"{what}: Google gives these credentials no access ({error.Error?.Error}).", error);
            }
            catch (Exception error) when (ServiceFaults.IsNotReached(error))
            {
                if (attempt == Attempts)
                    throw ServiceFaults.NotReached(what, error);
            }

            await Task.Delay(FirstPause * (1 << (attempt - 1)) * (0.75 + (Random.Shared.NextDouble() / 2)), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _loading.Dispose();
    }

    private static bool IsBusy(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    private async Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using var request = make();
        if (await AccessAsync(cancellationToken).ConfigureAwait(false) is { } access)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await access.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken).ConfigureAwait(false));
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looked for at the first call, since opening a location does no I/O.</summary>
    private async ValueTask<ITokenAccess?> AccessAsync(CancellationToken cancellationToken)
    {
        if (_credentials.Loaded)
            return _credentials.Access;
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_credentials.Loaded)
                _credentials = (true, await _settings.CredentialsAsync(cancellationToken).ConfigureAwait(false));
            return _credentials.Access;
        }
        finally
        {
            _loading.Release();
        }
    }
}
