using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Leat.Testing.Http;

namespace Leat.Durability.Tests.BadInput;

/// <summary>Says what is wrong with a response to bad input.</summary>
internal static partial class Judge
{
    /// <summary>For API calls: success, or a rejection in MLflow's words as JSON.</summary>
    public static string? FaultOfApiAnswer(RawResponse response) =>
        FaultOfAnyAnswer(response) ?? (response.Status < 400 ? null : FaultOfErrorBody(response));

    /// <summary>For unknown routes: an HTML page, by which clients distinguish a missing route from a rejection.</summary>
    public static string? FaultOfUnknownRouteAnswer(RawResponse response) =>
        FaultOfAnyAnswer(response) ?? (response.Status is 404 or 405 && response.ContentType.StartsWith("text/html", StringComparison.Ordinal)
            ? null
            : "not an HTML page that says 'not found'");

    /// <summary>For anything at all: never a server failure, never internals.</summary>
    public static string? FaultOfAnyAnswer(RawResponse response)
    {
        if (response.Status >= 500)
            return "the server blames itself";
        return Insides().IsMatch(response.Text) ? "shows the server's insides" : null;
    }

    private static string? FaultOfErrorBody(RawResponse response)
    {
        if (!response.ContentType.StartsWith("application/json", StringComparison.Ordinal))
            return $"an error of type '{response.ContentType}'";
        try
        {
            var body = JsonNode.Parse(response.Body) as JsonObject;
            return body?["error_code"]?.GetValueKind() == JsonValueKind.String
                && body["message"]?.GetValueKind() == JsonValueKind.String
                    ? null
                    : "an error without error_code and message";
        }
        catch (JsonException)
        {
            return "an error that is no JSON";
        }
    }

    [GeneratedRegex(@"\.cs:line|^\s*at [A-Za-z_]+\.\S+\(|System\.[A-Za-z.]*Exception|Exception:|StackTrace|SQLite Error", RegexOptions.Multiline)]
    private static partial Regex Insides();
}
