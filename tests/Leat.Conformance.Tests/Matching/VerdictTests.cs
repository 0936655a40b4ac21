using Leat.Conformance.Tests.Json;
using Leat.Conformance.Tests.Playing;
using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Matching;

/// <summary>Made-up expectations and responses that reach every matcher from both sides. The verdict beside each, and the places where it
/// differs, were recorded from the program that plays the scenarios outside the project.</summary>
public sealed class VerdictTests
{
    private static readonly JsonArray Cases = (JsonArray)JsonParser.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Matching", "verdicts.json")));

    [Fact]
    public void Every_recorded_verdict_is_reached_at_the_same_places()
    {
        Cases.Items.Select(item => Disagreement((JsonObject)item)).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void Verdicts_of_both_kinds_are_recorded()
    {
        var passing = Cases.Items.Count(item => ((JsonObject)item).Members["passes"] is JsonBool { Value: true });
        passing.ShouldBeGreaterThan(100);
        (Cases.Items.Count - passing).ShouldBeGreaterThan(100);
    }

    private static string? Disagreement(JsonObject given)
    {
        var differences = ResponseCheck.Check((JsonObject)given.Members["expect"], Answer(given), Given(given));
        var passes = ((JsonBool)given.Members["passes"]).Value;
        var paths = ((JsonArray)given.Members["paths"]).Items.Select(JsonText.Plain).ToList();
        var found = differences.All.Select(difference => difference.Path).ToList();
        return differences.None == passes && found.SequenceEqual(paths)
            ? null
            : $"{given.Members["name"]}: recorded [{string.Join(", ", paths)}], found [{string.Join(", ", found)}]";
    }

    private static RawResponse Answer(JsonObject given)
    {
        var answer = (JsonObject)given.Members["answer"];
        var headers = ((JsonObject)answer.Members["headers"]).Members
            .ToDictionary(header => header.Key, header => JsonText.Plain(header.Value), StringComparer.Ordinal);
        return new RawResponse(
            (int)((JsonInteger)answer.Members["status"]).Value,
            headers,
            LooseUtf8.GetBytes(((JsonString)answer.Members["text"]).Value));
    }

    private static Variables Given(JsonObject given)
    {
        var variables = new Variables("http://127.0.0.1:5000", TimeProvider.System);
        if (given.Members.GetValueOrDefault("variables") is JsonObject values)
        {
            foreach (var (name, value) in values.Members)
                variables[name] = value;
        }

        return variables;
    }
}
