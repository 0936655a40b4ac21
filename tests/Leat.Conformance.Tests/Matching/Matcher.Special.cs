using System.Globalization;
using Leat.Conformance.Tests.Json;
using Leat.Conformance.Tests.Playing;

namespace Leat.Conformance.Tests.Matching;

/// <content>The matchers that are objects with one member: <c>{"$oneof": [...]}</c> and the like.</content>
internal sealed partial class Matcher
{
    private void MatchSpecial(string kind, JsonValue argument, JsonValue got, string path, Differences differences)
    {
        switch (kind)
        {
            case "$info":
                break;
            case "$literal":
                if (!argument.SameAs(got))
                    differences.Add(path, argument, got);
                break;
            case "$repeat" or "$concat" or "$range":
                Match(Generators.Expand(One(kind, argument), variables), got, path, differences);
                break;
            case "$oneof":
                if (!Items(argument).Any(alternative => Fits(alternative, got)))
                    differences.Add(path, "one of " + Differences.Show(argument), Differences.Show(got));
                break;
            case "$json":
                MatchJsonText(argument, got, path, differences);
                break;
            default:
                MatchElements(kind, argument, got, path, differences);
                break;
        }
    }

    private void MatchJsonText(JsonValue expected, JsonValue got, string path, Differences differences)
    {
        JsonValue document;
        try
        {
            document = JsonParser.Parse(((got as JsonString) ?? throw new FormatException("not a string")).Value);
        }
        catch (FormatException)
        {
            differences.Add(path, "a string holding JSON", Differences.Show(got));
            return;
        }

        Match(expected, document, path + "(json)", differences);
    }

    private void MatchElements(string kind, JsonValue argument, JsonValue got, string path, Differences differences)
    {
        if (got is not JsonArray answer)
        {
            differences.Add(path, "an array", Differences.Show(got));
            return;
        }

        switch (kind)
        {
            case "$length":
                MatchLength(argument, answer, path, differences);
                break;
            case "$each":
                for (var i = 0; i < answer.Items.Count; i++)
                    Match(argument, answer.Items[i], At(path, i), differences);
                break;
            case "$contains_in_order":
                MatchInOrder(argument, answer, path, differences);
                break;
            case "$unordered" or "$contains":
                MatchUnordered(Items(argument), answer, kind == "$unordered", path, differences);
                break;
            default:
                differences.Add(path, "unknown matcher " + kind, Differences.Show(got));
                break;
        }
    }

    private static void MatchLength(JsonValue length, JsonArray answer, string path, Differences differences)
    {
        if (!length.SameAs(new JsonInteger(answer.Items.Count)))
            differences.Add(path, $"{length} elements", Counted(answer));
    }

    private void MatchInOrder(JsonValue expected, JsonArray answer, string path, Differences differences)
    {
        var at = 0;
        foreach (var wanted in Items(expected))
        {
            while (at < answer.Items.Count && !Fits(wanted, answer.Items[at]))
                at++;
            if (at++ < answer.Items.Count)
                continue;
            differences.Add(path, "in this order: " + Differences.Show(expected), Differences.Show(answer));
            return;
        }
    }

    /// <summary>Each expected element takes the first that matches it; nothing is taken twice.</summary>
    private void MatchUnordered(
        IReadOnlyList<JsonValue> expected, JsonArray answer, bool all, string path, Differences differences)
    {
        var left = answer.Items.ToList();
        var unmatched = new List<JsonValue>();
        foreach (var wanted in expected)
        {
            var found = left.FindIndex(item => Fits(wanted, item));
            if (found < 0)
                unmatched.Add(wanted);
            else
                left.RemoveAt(found);
        }

        foreach (var wanted in unmatched)
            AddUnmatched(wanted, left, path, differences);
        foreach (var surplus in all ? left : [])
            differences.Add(path + "[?]", "(no such element)", Differences.Show(surplus));
    }

    /// <summary>Names the element with the same <c>key</c>, if any, to keep the report readable.</summary>
    private void AddUnmatched(JsonValue wanted, List<JsonValue> left, string path, Differences differences)
    {
        var key = Key(wanted);
        var close = key is null ? null : left.Find(item => Key(item) is { } other && key.SameAs(other));
        if (close is null)
        {
            differences.Add(path + "[?]", Differences.Show(wanted), "(no such element)");
            return;
        }

        foreach (var (place, expected, got) in Compare(wanted, close).All)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"{path}[key={JsonText.Plain(key!)}].{place}"), expected, got);
        left.Remove(close);
    }

    private static JsonValue? Key(JsonValue value) => (value as JsonObject)?.Members.GetValueOrDefault("key");

    private static IReadOnlyList<JsonValue> Items(JsonValue argument) => ((JsonArray)argument).Items;

    private static JsonObject One(string name, JsonValue value) =>
        new(new OrderedDictionary<string, JsonValue>(StringComparer.Ordinal) { [name] = value });
}
