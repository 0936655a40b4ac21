using Leat.Core;
using Npgsql;

namespace Leat.Storage.PostgreSql;

/// <summary>Database URIs in Npgsql's words.</summary>
public static class PostgreSqlConnectionString
{
    /// <summary>The connection string of a database URI; holds its password.</summary>
    public static string Of(DatabaseUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.UnixSocket ?? uri.Host,
            Port = uri.Port,
            Username = uri.User,
            Password = uri.Password,
            Database = uri.Database,
            ApplicationName = uri.ApplicationName,
            SslMode = uri.Tls switch
            {
                DatabaseTls.Disable => SslMode.Disable,
                DatabaseTls.Require => SslMode.Require,
                DatabaseTls.VerifyCa => SslMode.VerifyCA,
                DatabaseTls.VerifyFull => SslMode.VerifyFull,
                _ => SslMode.Prefer,
            },
            RootCertificate = uri.TlsAuthorities,
            SslCertificate = uri.TlsCertificate,
            SslKey = uri.TlsKey,

            // Some statements (an index on a large table) take long; whoever wants a limit sets it.
            CommandTimeout = uri.StatementTimeoutS ?? 0,
        };
        if (uri.ConnectTimeoutS is { } seconds)
            builder.Timeout = Math.Min(seconds, 1_024);
        return builder.ConnectionString;
    }
}
