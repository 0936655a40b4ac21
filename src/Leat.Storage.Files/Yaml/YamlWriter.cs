using System.Globalization;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Writes YAML that PyYAML reads as exactly what was given: a map in block form, every text in quotes, since YAML 1.1 sees numbers, truths
/// and dates in many texts.</summary>
internal sealed class YamlWriter
{
    /// <summary>PyYAML finds the colon behind a key only within 1,024 characters.</summary>
    private const int LongestKey = 1_000;

    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Whether a text can be a key; others would need a form that is not written here.</summary>
    public static bool CanBeKey(string text) => Quote(text).Length <= LongestKey;

    /// <summary>A text in quotes: in single ones if it can be written as it is, else in double ones with escapes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        var isPlain = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogatePair(text, i))
            {
                quoted.Append(c).Append(text[++i]);
            }
            else if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (IsPrintable(c))
            {
                quoted.Append(c);
            }
            else
            {
                isPlain = false;
                quoted.Append(c == '\n' ? "\\n" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
            }
        }

        return isPlain ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : quoted.Append('"').ToString();
    }

    public YamlWriter Add(string key, string? value) => AddPlain(key, value is null ? "null" : Quote(value));

    public YamlWriter Add(string key, long? value) => AddPlain(key, value is { } number ? number.ToString(CultureInfo.InvariantCulture) : "null");

    public YamlWriter Add(string key, bool value) => AddPlain(key, value ? "true" : "false");

    /// <summary>A text that is left out if there is none.</summary>
    public YamlWriter AddIfAny(string key, string? value) => value is null ? this : Add(key, value);

    public YamlWriter AddMap(string key, IReadOnlyList<Tag> entries)
    {
        if (entries.Count == 0)
            return AddPlain(key, "{}");
        Begin(key);
        foreach (var entry in entries)
            Add(Quote(entry.Key), entry.Value);
        return End();
    }

    public YamlWriter AddEmptyList(string key) => AddPlain(key, "[]");

    /// <summary>Begins a map below a key.</summary>
    public YamlWriter Begin(string key)
    {
        Indent().Append(key).Append(":\n");
        _indent += 2;
        return this;
    }

    public YamlWriter End()
    {
        _indent -= 2;
        return this;
    }

    /// <exception cref="FormatException">Its nesting or a name in it cannot be written.</exception>
    public YamlWriter AddJson(string key, JsonElement value)
    {
        Indent().Append(key).Append(':');
        AppendJson(value, 0);
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>What PyYAML reads as it is, the ends of lines of Unicode apart.</summary>
    private static bool IsPrintable(char c) => c is (>= ' ' and <= '~') or (>= '\u00a0' and <= '\ud7ff' and not ('\u2028' or '\u2029')) or (>= '\ue000' and <= '\ufffd' and not '\ufeff');

    private YamlWriter AddPlain(string key, string value)
    {
        Indent().Append(key).Append(": ").Append(value).Append('\n');
        return this;
    }

    private StringBuilder Indent() => _text.Append(' ', _indent);

    /// <summary>What stands behind a colon or a dash.</summary>
    private void AppendJson(JsonElement value, int depth)
    {
        const int mostDepth = 24;
        if (depth > mostDepth)
            throw new FormatException($"it is nested more than {mostDepth} deep");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                _text.Append('\n');
                _indent += 2;
                foreach (var member in value.EnumerateObject())
                {
                    Indent().Append(CanBeKey(member.Name) ? Quote(member.Name) : throw new FormatException("a name in it is too long for a key of YAML")).Append(':');
                    AppendJson(member.Value, depth + 1);
                }

                _indent -= 2;
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                _text.Append('\n');
                _indent += 2;
                foreach (var item in value.EnumerateArray())
                {
                    Indent().Append('-');
                    AppendJson(item, depth + 1);
                }

                _indent -= 2;
                break;
            default:
                _text.Append(' ').Append(ScalarOf(value)).Append('\n');
                break;
        }
    }

    private static string ScalarOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.Number => NumberOf(value),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>YAML 1.1 sees a number in <c>1.0e+300</c>, but a text in <c>1e+300</c>.</summary>
    private static string NumberOf(JsonElement value)
    {
        var raw = value.GetRawText();
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
            return raw;
        var number = value.GetDouble();
        if (!double.IsFinite(number))
            throw new FormatException("a number in it is too large");
        var text = PythonFormat.OfDouble(number);
        var exponent = text.IndexOf('e', StringComparison.Ordinal);
        return exponent < 0 || text.Contains('.', StringComparison.Ordinal) ? text : text.Insert(exponent, ".0");
    }
}
