namespace Leat.Core;

/// <summary>URIs of PostgreSQL, with the settings of libpq, which psycopg2 uses too.</summary>
internal static class PostgreSqlUri
{
    private const int MaxSeconds = 86_400;

    private static readonly string[] IgnoredNames =
    [
        "fallback_application_name", "gsslib", "keepalives_count", "krbsrvname", "requirepeer", "sslcertmode", "sslcompression", "sslcrl", "sslcrldir",
        "sslsni", "ssl_max_protocol_version", "ssl_min_protocol_version", "tcp_user_timeout",
    ];

    public static DatabaseUriForm Form { get; } = new(
        StoreKind.PostgreSql,
        "postgresql://leat:PASSWORD@db.example.com:5432/leat",
        5432,
        DatabaseSettings.With(
            new Dictionary<string, DatabaseSetting>
            {
                ["channel_binding"] = Words("ChannelBinding", ("disable", "Disable"), ("prefer", "Prefer"), ("require", "Require")),
                ["client_encoding"] = (uri, value) => value.RequireUtf8(uri),
                ["dbname"] = (uri, value) => uri with { Database = value.Text },
                ["gssencmode"] = Words("GssEncryptionMode", ("disable", "Disable"), ("prefer", "Prefer"), ("require", "Require")),
                ["host"] = ReadHost,
                ["hostaddr"] = ReadHost,
                ["keepalives"] = (uri, value) => With(uri, "TcpKeepAlive", value.Switch() ? "true" : "false"),
                ["keepalives_idle"] = Seconds("TcpKeepAliveTime"),
                ["keepalives_interval"] = Seconds("TcpKeepAliveInterval"),
                ["leat_pooler"] = (uri, value) => uri with { IsPooled = value.OneOf(("transaction", true), ("none", false)) },
                ["load_balance_hosts"] = Words("LoadBalanceHosts", ("disable", "false"), ("random", "true")),
                ["options"] = (uri, value) => With(uri, "Options", value.Text),
                ["passfile"] = (uri, value) => With(uri, "Passfile", value.Text),
                ["require_auth"] = (uri, value) => With(uri, "RequireAuth", value.Text),
                ["sslcert"] = (uri, value) => uri with { TlsCertificate = value.Text },
                ["sslkey"] = (uri, value) => uri with { TlsKey = value.Text },
                ["sslnegotiation"] = Words("SslNegotiation", ("postgres", "Postgres"), ("direct", "Direct")),
                ["sslpassword"] = (uri, value) => uri with { TlsKeyPassword = value.Text },
                ["sslrootcert"] = (uri, value) => uri with { TlsAuthorities = value.Text },

                // Leat writes, so a standby is no use for any of its connections.
                ["target_session_attrs"] = Words(
                    "TargetSessionAttributes", ("any", "read-write"), ("read-write", "read-write"), ("primary", "primary")),
            },
            DatabaseSettings.Without("Leat's driver has nothing like it", IgnoredNames)));

    private static DatabaseUri ReadHost(DatabaseUri uri, DatabaseSettingValue value)
    {
        if (value.Text.StartsWith('/'))
            return uri with { UnixSocket = value.Text };
        var places = value.Text.Split(',').Select(host => new DatabasePlace(host.Trim('[', ']'), uri.Port)).ToArray();
        return uri with { Host = places[0].Host, OtherHosts = places[1..] };
    }

    private static DatabaseSetting Seconds(string name) => (uri, value) =>
        With(uri, name, value.Number(0, MaxSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static DatabaseSetting Words(string name, params (string, string)[] words) => (uri, value) => With(uri, name, value.OneOf<string>(words));

    private static DatabaseUri With(DatabaseUri uri, string name, string value) => uri with
    {
        DriverSettings = new Dictionary<string, string>(uri.DriverSettings, StringComparer.Ordinal) { [name] = value },
    };
}
