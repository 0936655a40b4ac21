using Leat.Conformance.Tests.Json;

namespace Leat.Conformance.Tests.Playing;

/// <summary>One request of a scenario.</summary>
internal sealed record ScenarioStep(
    JsonObject Request, JsonObject Expectation, JsonObject? Captures, string Note, TimeSpan Pause)
{
    public static ScenarioStep Parse(JsonValue value)
    {
        var step = value as JsonObject ?? throw new FormatException("a step is a JSON object");
        return new ScenarioStep(
            Part(step, "request"),
            Part(step, "expect"),
            step.Members.GetValueOrDefault("capture") as JsonObject,
            step.Members.GetValueOrDefault("note") is JsonString note ? note.Value : "",
            step.Members.GetValueOrDefault("sleep_ms") is JsonInteger ms
                ? TimeSpan.FromMilliseconds((long)ms.Value)
                : TimeSpan.Zero);
    }

    private static JsonObject Part(JsonObject step, string name) =>
        step.Members.GetValueOrDefault(name) as JsonObject ?? throw new FormatException($"a step has an object '{name}'");
}
