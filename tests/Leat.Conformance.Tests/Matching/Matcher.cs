using System.Globalization;
using Leat.Conformance.Tests.Json;
using Leat.Conformance.Tests.Playing;

namespace Leat.Conformance.Tests.Matching;

/// <summary>Compares a response with the recording: objects exactly, arrays in order, numbers by value.</summary>
internal sealed partial class Matcher(Variables variables)
{
    private readonly TextMatcher _texts = new(variables);

    public void Match(JsonValue expected, JsonValue got, string path, Differences differences)
    {
        switch (expected)
        {
            case JsonObject { Special: { } special }:
                MatchSpecial(special.Key, special.Value, got, path, differences);
                break;
            case JsonObject members:
                MatchObject(members, got, path, differences);
                break;
            case JsonArray items:
                MatchArray(items, got, path, differences);
                break;
            case JsonString text:
                if (_texts.Match(text.Value, got) is { } wanted)
                    differences.Add(path, wanted, Differences.Show(got));
                break;
            default:
                if (!SameScalar(expected, got))
                    differences.Add(path, expected, got);
                break;
        }
    }

    private static bool SameScalar(JsonValue expected, JsonValue got) =>
        expected.SameAs(got) || (expected is JsonReal { Value: double.NaN } && got is JsonReal { Value: double.NaN });

    private void MatchObject(JsonObject expected, JsonValue got, string path, Differences differences)
    {
        if (got is not JsonObject answer)
        {
            differences.Add(path, expected, got);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in expected.Members)
        {
            var optional = key.EndsWith('?');
            var name = variables.FillText(optional ? key[..^1] : key);
            seen.Add(name);
            if (answer.Members.TryGetValue(name, out var member))
                Match(value, member, Join(path, name), differences);
            else if (!optional)
                differences.Add(Join(path, name), Differences.Show(value), "(absent)");
        }

        foreach (var (name, value) in answer.Members.Where(member => !seen.Contains(member.Key)))
            differences.Add(Join(path, name), "(absent)", Differences.Show(value));
    }

    private void MatchArray(JsonArray expected, JsonValue got, string path, Differences differences)
    {
        if (got is not JsonArray answer)
        {
            differences.Add(path, expected, got);
            return;
        }

        if (answer.Items.Count != expected.Items.Count)
        {
            differences.Add(path, Counted(expected), Counted(answer));
            return;
        }

        for (var i = 0; i < expected.Items.Count; i++)
            Match(expected.Items[i], answer.Items[i], At(path, i), differences);
    }

    private Differences Compare(JsonValue expected, JsonValue got)
    {
        var differences = new Differences();
        Match(expected, got, "", differences);
        return differences;
    }

    private bool Fits(JsonValue expected, JsonValue got) => Compare(expected, got).None;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static string Counted(JsonArray array) =>
        string.Create(CultureInfo.InvariantCulture, $"{array.Items.Count} elements: {Differences.Show(array)}");
}
