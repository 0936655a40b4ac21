using Leat.Conformance.Tests.Json;

namespace Leat.Conformance.Tests.Playing;

/// <summary>A recorded exchange: requests in order, with the expected responses.</summary>
internal sealed record Scenario(string Area, string Name, IReadOnlyList<ScenarioStep> Steps)
{
    public string Id => $"{Area}/{Name}";

    /// <exception cref="FormatException">Not a scenario; says what is missing.</exception>
    public static Scenario Parse(ReadOnlySpan<byte> utf8)
    {
        var document = JsonParser.Parse(utf8) as JsonObject ?? throw new FormatException("a scenario is a JSON object");
        var steps = document.Members.GetValueOrDefault("steps") as JsonArray
            ?? throw new FormatException("a scenario has an array 'steps'");
        return new Scenario(
            Text(document, "area"), Text(document, "name"), [.. steps.Items.Select(ScenarioStep.Parse)]);
    }

    private static string Text(JsonObject document, string name) =>
        document.Members.GetValueOrDefault(name) is JsonString text
            ? text.Value
            : throw new FormatException($"a scenario has a string '{name}'");
}
