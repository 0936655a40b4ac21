using System.Globalization;

namespace Leat.Core;

/// <summary>Where a store is, in the forms that MLflow's users write: database URIs as SQLAlchemy reads them, http addresses,
/// <c>file:</c> URIs and plain paths. Parsing does no I/O; whether a kind can be opened is up to the caller.</summary>
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

    /// <summary>The database on a server, with its settings; null for other kinds, SQL Server included.</summary>
    public DatabaseUri? Database { get; }

    /// <summary>Reads a store URI.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: empty, an unknown scheme, a SQLite URI without a
    /// file, or a database URI without a database or with an unknown setting. The message gives a valid example and shows no
    /// password.</exception>
    public static StoreUri Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw LeatException.InvalidParameter($"The store URI is empty: give for example '{Example}'.");
        var uri = text.Trim();
        if (AddressWithoutScheme(uri) is { } address)
            throw LeatException.InvalidParameter($"'{address}' is no URI of a store: the address of a server begins with http://. Did you mean 'http://{address}'?");
        if (IsMistypedDatabase(uri))
            throw LeatException.InvalidParameter($"A database URI needs '://' after its scheme: give for example '{PostgreSqlUri.Form.Example}'.");
        var scheme = SchemeOf(uri);
        var known = RowOf(scheme) ?? throw LeatException.InvalidParameter(
            $"Unknown scheme '{scheme}' in the store URI '{Redact(uri)}': give for example '{Example}'.");
        return new StoreUri(known, uri, known.PathOf?.Invoke(uri, scheme ?? ""));
    }

    /// <summary>Sentences for the user about parts of the URI that have no effect.</summary>
    public IReadOnlyList<string> Notes => Database?.Notes ?? [];

    /// <summary>The URI with its password, if it has one, as <c>***</c>.</summary>
    public override string ToString() => Redact(Text);

    /// <summary>A text that may be such a URI, however mistyped, without anything that may be a password.</summary>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SecretText.Hide(text);
    }

    private const string Example = "sqlite:///leat.db";

    /// <summary>The scheme of a URI without its colon; null for a plain path, with or without a Windows drive.</summary>
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

    /// <summary>SQLAlchemy names the driver after a plus sign (<c>mysql+pymysql</c>), which Leat ignores.</summary>
    private static StoreScheme? RowOf(string? scheme) => scheme is null ? StoreScheme.Path : StoreScheme.Find(scheme.Split('+')[0]);

    /// <summary>An address without its scheme, <c>localhost:5000</c>, or null.</summary>
    private static string? AddressWithoutScheme(string uri)
    {
        var end = uri.IndexOf('/');
        var place = end < 0 ? uri : uri[..end];
        var colon = place.LastIndexOf(':');
        var host = colon < 1 ? "" : place[..colon];
        var isHost = host is ['[', .., ']'] || (host.Length > 1 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'));
        return isHost && ushort.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? uri : null;
    }

    /// <summary>Whether it is a database URI whose <c>://</c> is mistyped: <c>postgres//user…</c>.</summary>
    private static bool IsMistypedDatabase(string uri)
    {
        var slash = uri.IndexOf('/');
        return slash > 0 && uri[slash - 1] != ':' && StoreScheme.Find(uri[..slash].Split('+')[0]) is { IsDatabaseServer: true };
    }
}
