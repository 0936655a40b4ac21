using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>Reads answers of a server: JSON, or an error in one of the forms that servers and the proxies in front of them use.</summary>
internal static class AnswerReader
{
    /// <summary>How much is shown of a text that is not an error message of the protocol.</summary>
    private const int MaxShown = 300;

    /// <summary>The media type of answers to spans, whatever they contain: MLflow sends JSON.</summary>
    private const string Protobuf = "application/x-protobuf";

    public static async Task<HttpOutcome<T>> ReadAsync<T>(
        HttpCall<T> call, HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
        where T : class
    {
        if (!response.IsSuccessStatusCode)
            return await ReadErrorAsync(call, response, timeProvider, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType == Protobuf && EmptyResponse.Instance is T done)
            return HttpOutcome<T>.Success(done);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            try
            {
                var answer = await JsonSerializer
                    .DeserializeAsync(body, MessageType<T>.Info, cancellationToken).ConfigureAwait(false);
                if (answer is not null)
                    return HttpOutcome<T>.Success(answer);
            }
            catch (JsonException)
            {
                // Reported below: the error's position in some HTML page helps nobody.
            }
        }

        return HttpOutcome<T>.Refused(new LeatException(
            ErrorCode.InternalError,
            $"{response.RequestMessage?.RequestUri} answered, but not as a tracking server does. Is the address right?"));
    }

    private static async Task<HttpOutcome<T>> ReadErrorAsync<T>(
        HttpCall<T> call, HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
        where T : class
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        var error = Parse(text, status) ?? new LeatException(
            ErrorCodes.FromHttpStatus(status),
            $"API request to endpoint {PathOnly(call.Path)} failed with HTTP status {status.ToString(CultureInfo.InvariantCulture)}."
            + (text.Length == 0 ? "" : $" Response body: '{Cut(text)}'"));
        return new HttpOutcome<T>(
            null,
            error,
            Transient: status is 408 or 429 or 500 or 502 or 503 or 504,
            Untouched: status is 429 or 503,
            RetryAfter(response.Headers.RetryAfter, timeProvider));
    }

    private static LeatException? Parse(string text, int status)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
            return null;
        try
        {
            var error = JsonSerializer.Deserialize(text, ProtocolJsonContext.Wire.ErrorResponse);
            return error is { ErrorCode: null, Message: null } ? ParseDetail(text, status) : error?.ToException(status);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the form that errors have where spans are sent: <c>{"detail": "…"}</c>.</summary>
    private static LeatException? ParseDetail(string text, int status)
    {
        const string prefix = "Failed to log OpenTelemetry spans: ";
        using var error = JsonDocument.Parse(text);
        if (!error.RootElement.TryGetProperty("detail", out var detail) || detail.ValueKind != JsonValueKind.String)
            return null;
        var message = detail.GetString()!;
        return new LeatException(
            ErrorCodes.FromHttpStatus(status), message.StartsWith(prefix, StringComparison.Ordinal) ? message[prefix.Length..] : message);
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider timeProvider) =>
        header?.Delta ?? header?.Date - timeProvider.GetUtcNow();

    private static string PathOnly(string path) => path.Split('?')[0];

    private static string Cut(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}
