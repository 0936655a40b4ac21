namespace Leat.Core;

/// <summary>How the URIs of one kind of database server are read.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Example">What messages give for an example.</param>
/// <param name="Port">Where the server listens if the URI does not say.</param>
/// <param name="Settings">What may stand behind the question mark.</param>
internal sealed record DatabaseUriForm(StoreKind Kind, string Example, int Port, IReadOnlyDictionary<string, DatabaseSetting> Settings)
{
    public static DatabaseUriForm PostgreSql { get; } = new(
        StoreKind.PostgreSql,
        "postgresql://leat:PASSWORD@db.example.com:5432/leat",
        5432,
        DatabaseSettings.With(new()
        {
            ["client_encoding"] = (uri, value) => value.RequireUtf8(uri),
            ["dbname"] = (uri, value) => uri with { Database = value.Text },
            ["host"] = (uri, value) => value.Text.StartsWith('/') ? uri with { UnixSocket = value.Text } : uri with { Host = value.Text },
            ["sslcert"] = (uri, value) => uri with { TlsCertificate = value.Text },
            ["sslkey"] = (uri, value) => uri with { TlsKey = value.Text },
            ["sslrootcert"] = (uri, value) => uri with { TlsAuthorities = value.Text },
        }));

    public static DatabaseUriForm MySql { get; } = new(
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
