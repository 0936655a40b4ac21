namespace Leat.Core;

/// <summary>Where a store is, in the forms that MLflow's users write: database URIs as SQLAlchemy reads them, http
/// addresses, <c>file:</c> URIs and plain paths. Parsing does no I/O; whether a kind can be opened is the caller's matter.</summary>
public sealed record StoreUri
{
    private readonly StoreScheme _scheme;

    private StoreUri(StoreScheme scheme, string text, string? path)
    {
        _scheme = scheme;
        Text = text;
        Path = path;
        Database = scheme.Database is { } form ? DatabaseUriReader.Read(form, text) : null;
    }

    /// <summary>What the URI points at.</summary>
    public StoreKind Kind => _scheme.Kind;

    /// <summary>What messages call the kind: <c>SQL Server</c>.</summary>
    public string KindName => _scheme.Name;

    /// <summary>The URI as it was given. May hold a password: show <see cref="ToString"/> instead.</summary>
    public string Text { get; }

    /// <summary>The file or directory, relative or absolute as it was given; null when the store is not on this disk.</summary>
    public string? Path { get; }

    /// <summary>The database on a server, its settings read; null for other kinds, SQL Server included.</summary>
    public DatabaseUri? Database { get; }

    /// <summary>Reads a store URI.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: empty, a scheme that nobody knows, a
    /// SQLite URI that names no file, a database URI that names no database or sets what is not known. The message says what would do,
    /// and shows no password.</exception>
    public static StoreUri Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw LeatException.InvalidParameter($"The store URI is empty: give for example '{Example}'.");
        var uri = text.Trim();
        var scheme = SchemeOf(uri);
        var known = RowOf(scheme) ?? throw LeatException.InvalidParameter(
            $"Unknown scheme '{scheme}' in the store URI '{Redact(uri)}': give for example '{Example}'.");
        return new StoreUri(known, uri, known.PathOf?.Invoke(uri, scheme ?? ""));
    }

    /// <summary>The URI with its password, if it has one, as <c>***</c>.</summary>
    public override string ToString() => Redact(Text);

    private const string Example = "sqlite:///leat.db";

    /// <summary>The scheme of a URI without its colon; null for a plain path, that of a Windows drive included.</summary>
    private static string? SchemeOf(string uri)
    {
        var colon = uri.IndexOf(':');
        if (colon < 2 || !char.IsAsciiLetter(uri[0]))
            return null;
        var scheme = uri.AsSpan(0, colon);
        foreach (var c in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.' or '_'))
                return null;
        }
        return scheme.ToString();
    }

    /// <summary>SQLAlchemy names the driver behind a plus sign (<c>mysql+pymysql</c>); which driver is our own affair.</summary>
    private static StoreScheme? RowOf(string? scheme) => scheme is null ? StoreScheme.Path : StoreScheme.Find(scheme.Split('+')[0]);

    /// <summary>Hides more rather than less: passwords are pasted unescaped, and may stand among the settings.</summary>
    private static string Redact(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return uri;
        start += 3;
        if (RowOf(SchemeOf(uri)) is { IsDatabaseServer: false })
            return RedactAddress(uri, start);
        var parts = DatabaseUriParts.Of(uri);
        var query = RedactSettings(parts.Query.ToString());
        var shown = string.Concat(uri.AsSpan(0, uri.Length - parts.Query.Length), query);
        return parts.HasPassword
            ? string.Concat(shown.AsSpan(0, start + parts.User.Length + 1), "***", shown.AsSpan(shown.LastIndexOf('@')))
            : shown;
    }

    private static string RedactSettings(string query) => string.Join('&', query.Split('&').Select(setting =>
    {
        var equals = setting.IndexOf('=');
        return equals > 0 && DatabaseSettings.IsSecret(setting.AsSpan(0, equals)) ? string.Concat(setting.AsSpan(0, equals), "=***") : setting;
    }));

    private static string RedactAddress(string uri, int start)
    {
        var end = uri.IndexOfAny(['/', '?', '#'], start);
        var at = uri.LastIndexOf('@', (end < 0 ? uri.Length : end) - 1);
        var colon = at < start ? -1 : uri.IndexOf(':', start, at - start);
        return colon < 0 ? uri : string.Concat(uri.AsSpan(0, colon + 1), "***", uri.AsSpan(at));
    }
}
