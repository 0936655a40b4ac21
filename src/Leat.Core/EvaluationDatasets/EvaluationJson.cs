using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>Reads, compares and merges the JSON of records without changing its content.</summary>
public static class EvaluationJson
{
    /// <summary>Represents NaN, which JSON cannot express.</summary>
    public const string NaN = "0e-31536000";

    /// <summary>Represents infinity; preceded by a sign for negative infinity.</summary>
    public const string Infinity = "9e31536000";

    /// <summary>Maximum nesting depth.</summary>
    public const int MaxDepth = 500;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    internal static JsonElement Empty { get; } = JsonElement.Parse("{}"u8);

    /// <summary>The object; null for <c>null</c>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: something else.</exception>
    internal static JsonElement? ObjectAt(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value,
        JsonValueKind.Null => null,
        _ => throw LeatException.InvalidParameter(
            $"Invalid value for parameter '{path}' supplied: a JSON object is wanted, but it is of type {value.ValueKind.ToString().ToLowerInvariant()}."),
    };

    /// <summary>The text of a member; null if it is missing or cannot be stored.</summary>
    internal static string? TextOf(JsonElement value, string member)
    {
        try
        {
            return value.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String
                && text.GetString() is { } content && TextRules.IsStorable(content)
                    ? content
                    : null;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate.
            return null;
        }
    }

    /// <summary>The name of a member. A name with an unpaired surrogate, which no text can hold, is shown with its escapes.</summary>
    internal static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return RawNameOf(member);
        }
    }

    internal static bool IsInteger(JsonElement number) => JsonMarshal.GetRawUtf8Value(number).IndexOfAny("."u8[0], "e"u8[0], "E"u8[0]) < 0;

    /// <summary>Merges two objects. Members of the newer one replace those of the older one in place.</summary>
    /// <param name="older">A JSON object; null for none.</param>
    /// <param name="newer">A JSON object.</param>
    public static string Merge(string? older, string newer)
    {
        if (older is null)
            return newer;
        using var oldDocument = JsonTree.Parse(older, Options);
        using var newDocument = JsonTree.Parse(newer, Options);
        var members = new OrderedDictionary<string, (string Name, string Value)>(StringComparer.Ordinal);
        AddMembers(oldDocument.RootElement, members);
        AddMembers(newDocument.RootElement, members);
        var text = new StringBuilder("{");
        foreach (var (name, value) in members.Values)
            text.Append(text.Length == 1 ? "\"" : ", \"").Append(name).Append("\": ").Append(value);
        return text.Append('}').ToString();
    }

    /// <summary>The hexadecimal SHA-256 of a value as written by Python's <c>json.dumps(value, sort_keys=True)</c>.</summary>
    public static string Hash(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        var ascii = Encoding.ASCII.GetBytes(text.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(ascii));
    }

    private static void AddMembers(JsonElement value, OrderedDictionary<string, (string Name, string Value)> members)
    {
        foreach (var member in value.EnumerateObject())
            members[NameOf(member)] = (RawNameOf(member), member.Value.GetRawText());
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                AppendArray(text, value);
                break;
            case JsonValueKind.String:
                AppendString(text, value);
                break;
            case JsonValueKind.Number:
                AppendNumber(text, value);
                break;
            default:
                text.Append(value.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" });
                break;
        }
    }

    /// <summary>If a key occurs more than once, the last one wins. Python sorts by code points, which is the order of UTF-8 but not of
    /// UTF-16.</summary>
    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(CodePointOrder.Instance);
        foreach (var member in value.EnumerateObject())
            members[NameOf(member)] = member.Value;
        text.Append('{');
        var first = true;
        foreach (var (name, element) in members)
        {
            PythonFormat.AppendWholeText(first ? text : text.Append(", "), name);
            Append(text.Append(": "), element);
            first = false;
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        var first = true;
        foreach (var element in value.EnumerateArray())
        {
            Append(first ? text : text.Append(", "), element);
            first = false;
        }

        text.Append(']');
    }

    private static void AppendString(StringBuilder text, JsonElement value)
    {
        try
        {
            PythonFormat.AppendWholeText(text, value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate stays escaped.
            text.Append(value.GetRawText());
        }
    }

    private static void AppendNumber(StringBuilder text, JsonElement value)
    {
        var raw = value.GetRawText();
        if (IsInteger(value))
            text.Append(raw == "-0" ? "0" : raw);
        else if (raw == NaN)
            text.Append(nameof(NaN));
        else if (value.GetDouble() is var number && double.IsInfinity(number))
            text.Append(number > 0 ? "" : "-").Append(nameof(Infinity));
        else
            text.Append(PythonFormat.OfDouble(number));
    }

    private static string RawNameOf(JsonProperty member) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member));

    private sealed class CodePointOrder : IComparer<string>
    {
        public static CodePointOrder Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            for (var i = 0; i < Math.Min(x!.Length, y!.Length); i++)
            {
                if (x[i] != y[i])
                    return Rank(x[i]) - Rank(y[i]);
            }

            return x.Length - y.Length;
        }

        /// <summary>Surrogates represent the highest code points, so they sort after all other units.</summary>
        private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
