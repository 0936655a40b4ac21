using System.Globalization;
using Leat.Conformance.Tests.Json;

namespace Leat.Conformance.Tests.Matching;

/// <summary>All places where a response differs from the recording. Empty means that it matches.</summary>
internal sealed class Differences
{
    private const int LongestShown = 300;
    private readonly List<Difference> _all = [];

    public IReadOnlyList<Difference> All => _all;

    public bool None => _all.Count == 0;

    public static string Show(JsonValue value)
    {
        var text = JsonText.Write(value, sorted: true);
        return text.Length <= LongestShown
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text[..(LongestShown - 20)]} ... ({text.Length} chars)");
    }

    public void Add(string path, string expected, string got) =>
        _all.Add(new Difference(path.Length == 0 ? "$" : path, expected, got));

    public void Add(string path, JsonValue expected, JsonValue got) => Add(path, Show(expected), Show(got));
}
