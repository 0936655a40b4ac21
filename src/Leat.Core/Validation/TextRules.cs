using System.Globalization;
using System.Text;

namespace Leat.Core;

/// <summary>Rules shared by many fields: lengths in code points, names that may become paths, text that every database can store.</summary>
public static class TextRules
{
    /// <summary>Length in Unicode code points, as MLflow counts it.</summary>
    public static int CodePointLength(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                length--;
        }

        return length;
    }

    /// <summary>The first <paramref name="limit"/> code points of the text.</summary>
    public static string Truncate(string text, int limit)
    {
        if (text.Length <= limit || CodePointLength(text) <= limit)
            return text;
        var end = 0;
        for (var count = 0; count < limit; count++)
            end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length ? 2 : 1;
        return text[..end];
    }

    /// <summary>Rejects a text that is longer than its limit.</summary>
    /// <param name="what">The field's name in MLflow's message, for example <c>Metric name</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="limit">Limit in code points.</param>
    public static void CheckLength(string what, string text, int limit)
    {
        if (text.Length > limit && CodePointLength(text) > limit)
            throw LeatException.InvalidParameter($"'{what}' exceeds the maximum length of {limit} characters");
    }

    /// <summary>Rejects U+0000 and unpaired surrogates, which PostgreSQL cannot store.</summary>
    public static void CheckStorable(string what, string text)
    {
        if (FirstUnstorable(text) is >= 0 and var index)
        {
            throw LeatException.InvalidParameter(
                $"Invalid value for parameter '{what}' supplied: it holds U+{(int)text[index]:X4} at position {index}. "
                + "Remove NUL characters and unpaired surrogates; they cannot be stored.");
        }
    }

    /// <summary>Whether a text passes <see cref="CheckStorable"/>.</summary>
    public static bool IsStorable(string text) => FirstUnstorable(text) < 0;

    private static int FirstUnstorable(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return text.IndexOf('\0');
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return i;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return i;
            i++;
        }

        return -1;
    }

    /// <summary>Rejects a metric, param or tag key with invalid characters, or one that would mean a different path.</summary>
    /// <param name="path">Location of the key, for example <c>metrics[3].name</c>.</param>
    /// <param name="key">The key.</param>
    /// <remarks>MLflow's <c>validation.py</c>: <c>^[/\w.\- :]*$</c> and equality with its POSIX-normalised form.</remarks>
    public static void CheckKey(string path, string key)
    {
        foreach (var rune in key.EnumerateRunes())
        {
            if (!IsKeyCharacter(rune))
            {
                throw LeatException.InvalidParameter(
                    $"Invalid value {PythonFormat.OfText(key)} for parameter '{path}' supplied: Names may only contain alphanumerics, "
                    + "underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
            }
        }

        if (IsPlainKey(key))
            return;
        var normalised = NormalisePath(key);
        if (normalised == key && key != "." && !key.StartsWith("..", StringComparison.Ordinal) && key[0] != '/')
            return;
        throw LeatException.InvalidParameter(
            $"Invalid value {PythonFormat.OfText(key)} for parameter '{path}' supplied: Names may be treated as files in certain cases, "
            + $"and must not resolve to other names when treated as such. This name would resolve to '{normalised}'");
    }

    /// <summary>Whether a key may hold a character.</summary>
    public static bool IsKeyCharacter(Rune rune) => rune.Value is '/' or '.' or '-' or ' ' or ':' || IsWordCharacter(rune);

    /// <summary>What <c>\w</c> matches in Python: letters and digits of any script, and the underscore.</summary>
    internal static bool IsWordCharacter(Rune rune) =>
        rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_'
            : Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>A key that no path rule affects: not empty, no slash, no leading dot.</summary>
    private static bool IsPlainKey(string key) => key.Length > 0 && key[0] != '.' && !key.Contains('/');

    /// <summary>The result of Python's <c>posixpath.normpath</c> for a path.</summary>
    internal static string NormalisePath(string path)
    {
        if (path.Length == 0)
            return ".";
        var leading = path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal)
            ? "//"
            : path[0] == '/' ? "/" : "";
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            if (part != ".." || (leading.Length == 0 && (parts.Count == 0 || parts[^1] == "..")))
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        var joined = leading + string.Join('/', parts);
        return joined.Length == 0 ? "." : joined;
    }
}
