namespace Leat.Core.Tests.Stores;

public sealed class DatabaseUriTests
{
    [Theory]
    [InlineData("postgresql://leat:pw@db.example.com:6432/runs", "db.example.com", 6432, "leat", "pw", "runs")]
    [InlineData("postgres://db/runs", "db", 5432, null, null, "runs")]
    [InlineData("postgresql+psycopg2://leat@localhost/runs", "localhost", 5432, "leat", null, "runs")]
    [InlineData("mysql+pymysql://leat:pw@127.0.0.1/runs", "127.0.0.1", 3306, "leat", "pw", "runs")]
    [InlineData("mariadb+mariadbconnector://leat:pw@db/runs", "db", 3306, "leat", "pw", "runs")]
    [InlineData("mysql://a%40b:p%40ss%3Aw%2Frd%25@db:/r%20s", "db", 3306, "a@b", "p@ss:w/rd%", "r s")]
    [InlineData("mysql://leat:pass/w?rd@db:3307/runs", "db", 3307, "leat", "pass/w?rd", "runs")]
    [InlineData("mysql://leat:p@ss@db:3307/runs", "db", 3307, "leat", "p@ss", "runs")]
    [InlineData("postgresql://leat:@db/runs", "db", 5432, "leat", "", "runs")]
    [InlineData("postgresql://leat:100%@db/runs", "db", 5432, "leat", "100%", "runs")]
    [InlineData("postgresql://leat:pw@[2001:db8::1]:6432/runs", "2001:db8::1", 6432, "leat", "pw", "runs")]
    [InlineData("postgresql://[::1]/runs", "::1", 5432, null, null, "runs")]
    [InlineData("postgresql:///runs?user=leat&password=p%26w&port=6432&host=db", "db", 6432, "leat", "p&w", "runs")]
    [InlineData("postgresql://db:6432/runs?application_name=a@b", "db", 6432, null, null, "runs")]
    public void Uri_names_server_login_and_database(string text, string host, int port, string? user, string? password, string database)
    {
        var uri = StoreUri.Parse(text).Database!;

        (uri.Host, uri.Port, uri.User, uri.Password, uri.Database).ShouldBe((host, port, user, password, database));
        uri.UnixSocket.ShouldBeNull();
    }

    [Theory]
    [InlineData("postgresql://leat@/runs?host=/var/run/postgresql", "/var/run/postgresql")]
    [InlineData("postgresql://leat@%2Fvar%2Frun%2Fpostgresql/runs", "/var/run/postgresql")]
    [InlineData("mysql+pymysql://leat@localhost/runs?unix_socket=/run/mysqld/mysqld.sock", "/run/mysqld/mysqld.sock")]
    public void Socket_counts_instead_of_the_host(string text, string socket) =>
        StoreUri.Parse(text).Database!.UnixSocket.ShouldBe(socket);

    [Fact]
    public void Settings_of_psycopg2_are_understood()
    {
        var uri = StoreUri.Parse(
            "postgresql://db/runs?sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/c.pem&sslkey=/k.pem&connect_timeout=7"
            + "&application_name=team+a&client_encoding=utf8&leat_writers=3&leat_readers=20&leat_statement_timeout=60&leat_pooler=transaction").Database!;

        uri.IsPooled.ShouldBeTrue();
        uri.Tls.ShouldBe(DatabaseTls.VerifyFull);
        (uri.TlsAuthorities, uri.TlsCertificate, uri.TlsKey).ShouldBe(("/ca.pem", "/c.pem", "/k.pem"));
        (uri.ConnectTimeoutS, uri.ApplicationName).ShouldBe((7, "team a"));
        (uri.Writers, uri.Readers, uri.StatementTimeoutS).ShouldBe((3, 20, 60));
    }

    [Theory]
    [InlineData("ssl_mode=REQUIRED", DatabaseTls.Require)]
    [InlineData("ssl_mode=VERIFY_IDENTITY&ssl_ca=/ca.pem", DatabaseTls.VerifyFull)]
    [InlineData("ssl=true", DatabaseTls.Require)]
    [InlineData("ssl_verify_cert=true", DatabaseTls.VerifyCa)]
    [InlineData("ssl_verify_identity=true&ssl_verify_cert=true", DatabaseTls.VerifyFull)]
    [InlineData("ssl_disabled=1", DatabaseTls.Disable)]
    [InlineData("charset=utf8mb4", null)]
    public void Settings_of_mysql_clients_are_understood(string settings, DatabaseTls? tls) =>
        StoreUri.Parse("mysql://db/runs?" + settings).Database!.Tls.ShouldBe(tls);

    [Theory]
    [InlineData("postgresql://leat:secret@db/runs?unix_socket=/x", "sets 'unix_socket', which is not known: leave it out, or use one of "
        + "application_name, channel_binding, charset, client_encoding, connect_timeout, dbname, ")]
    [InlineData("mysql://leat:secret@db/runs?autocomit=true", "sets 'autocomit', which is not known")]
    [InlineData("mysql://leat:a@b/c?secret@db/runs", "sets something behind a question mark or '&' (in a password, write them as %3F and %26)")]
    [InlineData("postgresql://db/runs?password=x&secret", "sets something behind a question mark or '&'")]
    [InlineData("postgresql://db/runs?password=x&secret=", "sets something behind a question mark or '&'")]
    [InlineData("postgresql://db/runs?sslmode=require?password=secret", "sets sslmode to something else than it may be: it must be one of disable,")]
    [InlineData("postgresql://db/runs?sslmode=secret", "sets sslmode to something else than it may be")]
    [InlineData("postgresql://db/runs?channel_binding=secret", "must be one of disable, prefer and require.")]
    [InlineData("postgresql://db/runs?target_session_attrs=standby", "must be one of any, read-write and primary.")]
    [InlineData("mysql://leat:secret@db/runs?leat_writers=33", "sets leat_writers to something else than it may be: it must be a whole number from 1 to 32.")]
    [InlineData("mysql://leat:secret@db/runs?connect_timeout=soon", "it must be a whole number from 1 to")]
    [InlineData("mysql://leat:secret@db/runs?charset=latin1", "it must be utf8mb4 or utf8.")]
    [InlineData("mysql://leat:secret@db/runs?ssl_mode=maybe", "must be one of disable, prefer, require, verify-ca and verify-full.")]
    [InlineData("postgresql://leat:secret@db/runs?sslcert=/c.pem", "sets one of ssl_cert and ssl_key: set both, or none.")]
    [InlineData("mysql://leat:secret@db/runs?ssl_key=/k.pem", "sets one of ssl_cert and ssl_key: set both, or none.")]
    [InlineData("postgresql://leat:secret@db:port/runs", "The port in the store URI is not a number from 1 to 65535.")]
    [InlineData("postgresql://leat:secret@db:70000/runs", "The port in the store URI is not a number from 1 to 65535.")]
    [InlineData("postgresql://leat:secret@db", "names no database behind the host: give for example 'postgresql://leat:PASSWORD@")]
    [InlineData("postgresql://leat:pass@secret", "names no database behind the host")]
    [InlineData("postgresql://leat:secret/runs", "The port in the store URI is not a number")]
    [InlineData("postgres//leat:secret@db/runs", "needs '://' after its scheme")]
    [InlineData("postgresql+psycopg2//leat:secret@db/runs", "needs '://' after its scheme")]
    [InlineData("mysql/leat:secret@db/runs", "needs '://' after its scheme")]
    [InlineData("postgresql:/leat:secret@db/runs", "needs '://' after its scheme")]
    [InlineData("mysql://leat:secret@db/", "names no database behind the host")]
    [InlineData("postgresql://leat:secret@a,,b/runs", "names several hosts, of which one is empty or a socket")]
    [InlineData("postgresql://leat:secret@[::1/runs", "is no IPv6 address in brackets")]
    [InlineData("postgresql:runs", "needs '://' after its scheme")]
    public void An_error_is_named_without_the_password(string text, string part)
    {
        var message = Should.Throw<LeatException>(() => StoreUri.Parse(text)).Message;

        message.ShouldContain(part);
        message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("postgresql://leat@a,b/runs", "a:5432 b:5432")]
    [InlineData("postgresql://leat@a:1,b:2/runs", "a:1 b:2")]
    [InlineData("postgresql://leat@a,[::1],c:7/runs", "a:7 ::1:7 c:7")]
    [InlineData("postgresql:///runs?port=7&host=a,b", "a:7 b:7")]
    [InlineData("mysql://leat@a,b/runs", "a:3306 b:3306")]
    public void Several_hosts_are_read(string text, string places)
    {
        var uri = StoreUri.Parse(text).Database!;
        string.Join(' ', uri.OtherHosts.Prepend(new DatabasePlace(uri.Host, uri.Port)).Select(place => $"{place.Host}:{place.Port}")).ShouldBe(places);
    }

    [Fact]
    public void Settings_of_libpq_reach_the_driver_or_are_noted()
    {
        var uri = StoreUri.Parse(
            "postgresql://db/runs?options=-csearch_path%3Dteam&channel_binding=require&gssencmode=disable&keepalives=1&keepalives_idle=30"
            + "&keepalives_interval=10&keepalives_count=5&target_session_attrs=read-write&sslnegotiation=direct&sslpassword=pw&tcp_user_timeout=9");

        uri.Database!.DriverSettings.ShouldBe(
            new Dictionary<string, string>
            {
                ["Options"] = "-csearch_path=team",
                ["ChannelBinding"] = "Require",
                ["GssEncryptionMode"] = "Disable",
                ["TcpKeepAlive"] = "true",
                ["TcpKeepAliveTime"] = "30",
                ["TcpKeepAliveInterval"] = "10",
                ["TargetSessionAttributes"] = "read-write",
                ["SslNegotiation"] = "Direct",
            },
            ignoreOrder: true);
        uri.Database.TlsKeyPassword.ShouldBe("pw");
        uri.Notes.ShouldBe(
        [
            "'keepalives_count' in the store URI has no effect: Leat's driver has nothing like it.",
            "'tcp_user_timeout' in the store URI has no effect: Leat's driver has nothing like it.",
        ]);
    }

    [Fact]
    public void Settings_of_mysql_clients_that_change_nothing_are_noted() =>
        StoreUri.Parse("mysql://db/runs?autocommit=true&init_command=SET+x%3D1&charset=utf8mb4").Notes.Count.ShouldBe(2);

    [Theory]
    [InlineData("mysql://leat:se/cr?et@db/runs", "mysql://leat:***@db/runs")]
    [InlineData("postgresql:///runs?user=leat&password=secret&port=1", "postgresql:///runs?user=leat&password=***&port=1")]
    [InlineData("postgresql://leat@[::1]:5432/runs?application_name=x", "postgresql://leat@[::1]:5432/runs?application_name=x")]
    public void Text_form_of_the_store_hides_the_password(string text, string shown) =>
        StoreUri.Parse(text).ToString().ShouldBe(shown);

    [Theory]
    [InlineData("mysql://leat:secret@db/runs", "leat@db:3306/runs")]
    [InlineData("postgresql://[::1]/runs?password=secret", "[::1]:5432/runs")]
    [InlineData("postgresql://leat@/runs?host=/run/pg", "leat@/run/pg/runs")]
    [InlineData("postgresql://leat@db/runs;password=secret", "leat@db:5432/runs;password=***")]
    [InlineData("mysql://leat@db/runs&pwd=secret", "leat@db:3306/runs&pwd=***")]
    [InlineData("postgresql://db/runs?user=leat;password=secret", "leat;password=***")]
    public void Text_form_of_the_database_is_its_place(string text, string shown) =>
        StoreUri.Parse(text).Database!.ToString().ShouldBe(shown);
}
