using System.Text.Json;
using Leat.Core;

namespace Leat.Artifacts.Proxy;

/// <summary>Turns failed answers of a proxy into errors.</summary>
internal static class ProxyErrors
{
    /// <summary>An answer that is not MLflow's may be a page of any length.</summary>
    private const int MaxBodyCharacters = 500;

    public static LeatException Unreachable(Uri address, HttpRequestException cause) => new(
        ErrorCode.TemporarilyUnavailable,
        $"The artifact server at {address.GetLeftPart(UriPartial.Authority)} could not be reached: {cause.Message}",
        cause);

    public static async Task<LeatException> FromResponseAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (TryReadError(body) is { } error)
            return error;
        var shown = body.Length > MaxBodyCharacters ? body[..MaxBodyCharacters] + "…" : body;
        return new LeatException(
            ErrorCodes.FromHttpStatus(status),
            $"API request to {response.RequestMessage?.RequestUri?.AbsolutePath} failed with error code {status} != 200. Response body: '{shown}'");
    }

    private static LeatException? TryReadError(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error_code", out var code) && code.ValueKind == JsonValueKind.String
                    ? new LeatException(ErrorCodes.FromWireName(code.GetString()), MessageOf(json.RootElement))
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string MessageOf(JsonElement error) =>
        error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString()! : "";
}
