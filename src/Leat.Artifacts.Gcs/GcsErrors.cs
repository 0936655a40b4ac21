using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Leat.Artifacts.Objects;
using Leat.Core;

namespace Leat.Artifacts.Gcs;

/// <summary>Errors of the service as Leat's, with MLflow's codes. One half of its API writes them as JSON, the other as XML.</summary>
internal static class GcsErrors
{
    /// <summary>No error is longer; what is, is something else.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>Reads the error of an answer, and ends the answer.</summary>
    public static async Task<LeatException> OfAsync(string what, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var message = MessageOf(await TextOfAsync(answer, cancellationToken).ConfigureAwait(false)) ?? answer.ReasonPhrase ?? "no reason is given";
            var (code, reason) = answer.StatusCode switch
            {
                HttpStatusCode.NotFound when IsBucket(message) => (ErrorCode.ResourceDoesNotExist, "there is no such bucket"),
                HttpStatusCode.NotFound => (ErrorCode.ResourceDoesNotExist, message),
                HttpStatusCode.Unauthorized => (ErrorCode.Unauthenticated, $"the credentials are missing or not valid (GOOGLE_APPLICATION_CREDENTIALS): {message}"),
                HttpStatusCode.Forbidden => (ErrorCode.PermissionDenied, $"access is denied: give the server's credentials the rights that docs/artifacts.md lists ({message})"),
                HttpStatusCode.BadRequest => (ErrorCode.InvalidParameterValue, message),
                HttpStatusCode.PreconditionFailed => (ErrorCode.ResourceConflict, message),
                _ => (ServiceFaults.CodeOf(answer.StatusCode), message),
            };
            return new LeatException(code, $"{what}: {reason}.", new HttpRequestException(HttpRequestError.Unknown, message, null, answer.StatusCode));
        }
    }

    /// <summary>Whether there is no such object, though there is the bucket.</summary>
    public static bool IsMissing(LeatException error) =>
        error is { Code: ErrorCode.ResourceDoesNotExist, InnerException: HttpRequestException { StatusCode: HttpStatusCode.NotFound } cause } && !IsBucket(cause.Message);

    private static bool IsBucket(string message) => message.Contains("bucket does not exist", StringComparison.OrdinalIgnoreCase);

    private static async Task<string> TextOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var content = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var bytes = new byte[MostBytes];
            var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return System.Text.Encoding.UTF8.GetString(bytes, 0, length);
        }
    }

    private static string? MessageOf(string text)
    {
        try
        {
            if (text.StartsWith('{'))
            {
                using var json = JsonDocument.Parse(text);
                return json.RootElement.GetProperty("error").GetProperty("message").GetString()?.TrimEnd('.');
            }

            return text.StartsWith('<') && XDocument.Parse(text).Root is { } root && root.Element("Message") is { } message
                ? message.Value.TrimEnd('.')
                : text.Length is > 0 and < 300 ? text.Trim().TrimEnd('.') : null;
        }
        catch (Exception error) when (error is JsonException or XmlException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
