using System.Globalization;
using System.Numerics;
using System.Text;
using Leat.Conformance.Tests.Json;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Substitutes variables anywhere in a value, and expands the directives that keep large bodies short.</summary>
/// <remarks><c>$repeat</c>, <c>$concat</c>, <c>$range</c> and <c>$json_text</c>.</remarks>
internal static class Generators
{
    public static JsonValue Expand(JsonValue value, Variables variables) => value switch
    {
        JsonString s => variables.Fill(s.Value),
        JsonArray array => new JsonArray([.. array.Items.Select(item => Expand(item, variables))]),
        JsonObject { Special: { } special } => Generate(special.Key, special.Value, variables)
            ?? ExpandMembers((JsonObject)value, variables),
        JsonObject o => ExpandMembers(o, variables),
        _ => value,
    };

    private static JsonObject ExpandMembers(JsonObject o, Variables variables)
    {
        var members = new OrderedDictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var (name, value) in o.Members)
            members.Add(name, Expand(value, variables));
        return new JsonObject(members);
    }

    private static JsonValue? Generate(string generator, JsonValue argument, Variables variables) => generator switch
    {
        "$repeat" => Repeat((JsonArray)argument, variables),
        "$concat" => Concat((JsonArray)argument, variables),
        "$range" => Range((JsonObject)argument, variables),
        "$json_text" => new JsonString(JsonText.Write(Expand(argument, variables), ascii: true)),
        _ => null,
    };

    private static JsonString Repeat(JsonArray argument, Variables variables)
    {
        var unit = variables.FillText(((JsonString)argument.Items[0]).Value);
        return new JsonString(new StringBuilder().Insert(0, unit, Integer(argument.Items[1])).ToString());
    }

    private static JsonString Concat(JsonArray argument, Variables variables) =>
        new(string.Concat(argument.Items.Select(item => JsonText.Plain(Expand(item, variables)))));

    private static JsonArray Range(JsonObject argument, Variables variables)
    {
        var from = argument.Members.TryGetValue("from", out var given) ? Integer(given) : 0;
        var item = argument.Members["item"];
        return new JsonArray([.. Enumerable.Range(from, Integer(argument.Members["count"]))
            .Select(i => Expand(item, variables.With("i", new JsonInteger(new BigInteger(i)))))]);
    }

    private static int Integer(JsonValue value) => value is JsonInteger i
        ? (int)i.Value
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a generator's count is no integer: {value}"));
}
