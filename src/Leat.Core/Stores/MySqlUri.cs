namespace Leat.Core;

/// <summary>URIs of MySQL and MariaDB, with the settings of PyMySQL, mysqlclient and MySQL's own connector.</summary>
internal static class MySqlUri
{
    /// <summary>Settings that Leat's driver decides itself.</summary>
    private static readonly string[] IgnoredNames =
    [
        "auth_plugin", "autocommit", "binary_prefix", "buffered", "client_flag", "collation", "compress", "conv", "cursorclass", "defer_connect",
        "init_command", "local_infile", "max_allowed_packet", "pool_name", "pool_size", "program_name", "raise_on_warnings", "read_default_file",
        "read_default_group", "read_timeout", "sql_mode", "ssl_capath", "ssl_cipher", "use_pure", "use_unicode", "write_timeout",
    ];

    public static DatabaseUriForm Form { get; } = new(
        StoreKind.MySql,
        "mysql://leat:PASSWORD@db.example.com:3306/leat",
        3306,
        DatabaseSettings.With(
            new Dictionary<string, DatabaseSetting>
            {
                ["connection_timeout"] = (uri, value) => uri with { ConnectTimeoutS = value.Number(1, 86_400) },
                ["database"] = (uri, value) => uri with { Database = value.Text },
                ["db"] = (uri, value) => uri with { Database = value.Text },
                ["host"] = (uri, value) => uri with { Host = value.Text },
                ["passwd"] = (uri, value) => uri with { Password = value.Text },
                ["ssl"] = (uri, value) => value.AtLeast(DatabaseTls.Require, uri),
                ["ssl_check_hostname"] = (uri, value) => value.AtLeast(DatabaseTls.VerifyFull, uri),
                ["ssl_disabled"] = (uri, value) => value.Switch() ? uri with { Tls = DatabaseTls.Disable } : uri,
                ["ssl_mode"] = (uri, value) => uri with { Tls = value.Tls() },
                ["ssl_verify_cert"] = (uri, value) => value.AtLeast(DatabaseTls.VerifyCa, uri),
                ["ssl_verify_identity"] = (uri, value) => value.AtLeast(DatabaseTls.VerifyFull, uri),
                ["unix_socket"] = (uri, value) => uri with { UnixSocket = value.Text },
            },
            DatabaseSettings.Without("Leat's driver decides that itself", IgnoredNames)));
}
