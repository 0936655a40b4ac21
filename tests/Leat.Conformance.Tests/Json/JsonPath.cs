using System.Globalization;
using System.Text.RegularExpressions;

namespace Leat.Conformance.Tests.Json;

/// <summary>
/// Paths into an answer: <c>run.info.run_id</c>, <c>runs[0].info</c>, <c>runs[-1]</c>, <c>tags[key=a].value</c>,
/// <c>runs[*].info.run_name</c>, and <c>$</c> for all of it.
/// </summary>
internal static partial class JsonPath
{
    /// <returns>Null if the document has no such place.</returns>
    public static JsonValue? Find(JsonValue document, string path) =>
        path == "$" ? document : Walk(document, Segments().Matches(path).ToArray());

    private static JsonValue? Walk(JsonValue? value, ReadOnlySpan<Match> segments)
    {
        if (value is null || segments.IsEmpty)
            return value;
        var rest = segments[1..];
        if (segments[0].Groups["name"].Success)
            return Walk(Member(value, segments[0].Groups["name"].Value), rest);
        return WalkItems(value as JsonArray, segments[0].Groups["item"].Value, rest);
    }

    private static JsonValue? WalkItems(JsonArray? array, string item, ReadOnlySpan<Match> rest)
    {
        if (array is null)
            return null;
        if (item == "*")
            return WalkAll(array, rest);
        var equals = item.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? Walk(At(array, int.Parse(item, CultureInfo.InvariantCulture)), rest)
            : Walk(FirstWith(array, item[..equals], item[(equals + 1)..]), rest);
    }

    private static JsonArray WalkAll(JsonArray array, ReadOnlySpan<Match> rest)
    {
        var found = new List<JsonValue>();
        foreach (var item in array.Items)
            found.Add(Walk(item, rest) ?? JsonNull.Instance);
        return new JsonArray(found);
    }

    private static JsonValue? FirstWith(JsonArray array, string key, string value) =>
        array.Items.FirstOrDefault(item =>
            item is JsonObject && JsonText.Plain(Find(item, key) ?? JsonNull.Instance) == value);

    private static JsonValue? At(JsonArray array, int index)
    {
        var place = index < 0 ? array.Items.Count + index : index;
        return place >= 0 && place < array.Items.Count ? array.Items[place] : null;
    }

    private static JsonValue? Member(JsonValue value, string name) =>
        (value as JsonObject)?.Members.GetValueOrDefault(name);

    [GeneratedRegex(@"\[(?<item>\*|-?[0-9]+|[A-Za-z0-9_.]+=[^\]]*)\]|(?<name>[^.\[\]]+)")]
    private static partial Regex Segments();
}
