using System.Text.RegularExpressions;
using Leat.Conformance.Tests.Json;
using Leat.Conformance.Tests.Playing;

namespace Leat.Conformance.Tests.Matching;

/// <summary>The meaning of a string in an expectation: a placeholder, a text test, or a value with variables.</summary>
internal sealed partial class TextMatcher(Variables variables)
{
    /// <returns>Null if it matches, otherwise what was expected.</returns>
    public string? Match(string expected, JsonValue got)
    {
        if (expected.Length >= 2 && expected[0] == '<' && expected[^1] == '>')
        {
            var inner = expected[1..^1];
            if (Placeholders.Test(inner, got) is { } passes)
                return passes ? null : expected;
            var colon = inner.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && inner[..colon] is "re" or "contains" or "prefix" or "uri")
                return MatchText(inner[..colon], inner[(colon + 1)..], got) ? null : expected;
        }

        var wanted = variables.Fill(expected);
        return Equal(wanted, got) ? null : Differences.Show(wanted);
    }

    private static bool Equal(JsonValue wanted, JsonValue got) => wanted.SameAs(got);

    private bool MatchText(string kind, string argument, JsonValue got)
    {
        if (got is not JsonString { Value: var text })
            return false;
        if (kind == "re")
            return MatchPattern(argument, text);
        var wanted = variables.FillText(argument);
        return kind switch
        {
            "contains" => text.Contains(wanted, StringComparison.Ordinal),
            "prefix" => text.StartsWith(wanted, StringComparison.Ordinal),
            _ => Scheme().IsMatch(text) && text.EndsWith(wanted, StringComparison.Ordinal),
        };
    }

    private bool MatchPattern(string pattern, string text) => Regex.IsMatch(
        text,
        @"\A(?:" + variables.FillText(pattern, Regex.Escape) + @")\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\A[a-z][a-z0-9+.\-]*:")]
    private static partial Regex Scheme();
}
