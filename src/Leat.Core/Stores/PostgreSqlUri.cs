namespace Leat.Core;

/// <summary>URIs of PostgreSQL, with the settings of psycopg2.</summary>
internal static class PostgreSqlUri
{
    public static DatabaseUriForm Form { get; } = new(
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
}
