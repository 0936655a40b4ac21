namespace Leat.Core;

/// <summary>The settings of a database URI: those of the drivers that people switch from (psycopg2, PyMySQL, mysqlclient), and Leat's
/// own.</summary>
internal static class DatabaseSettings
{
    private const int MaxWriters = 32;
    private const int MaxReaders = 256;
    private const int MaxSeconds = 86_400;

    private static readonly Dictionary<string, DatabaseSetting> Common = new(StringComparer.Ordinal)
    {
        ["application_name"] = (uri, value) => uri with { ApplicationName = value.Text },
        ["charset"] = (uri, value) => value.RequireUtf8(uri),
        ["connect_timeout"] = (uri, value) => uri with { ConnectTimeoutS = value.Number(1, MaxSeconds) },
        ["leat_readers"] = (uri, value) => uri with { Readers = value.Number(1, MaxReaders) },
        ["leat_statement_timeout"] = (uri, value) => uri with { StatementTimeoutS = value.Number(1, MaxSeconds) },
        ["leat_writers"] = (uri, value) => uri with { Writers = value.Number(1, MaxWriters) },
        ["password"] = (uri, value) => uri with { Password = value.Text },
        ["port"] = (uri, value) => uri with { Port = DatabaseUriReader.ReadPort(value.Text) ?? uri.Port },
        ["ssl_ca"] = (uri, value) => uri with { TlsAuthorities = value.Text },
        ["ssl_cert"] = (uri, value) => uri with { TlsCertificate = value.Text },
        ["ssl_key"] = (uri, value) => uri with { TlsKey = value.Text },
        ["sslmode"] = (uri, value) => uri with { Tls = value.Tls() },
        ["user"] = (uri, value) => uri with { User = value.Text },
    };

    /// <summary>The settings that all have, and those of one kind of database.</summary>
    public static IReadOnlyDictionary<string, DatabaseSetting> With(params Dictionary<string, DatabaseSetting>[] own) =>
        Common.Concat(own.SelectMany(some => some)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Settings that are accepted without effect.</summary>
    /// <param name="reason">Why, for the user who gave one.</param>
    /// <param name="names">Their names.</param>
    public static Dictionary<string, DatabaseSetting> Without(string reason, params IEnumerable<string> names) => names.ToDictionary(
        name => name,
        name => new DatabaseSetting((uri, _) => uri with { Notes = [.. uri.Notes, $"'{name}' in the store URI has no effect: {reason}."] }),
        StringComparer.Ordinal);

    /// <summary>Reads what follows the question mark. If a setting is given twice, the last counts.</summary>
    public static DatabaseUri Apply(IReadOnlyDictionary<string, DatabaseSetting> known, DatabaseUri uri, string query)
    {
        var mayHoldPassword = query.Contains('@');
        foreach (var setting in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = setting.IndexOf('=');
            var name = Unescape(equals < 0 ? setting : setting[..equals]);
            if (!known.TryGetValue(name, out var apply))
                throw LeatException.InvalidParameter(
                    $"The store URI sets {(mayHoldPassword || equals < 0 ? Unnamed : Shown(name))}, which is not known: leave it out, or use one of {Names(known)}.");
            mayHoldPassword |= SecretText.IsSecret(name);
            uri = apply(uri, new DatabaseSettingValue(name, equals < 0 ? "" : Unescape(setting[(equals + 1)..])));
        }

        return uri;
    }

    private const string Unnamed = "something behind a question mark or '&' (in a password, write them as %3F and %26)";

    private static string Names(IReadOnlyDictionary<string, DatabaseSetting> known) => string.Join(", ", known.Keys.Order(StringComparer.Ordinal));

    /// <summary>Text that is not a name may be the end of a password that contains a question mark.</summary>
    private static string Shown(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"'{name}'" : Unnamed;

    /// <summary>As in a form: plus is a space.</summary>
    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
