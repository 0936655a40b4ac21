using Leat.Core;
using Npgsql;

namespace Leat.Storage.PostgreSql;

/// <summary>Database URIs as Npgsql connection strings.</summary>
public static class PostgreSqlConnectionString
{
    /// <summary>The connection string of a database URI; holds its password.</summary>
    public static string Of(DatabaseUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.UnixSocket ?? HostsOf(uri),
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
            SslPassword = uri.TlsKeyPassword,

            // No limit unless one is set: some statements (an index on a large table) take long.
            CommandTimeout = uri.StatementTimeoutS ?? 0,
        };
        if (uri.ConnectTimeoutS is { } seconds)
            builder.Timeout = Math.Min(seconds, 1_024);
        foreach (var (name, value) in uri.DriverSettings)
            builder[name] = value;
        Complete(builder, uri);
        return builder.ConnectionString;
    }

    private static string HostsOf(DatabaseUri uri) => uri.OtherHosts.Count == 0
        ? uri.Host
        : string.Join(',', uri.OtherHosts.Prepend(new DatabasePlace(uri.Host, uri.Port)).Select(place => place.Host.Contains(':')
            ? $"[{place.Host}]:{place.Port}"
            : $"{place.Host}:{place.Port}"));

    private static void Complete(NpgsqlConnectionStringBuilder builder, DatabaseUri uri)
    {
        // Of several servers, the one that can be written to; with one, there is nothing to choose.
        if (uri.OtherHosts.Count == 0)
            builder.TargetSessionAttributes = null;
        else
            builder.TargetSessionAttributes ??= "read-write";

        // libpq has a default for the time until the first probe; Npgsql needs it set.
        if (builder.TcpKeepAliveInterval > 0 && builder.TcpKeepAliveTime == 0)
            builder.TcpKeepAliveTime = builder.TcpKeepAliveInterval;
    }
}
