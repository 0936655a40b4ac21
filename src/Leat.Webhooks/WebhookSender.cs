using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Leat.Core;

namespace Leat.Webhooks;

/// <summary>Sends one request to a webhook. Safe for concurrent use.</summary>
/// <remarks>Anyone who can create webhooks makes the server send requests to addresses of their choice. So redirects are not followed,
/// cookies are not kept, and at most <see cref="MaxBody"/> of an answer is read.</remarks>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>How much of an answer a test shows, in bytes.</summary>
    private const int MaxBody = 64 * 1024;

    private readonly WebhookOptions _options;
    private readonly SecretKeeper _secrets;
    private readonly TimeProvider _time;
    private readonly Lazy<HttpClient> _client;

    public WebhookSender(WebhookOptions options, SecretKeeper secrets, TimeProvider time)
    {
        _options = options;
        _secrets = secrets;
        _time = time;
        _client = new Lazy<HttpClient>(NewClient);
    }

    /// <summary>Sends a request; a failure is an outcome too.</summary>
    /// <param name="webhook">Where to, and signed with which secret.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="readBody">Whether the answer's body is wanted.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<WebhookOutcome> SendAsync(
        Webhook webhook, WebhookRequest message, bool readBody, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var request = NewRequest(webhook, message);
            using var response = await _client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            var body = readBody ? await ReadBodyAsync(response, either.Token).ConfigureAwait(false) : null;
            return new WebhookOutcome(
                status, body, Error: null, MayRetry: status is 429 or 500 or 502 or 503 or 504, RetryAfterOf(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookOutcome.Failed(
                string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.RequestTimeout.TotalSeconds:0.###} s"), mayRetry: true);
        }
        catch (HttpRequestException exception)
        {
            return WebhookOutcome.Failed(WebhookConnections.Describe(exception), mayRetry: true);
        }
        catch (IOException)
        {
            return WebhookOutcome.Failed("the answer broke off", mayRetry: true);
        }
        catch (LeatException exception)
        {
            // The address is not allowed any more, or the secret cannot be read.
            return WebhookOutcome.Failed(exception.Message, mayRetry: false);
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    /// <summary>Made for the first request: most programs that open a store in process never send one.</summary>
    private HttpClient NewClient()
    {
        var client = new HttpClient(WebhookConnections.NewHandler(_options)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Leat", null));
        return client;
    }

    private HttpRequestMessage NewRequest(Webhook webhook, WebhookRequest message)
    {
        var url = new Uri(WebhookRules.CheckUrl(webhook.Url, _options.AllowedSchemes));
        var secret = webhook.Secret is null
            ? null
            : _secrets.Reveal(webhook.Secret) ?? throw new LeatException(
                ErrorCode.InvalidState, "the webhook's secret was stored under another encryption key than the server has now; set it again");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-MLflow-Delivery-Id", message.DeliveryId);
        request.Headers.Add("X-MLflow-Timestamp", message.Timestamp);
        if (secret is not null)
            request.Headers.Add("X-MLflow-Signature", message.Sign(secret));
        if (url.UserInfo.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        }

        return request;
    }

    private static async Task<string> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var bytes = new byte[MaxBody];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };
}
