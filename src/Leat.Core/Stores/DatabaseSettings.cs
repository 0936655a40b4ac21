using System.Globalization;

namespace Leat.Core;

/// <summary>The settings of a database URI: those of the drivers that people come from (psycopg2, PyMySQL, mysqlclient), and Leat's own.</summary>
internal static class DatabaseSettings
{
    private const int MaxWriters = 32;
    private const int MaxReaders = 256;
    private const int MaxSeconds = 86_400;

    private static readonly Dictionary<string, Func<DatabaseUri, Setting, DatabaseUri>> Common = new(StringComparer.Ordinal)
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

    private static readonly Dictionary<string, Func<DatabaseUri, Setting, DatabaseUri>> PostgreSql = new(Common, StringComparer.Ordinal)
    {
        ["client_encoding"] = (uri, value) => value.RequireUtf8(uri),
        ["dbname"] = (uri, value) => uri with { Database = value.Text },
        ["host"] = (uri, value) => value.Text.StartsWith('/') ? uri with { UnixSocket = value.Text } : uri with { Host = value.Text },
        ["sslcert"] = Common["ssl_cert"],
        ["sslkey"] = Common["ssl_key"],
        ["sslrootcert"] = Common["ssl_ca"],
    };

    private static readonly Dictionary<string, Func<DatabaseUri, Setting, DatabaseUri>> MySql = new(Common, StringComparer.Ordinal)
    {
        ["ssl"] = (uri, value) => value.Switch() ? uri with { Tls = Stronger(uri.Tls, DatabaseTls.Require) } : uri,
        ["ssl_disabled"] = (uri, value) => value.Switch() ? uri with { Tls = DatabaseTls.Disable } : uri,
        ["ssl_mode"] = Common["sslmode"],
        ["ssl_verify_cert"] = (uri, value) => value.Switch() ? uri with { Tls = Stronger(uri.Tls, DatabaseTls.VerifyCa) } : uri,
        ["ssl_verify_identity"] = (uri, value) => value.Switch() ? uri with { Tls = Stronger(uri.Tls, DatabaseTls.VerifyFull) } : uri,
        ["unix_socket"] = (uri, value) => uri with { UnixSocket = value.Text },
    };

    /// <summary>Reads what stands behind the question mark. Of a setting given twice the last counts.</summary>
    public static DatabaseUri Apply(DatabaseUri uri, string query)
    {
        var known = uri.Kind == StoreKind.PostgreSql ? PostgreSql : MySql;
        foreach (var setting in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = setting.IndexOf('=');
            var name = Unescape(equals < 0 ? setting : setting[..equals]);
            if (!known.TryGetValue(name, out var apply))
                throw LeatException.InvalidParameter(
                    $"The store URI sets {Shown(name)}, which is not known: leave it out, or use one of {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.");
            uri = apply(uri, new Setting(name, equals < 0 ? "" : Unescape(setting[(equals + 1)..])));
        }

        return uri;
    }

    /// <summary>Whether a setting's value is not to be shown.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name) =>
        name.Contains("pass", StringComparison.OrdinalIgnoreCase) || name.Contains("pwd", StringComparison.OrdinalIgnoreCase)
        || name.Contains("secret", StringComparison.OrdinalIgnoreCase) || name.Contains("token", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is no name may be the end of a password that holds a question mark.</summary>
    private static string Shown(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"'{name}'" : "something behind a question mark (in a password, write it as %3F)";

    private static DatabaseTls Stronger(DatabaseTls? a, DatabaseTls b) => a > b ? a.Value : b;

    /// <summary>As in a form: plus is a space.</summary>
    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private readonly record struct Setting(string Name, string Text)
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

        /// <summary>libpq's words and those of MySQL's clients.</summary>
        public DatabaseTls Tls() => Text.ToLowerInvariant().Replace('_', '-') switch
        {
            "disable" or "disabled" => DatabaseTls.Disable,
            "allow" or "prefer" or "preferred" => DatabaseTls.Prefer,
            "require" or "required" => DatabaseTls.Require,
            "verify-ca" => DatabaseTls.VerifyCa,
            "verify-full" or "verify-identity" => DatabaseTls.VerifyFull,
            _ => throw Wrong("one of disable, prefer, require, verify-ca and verify-full"),
        };

        /// <summary>Text is stored as Unicode whatever is asked for: what would be something else is refused.</summary>
        public DatabaseUri RequireUtf8(DatabaseUri uri) =>
            Text.ToLowerInvariant() is "utf8" or "utf-8" or "utf8mb4" or "utf8mb3" ? uri : throw Wrong("utf8mb4 or utf8");

        private LeatException Wrong(string wanted) =>
            LeatException.InvalidParameter($"The store URI sets {Name} to '{Text}': it must be {wanted}.");
    }
}
