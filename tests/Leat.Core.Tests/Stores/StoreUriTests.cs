namespace Leat.Core.Tests.Stores;

public sealed class StoreUriTests
{
    [Theory]
    [InlineData("sqlite:///leat.db", "leat.db")]
    [InlineData("sqlite:///data/leat.db", "data/leat.db")]
    [InlineData("sqlite:////var/lib/leat.db", "/var/lib/leat.db")]
    [InlineData("sqlite:///../up.db", "../up.db")]
    [InlineData("sqlite:///C:\\data\\leat.db", "C:\\data\\leat.db")]
    [InlineData("SQLite:///leat.db", "leat.db")]
    [InlineData("sqlite+pysqlite:///leat.db", "leat.db")]
    [InlineData("sqlite:///a%20b.db", "a%20b.db")]
    [InlineData("sqlite:///with space.db", "with space.db")]
    [InlineData("  sqlite:///leat.db\n", "leat.db")]
    [InlineData("sqlite:///leat.db?timeout=30&check_same_thread=false", "leat.db")]
    public void Sqlite_uri_names_the_file_behind_three_slashes(string text, string path)
    {
        var uri = StoreUri.Parse(text);

        uri.Kind.ShouldBe(StoreKind.Sqlite);
        uri.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("sqlite:///:memory:")]
    [InlineData("sqlite://")]
    [InlineData("sqlite:")]
    [InlineData("sqlite:///")]
    public void Sqlite_in_memory_is_refused(string text) =>
        MessageFor(text).ShouldContain("in memory");

    [Theory]
    [InlineData("sqlite:leat.db")]
    [InlineData("sqlite:/leat.db")]
    [InlineData("sqlite://leat.db")]
    public void Sqlite_uri_with_too_few_slashes_is_refused(string text) =>
        MessageFor(text).ShouldContain("needs three slashes");

    [Fact]
    public void Sqlite_parameter_that_would_change_the_database_is_refused() =>
        MessageFor("sqlite:///leat.db?mode=ro").ShouldContain("sets 'mode', which is not supported");

    [Theory]
    [InlineData("postgresql://u@h/db", StoreKind.PostgreSql)]
    [InlineData("postgresql+psycopg2://u@h/db", StoreKind.PostgreSql)]
    [InlineData("postgres://u@h/db", StoreKind.PostgreSql)]
    [InlineData("mysql+pymysql://u@h/db", StoreKind.MySql)]
    [InlineData("mariadb://u@h/db", StoreKind.MySql)]
    [InlineData("mssql+pyodbc://u@h/db", StoreKind.SqlServer)]
    [InlineData("http://localhost:5000", StoreKind.Server)]
    [InlineData("HTTPS://tracking.example.com/base", StoreKind.Server)]
    public void Scheme_decides_the_kind(string text, StoreKind kind)
    {
        var uri = StoreUri.Parse(text);

        uri.Kind.ShouldBe(kind);
        uri.Path.ShouldBeNull();
    }

    [Theory]
    [InlineData("./mlruns", "./mlruns")]
    [InlineData("mlruns", "mlruns")]
    [InlineData("/data/mlruns", "/data/mlruns")]
    [InlineData("C:\\data\\mlruns", "C:\\data\\mlruns")]
    [InlineData("./odd:name", "./odd:name")]
    [InlineData("file:///data/my%20runs", "/data/my runs")]
    [InlineData("file://localhost/data/mlruns", "/data/mlruns")]
    [InlineData("file:/data/mlruns", "/data/mlruns")]
    [InlineData("file:mlruns", "mlruns")]
    public void Path_and_file_uri_name_a_directory(string text, string path)
    {
        var uri = StoreUri.Parse(text);

        uri.Kind.ShouldBe(StoreKind.Directory);
        uri.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("file://nas/share/mlruns")]
    [InlineData("file://mlruns")]
    public void File_uri_of_another_machine_is_refused(string text) =>
        MessageFor(text).ShouldContain("names the machine");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Empty_uri_is_refused(string? text) =>
        MessageFor(text).ShouldContain("is empty");

    [Fact]
    public void Unknown_scheme_is_named_and_the_password_is_not_shown() =>
        MessageFor("oracle://scott:tiger@h/db").ShouldBe(
            "Unknown scheme 'oracle' in the store URI 'oracle://scott:***@h/db': give for example 'sqlite:///leat.db'.");

    [Theory]
    [InlineData("postgresql://user:secret@db.example.com:5432/leat", "postgresql://user:***@db.example.com:5432/leat")]
    [InlineData("postgresql://user:p@ss:w@db/leat", "postgresql://user:***@db/leat")]
    [InlineData("https://token:x@host", "https://token:***@host")]
    [InlineData("https://host:5000/a@b", "https://host:5000/a@b")]
    [InlineData("https://user@host", "https://user@host")]
    [InlineData("sqlite:///a:b@c.db", "sqlite:///a:b@c.db")]
    [InlineData("postgresql://leat@db/runs;password=secret", "postgresql://leat@db/runs;password=***")]
    [InlineData("host=db password=secret", "host=db password=***")]
    [InlineData("Host=db;Password=secret;Database=runs", "Host=db;Password=***")]
    [InlineData("./passwords/a=b", "./passwords/a=***")]
    [InlineData("./mlruns", "./mlruns")]
    public void Text_form_hides_the_password(string text, string shown) =>
        StoreUri.Parse(text).ToString().ShouldBe(shown);

    [Theory]
    [InlineData("postgres//user:secret@h/db", "postgres//user:***@h/db")]
    [InlineData("user:secret@h/db", "user:***@h/db")]
    [InlineData("oracle://u:se/cr?et@h/db", "oracle://u:***@h/db")]
    [InlineData("http://u:se/cret@h", "http://u:***@h")]
    [InlineData("sqlite://u:secret@h/db", "sqlite://u:***@h/db")]
    [InlineData("oracle://h/db?password=secret&a=b", "oracle://h/db?password=***&a=b")]
    [InlineData("oracle://h/db?mode=x;password=secret", "oracle://h/db?mode=***")]
    [InlineData("leat.db?passwd=secret", "leat.db?passwd=***")]
    [InlineData("s3://bucket/path", "s3://bucket/path")]
    [InlineData("extra", "extra")]
    public void Whatever_form_it_has_a_password_is_hidden(string text, string shown) => StoreUri.Redact(text).ShouldBe(shown);

    [Theory]
    [InlineData("postgres//user:secret@h/db")]
    [InlineData("user:secret@h/db")]
    [InlineData("sqlite://u:secret@h/db")]
    [InlineData("sqlite:///x?password=secret")]
    [InlineData("oracle://u:sec/secret?x@h")]
    [InlineData("postgresql:u:secret@h")]
    public void A_message_about_a_mistyped_uri_holds_no_password(string text) => MessageFor(text).ShouldNotContain("secret");

    [Theory]
    [InlineData("localhost:5000")]
    [InlineData("127.0.0.1:5000")]
    [InlineData("leat.example.com:5000/base")]
    [InlineData("[::1]:5000")]
    public void An_address_without_its_scheme_is_told_which_it_needs(string text) => MessageFor(text).ShouldContain($"Did you mean 'http://{text}'?");

    private static string MessageFor(string? text)
    {
        var error = Should.Throw<LeatException>(() => StoreUri.Parse(text));
        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        return error.Message;
    }
}
