using System.Text.RegularExpressions;
using Leat.Conformance.Tests.Json;

namespace Leat.Conformance.Tests.Matching;

/// <summary>The matchers <c>&lt;name&gt;</c> that test a value's type or form.</summary>
internal static partial class Placeholders
{
    // From mid 2017 to 2103: wide enough for any clock, narrow enough to catch seconds and microseconds.
    private const double EarliestMillis = 1.5e12;
    private const double LatestMillis = 4.2e12;

    private static readonly Dictionary<string, Func<JsonValue, bool>> ByName = new(StringComparer.Ordinal)
    {
        ["any"] = _ => true,
        ["null"] = got => got is JsonNull,
        ["bool"] = got => got is JsonBool,
        ["int"] = got => got is JsonInteger,
        ["number"] = got => got is JsonInteger or JsonReal,
        ["nan"] = got => got is JsonReal { Value: double.NaN },
        ["array"] = got => got is JsonArray,
        ["object"] = got => got is JsonObject,
        ["string"] = got => got is JsonString,
        ["nonempty"] = got => got is JsonString { Value.Length: > 0 },
        ["token"] = got => got is JsonString { Value.Length: > 0 },
        ["millis"] = got => got is JsonInteger i && (double)i.Value is > EarliestMillis and < LatestMillis,
        ["id"] = Text(Id()),
        ["hex32"] = Text(Hex32()),
        ["uuid"] = Text(Uuid()),
        ["model_id"] = Text(ModelId()),
        ["int-string"] = Text(IntegerText()),
        ["millis-string"] = Text(MillisText()),
        ["rfc3339"] = Text(Rfc3339()),
        ["duration"] = Text(Duration()),
        ["run_name"] = Text(RunName()),
    };

    /// <returns>Null if there is no such placeholder.</returns>
    public static bool? Test(string name, JsonValue got) => ByName.TryGetValue(name, out var test) ? test(got) : null;

    private static Func<JsonValue, bool> Text(Regex form) => got => got is JsonString s && form.IsMatch(s.Value);

    [GeneratedRegex(@"\A[A-Za-z0-9_.\-]+\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex Hex32();

    [GeneratedRegex(@"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\Am-[0-9a-f]{32}\z")]
    private static partial Regex ModelId();

    [GeneratedRegex(@"\A-?\d+\z")]
    private static partial Regex IntegerText();

    [GeneratedRegex(@"\A\d{13}\z")]
    private static partial Regex MillisText();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\z")]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"\A-?\d+(\.\d+)?s\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A[a-z]+-[a-z]+-\d+\z")]
    private static partial Regex RunName();
}
