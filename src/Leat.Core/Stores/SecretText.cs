namespace Leat.Core;

/// <summary>Shows URIs without their passwords. Hides too much rather than too little: passwords are pasted unescaped, and URIs are
/// mistyped.</summary>
internal static class SecretText
{
    private const string Hidden = "***";

    public static string Hide(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return HideInOddForm(uri);
        start += 3;
        var parts = DatabaseUriParts.Of(uri);
        var query = HideSettings(parts.Query.ToString());
        var shown = string.Concat(uri.AsSpan(0, uri.Length - parts.Query.Length), query);
        if (parts.HasPassword)
            shown = string.Concat(shown.AsSpan(0, start + parts.User.Length + 1), Hidden, shown.AsSpan(shown.LastIndexOf('@')));
        var question = shown.IndexOf('?', start);
        return question < 0 ? HideAssigned(shown) : HideAssigned(shown[..question]) + shown[question..];
    }

    /// <summary>Hides all behind the first setting that may be secret: in <c>host=db password=…</c>, <c>Host=db;Password=…</c>, or behind a wrong
    /// separator, as in <c>db;password=…</c>.</summary>
    public static string HideAssigned(string text)
    {
        for (var equals = text.IndexOf('='); equals >= 0; equals = text.IndexOf('=', equals + 1))
        {
            if (IsSecret(text.AsSpan(0, equals)))
                return string.Concat(text.AsSpan(0, equals + 1), Hidden);
        }

        return text;
    }

    /// <summary>Whether a setting's value is not to be shown.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name) =>
        name.Contains("pass", StringComparison.OrdinalIgnoreCase) || name.Contains("pwd", StringComparison.OrdinalIgnoreCase)
        || name.Contains("secret", StringComparison.OrdinalIgnoreCase) || name.Contains("token", StringComparison.OrdinalIgnoreCase);

    /// <summary>Hides, in <c>postgres//user:password@host</c> and <c>user:password@host</c>, what is between the first colon and the last
    /// <c>@</c>.</summary>
    private static string HideInOddForm(string text)
    {
        var at = text.LastIndexOf('@');
        var colon = at < 0 ? -1 : text.IndexOf(':', 0, at);
        var login = colon < 0 ? text : string.Concat(text.AsSpan(0, colon + 1), Hidden, text.AsSpan(at));
        var question = login.IndexOf('?');
        return question < 0 ? HideAssigned(login) : HideAssigned(login[..(question + 1)]) + HideSettings(login[(question + 1)..]);
    }

    /// <summary>A secret may be in the value of another setting if the separator between them is mistyped.</summary>
    private static string HideSettings(string query) => string.Join('&', query.Split('&').Select(setting =>
    {
        var equals = setting.IndexOf('=');
        return equals > 0 && IsSecret(setting) ? string.Concat(setting.AsSpan(0, equals + 1), Hidden) : setting;
    }));
}
