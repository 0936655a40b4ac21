namespace Leat.Core;

/// <summary>URIs of MySQL and MariaDB, with the settings of PyMySQL and mysqlclient.</summary>
internal static class MySqlUri
{
    public static DatabaseUriForm Form { get; } = new(
        StoreKind.MySql,
        "mysql://leat:PASSWORD@db.example.com:3306/leat",
        3306,
        DatabaseSettings.With(new()
        {
            ["ssl"] = (uri, value) => value.AtLeast(DatabaseTls.Require, uri),
            ["ssl_disabled"] = (uri, value) => value.Switch() ? uri with { Tls = DatabaseTls.Disable } : uri,
            ["ssl_mode"] = (uri, value) => uri with { Tls = value.Tls() },
            ["ssl_verify_cert"] = (uri, value) => value.AtLeast(DatabaseTls.VerifyCa, uri),
            ["ssl_verify_identity"] = (uri, value) => value.AtLeast(DatabaseTls.VerifyFull, uri),
            ["unix_socket"] = (uri, value) => uri with { UnixSocket = value.Text },
        }));
}
