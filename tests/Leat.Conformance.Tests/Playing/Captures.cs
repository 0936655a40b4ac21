using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Leat.Conformance.Tests.Json;
using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Extracts values from a response for later steps.</summary>
internal static class Captures
{
    /// <exception cref="ScenarioStoppedException">The response has no such value.</exception>
    public static void Take(JsonObject? captures, RawResponse response, Variables variables)
    {
        if (captures is null)
            return;
        var document = ParseOrNull(response.Body);
        foreach (var (name, capture) in captures.Members)
            variables[name] = Take(name, AsObject(capture), response, document, variables);
    }

    private static JsonValue Take(
        string name, JsonObject capture, RawResponse response, JsonValue document, Variables variables)
    {
        var source = Text(capture, "header") ?? Text(capture, "from") ?? "";
        var value = Text(capture, "header") is { } header
            ? Header(response, header)
            : JsonPath.Find(document, variables.FillText(source));
        if (value is null or JsonNull)
            throw new ScenarioStoppedException($"cannot capture {name}: the answer has no {source}");
        if (Text(capture, "regex") is { } pattern)
            value = Extract(name, value, pattern);
        return Text(capture, "as") == "int" ? Integer(name, value) : value;
    }

    private static JsonString Extract(string name, JsonValue value, string pattern)
    {
        var text = value is JsonString s ? s.Value : JsonText.Write(value, ascii: true);
        var match = Regex.Match(text, pattern, RegexOptions.CultureInvariant);
        return match.Success
            ? new JsonString(match.Groups[1].Value)
            : throw new ScenarioStoppedException($"cannot capture {name}: '{text}' does not match {pattern}");
    }

    private static JsonInteger Integer(string name, JsonValue value) =>
        BigInteger.TryParse(
            JsonText.Plain(value).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? new JsonInteger(integer)
            : throw new ScenarioStoppedException($"cannot capture {name}: {value} is no integer");

    private static JsonString? Header(RawResponse response, string name) =>
        response.Headers.TryGetValue(name.ToLowerInvariant(), out var value) ? new JsonString(value) : null;

    private static JsonValue ParseOrNull(byte[] body)
    {
        try
        {
            return JsonParser.Parse(body);
        }
        catch (FormatException)
        {
            return JsonNull.Instance;
        }
    }

    private static JsonObject AsObject(JsonValue capture) => capture as JsonObject
        ?? new JsonObject(new OrderedDictionary<string, JsonValue>(StringComparer.Ordinal) { ["from"] = capture });

    private static string? Text(JsonObject capture, string name) =>
        (capture.Members.GetValueOrDefault(name) as JsonString)?.Value;
}
