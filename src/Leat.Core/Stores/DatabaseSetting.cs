using System.Globalization;

namespace Leat.Core;

/// <summary>Puts the value of a setting into a database URI that is being read.</summary>
internal delegate DatabaseUri DatabaseSetting(DatabaseUri uri, DatabaseSettingValue value);

/// <summary>The value of a setting, as it was given.</summary>
internal readonly record struct DatabaseSettingValue(string Name, string Text)
{
    public int Number(int least, int most) =>
        int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    public bool Switch() => Text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>Accepts libpq's words and those of MySQL's clients.</summary>
    public DatabaseTls Tls() => Text.ToLowerInvariant().Replace('_', '-') switch
    {
        "disable" or "disabled" => DatabaseTls.Disable,
        "allow" or "prefer" or "preferred" => DatabaseTls.Prefer,
        "require" or "required" => DatabaseTls.Require,
        "verify-ca" => DatabaseTls.VerifyCa,
        "verify-full" or "verify-identity" => DatabaseTls.VerifyFull,
        _ => throw Wrong("one of disable, prefer, require, verify-ca and verify-full"),
    };

    /// <summary>A switch that asks for this protection; a stronger one in the URI is kept.</summary>
    public DatabaseUri AtLeast(DatabaseTls tls, DatabaseUri uri) => Switch() && !(uri.Tls > tls) ? uri with { Tls = tls } : uri;

    /// <summary>Text is always stored as Unicode, so any other character set is refused.</summary>
    public DatabaseUri RequireUtf8(DatabaseUri uri) =>
        Text.ToLowerInvariant() is "utf8" or "utf-8" or "utf8mb4" or "utf8mb3" ? uri : throw Wrong("utf8mb4 or utf8");

    /// <summary>One of these words; a word may stand for several.</summary>
    public T OneOf<T>(params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        foreach (var (word, meaning) in words)
        {
            if (Text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return meaning;
        }

        var all = words.ToArray().Select(entry => entry.Word).ToList();
        throw Wrong($"one of {string.Join(", ", all[..^1])} and {all[^1]}");
    }

    /// <summary>The value is not shown: if a separator is mistyped, it may contain the next setting, even a
    /// password.</summary>
    private LeatException Wrong(string wanted) =>
        LeatException.InvalidParameter($"The store URI sets {Name} to something else than it may be: it must be {wanted}.");
}
