using System.Numerics;

namespace Leat.Conformance.Tests.Json;

/// <summary>A JSON value as used by the scenarios: integers of any size separate from reals, bare NaN and infinities, strings that may
/// contain lone surrogates.</summary>
/// <remarks>System.Text.Json rejects the last two, which a server may return and a scenario may send.</remarks>
internal abstract class JsonValue
{
    /// <summary>Deep equality: numbers by value, objects without order, never a string equal to a number.</summary>
    public abstract bool SameAs(JsonValue other);

    public sealed override string ToString() => JsonText.Write(this);
}

internal sealed class JsonNull : JsonValue
{
    public static readonly JsonNull Instance = new();

    private JsonNull()
    {
    }

    public override bool SameAs(JsonValue other) => other is JsonNull;
}

internal sealed class JsonBool(bool value) : JsonValue
{
    public bool Value => value;

    public override bool SameAs(JsonValue other) => other is JsonBool b && b.Value == Value;
}

internal sealed class JsonString(string value) : JsonValue
{
    public string Value => value;

    public override bool SameAs(JsonValue other) =>
        other is JsonString s && string.Equals(s.Value, Value, StringComparison.Ordinal);
}

internal sealed class JsonInteger(BigInteger value) : JsonValue
{
    public BigInteger Value => value;

    public override bool SameAs(JsonValue other) => other switch
    {
        JsonInteger integer => integer.Value == Value,
        JsonReal real => real.SameAs(this),
        _ => false,
    };
}

internal sealed class JsonReal(double value) : JsonValue
{
    public double Value => value;

    /// <summary>Compares exact values: 2^53 + 1 is not the double next to it, and NaN is not even equal to itself.</summary>
    public override bool SameAs(JsonValue other) => other switch
    {
        JsonReal real => real.Value == Value,
        JsonInteger integer => double.IsFinite(Value) && Math.Truncate(Value) == Value
            && new BigInteger(Value) == integer.Value,
        _ => false,
    };
}

internal sealed class JsonArray(IReadOnlyList<JsonValue> items) : JsonValue
{
    public IReadOnlyList<JsonValue> Items => items;

    public override bool SameAs(JsonValue other) =>
        other is JsonArray array && array.Items.Count == Items.Count
        && Items.Zip(array.Items).All(pair => pair.First.SameAs(pair.Second));
}

internal sealed class JsonObject(OrderedDictionary<string, JsonValue> members) : JsonValue
{
    public OrderedDictionary<string, JsonValue> Members => members;

    /// <summary>The only member of an object, if it has exactly one and its name starts with '$'.</summary>
    public KeyValuePair<string, JsonValue>? Special =>
        Members.Count == 1 && Members.GetAt(0).Key.StartsWith('$') ? Members.GetAt(0) : null;

    public override bool SameAs(JsonValue other) =>
        other is JsonObject o && o.Members.Count == Members.Count
        && Members.All(member => o.Members.TryGetValue(member.Key, out var value) && member.Value.SameAs(value));
}
