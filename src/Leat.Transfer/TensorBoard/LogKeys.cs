using System.Security.Cryptography;
using System.Text;
using Leat.Core;

namespace Leat.Transfer.TensorBoard;

/// <summary>Makes keys of metrics and params from names in TensorBoard, which allows any text. Those that MLflow allows stay; in others each
/// character that it refuses becomes <c>_</c>, and parts of a path that would mean another become plain. What would be the key of another
/// name gets eight hexadecimal digits of its own name's hash.</summary>
/// <param name="longest">How long keys may be that stay as they are, in code points.</param>
internal sealed class LogKeys(int longest = LogRules.MaxKeyLength)
{
    /// <summary>Of changed keys: the key of the tag that holds the original name has room for them.</summary>
    public const int LongestChanged = 220;

    private const int HashDigits = 8;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The key for a name. Names that come first keep the key that others would have too.</summary>
    public string Take(string name)
    {
        var key = name;
        if (!IsKey(name))
        {
            key = Plain(name);
            if (TextRules.CodePointLength(key) > LongestChanged)
                key = WithHash(key, name);
        }

        if (_taken.Add(key))
            return key;
        key = WithHash(key, name);
        while (!_taken.Add(key))
            key = WithHash(key, key);
        return key;
    }

    /// <summary>A text as stores take it.</summary>
    public static string Storable(string text) => TextRules.IsStorable(text) ? text : text.Replace('\0', '\uFFFD');

    private bool IsKey(string name)
    {
        if (name.Length == 0 || TextRules.CodePointLength(name) > longest || !TextRules.IsStorable(name))
            return false;
        try
        {
            TextRules.CheckKey("", name);
            return true;
        }
        catch (LeatException)
        {
            return false;
        }
    }

    private static string Plain(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (TextRules.IsKeyCharacter(rune))
                text.Append(rune);
            else
                text.Append('_');
        }

        var parts = text.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part is "." or ".." ? new string('_', part.Length) : part);
        var key = string.Join('/', parts);
        if (key.StartsWith("..", StringComparison.Ordinal))
            key = $"__{key[2..]}";
        return key.Length == 0 ? "_" : key;
    }

    private static string WithHash(string key, string name) =>
        $"{TextRules.Truncate(key, LongestChanged - HashDigits - 1).TrimEnd('/')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashDigits]}";
}
