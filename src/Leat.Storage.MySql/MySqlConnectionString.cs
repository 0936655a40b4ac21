using Leat.Core;
using MySqlConnector;

namespace Leat.Storage.MySql;

/// <summary>Database URIs as MySqlConnector connection strings.</summary>
public static class MySqlConnectionString
{
    /// <summary>The connection string of a database URI; holds its password.</summary>
    public static string Of(DatabaseUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var builder = new MySqlConnectionStringBuilder
        {
            Server = uri.UnixSocket ?? HostsOf(uri),
            LoadBalance = MySqlLoadBalance.FailOver,
            Port = (uint)uri.Port,
            UserID = uri.User ?? "",
            Password = uri.Password ?? "",
            Database = uri.Database,
            ConnectionProtocol = uri.UnixSocket is null ? MySqlConnectionProtocol.Sockets : MySqlConnectionProtocol.UnixSocket,
            ApplicationName = uri.ApplicationName,
            SslMode = uri.Tls switch
            {
                DatabaseTls.Disable => MySqlSslMode.Disabled,
                DatabaseTls.Require => MySqlSslMode.Required,
                DatabaseTls.VerifyCa => MySqlSslMode.VerifyCA,
                DatabaseTls.VerifyFull => MySqlSslMode.VerifyFull,
                _ => MySqlSslMode.Preferred,
            },

            // Without TLS, the password is encrypted with the server's public key, as MySQL's default login requires.
            AllowPublicKeyRetrieval = uri.Tls == DatabaseTls.Disable,

            // No limit unless one is set: some statements (an index on a large table) take long.
            DefaultCommandTimeout = (uint)(uri.StatementTimeoutS ?? 0),
        };
        if (uri.TlsAuthorities is { } authorities)
            builder.SslCa = authorities;
        if (uri.TlsCertificate is { } certificate)
            (builder.SslCert, builder.SslKey) = (certificate, uri.TlsKey!);
        if (uri.ConnectTimeoutS is { } seconds)
            builder.ConnectionTimeout = (uint)seconds;
        return builder.ConnectionString;
    }

    /// <summary>The hosts, of which the first to answer is used.</summary>
    private static string HostsOf(DatabaseUri uri)
    {
        if (uri.OtherHosts.Any(place => place.Port != uri.Port))
            throw LeatException.InvalidParameter("The store URI names several hosts with different ports, which the driver of MySQL cannot do: give all the same port.");
        return string.Join(',', uri.OtherHosts.Select(place => place.Host).Prepend(uri.Host));
    }
}
