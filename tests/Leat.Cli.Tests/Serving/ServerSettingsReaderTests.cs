using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Serving;
using Leat.Core;

namespace Leat.Cli.Tests.Serving;

public sealed class ServerSettingsReaderTests
{
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void Nothing_given_leaves_mlflows_defaults_and_a_store_of_our_own()
    {
        var settings = Read();

        settings.Store.ToString().ShouldBe("sqlite:///leat.db");
        settings.DefaultArtifactRoot.ShouldBe("mlflow-artifacts:/");
        settings.ArtifactsDestination.ShouldBe(Path.GetFullPath("mlartifacts"));
        settings.Server.ServeArtifacts.ShouldBeTrue();
        settings.Server.ArtifactsOnly.ShouldBeFalse();
        settings.Server.Host.ShouldBe("127.0.0.1");
        settings.Server.Port.ShouldBe(5000);
        settings.Server.AllowedHosts.ShouldBeNull();
        settings.Server.CorsAllowedOrigins.ShouldBeEmpty();
        settings.Server.DisableSecurityMiddleware.ShouldBeFalse();
        settings.Server.XFrameOptions.ShouldBe("SAMEORIGIN");
        settings.Server.StaticPrefix.ShouldBeNull();
        settings.Verbose.ShouldBeFalse();
        settings.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Every_option_is_read_from_the_command_line()
    {
        var settings = Read(
            "--backend-store-uri", "sqlite:////data/a.db", "--registry-store-uri", "sqlite:////data/a.db",
            "--default-artifact-root", "/data/files", "--artifacts-destination", "/data/proxied", "-h", "0.0.0.0", "-p", "8080",
            "--allowed-hosts", "a.example.com, *.b.example.com", "--cors-allowed-origins", "https://c.example.com",
            "--disable-security-middleware", "--x-frame-options", "deny", "--static-prefix", "/leat", "--artifacts-redirect", "64", "--dev");

        settings.Store.Path.ShouldBe("/data/a.db");
        settings.DefaultArtifactRoot.ShouldBe("/data/files");
        settings.ArtifactsDestination.ShouldBe("/data/proxied");
        settings.Server.Host.ShouldBe("0.0.0.0");
        settings.Server.Port.ShouldBe(8080);
        settings.Server.AllowedHosts.ShouldBe(["a.example.com", "*.b.example.com"]);
        settings.Server.CorsAllowedOrigins.ShouldBe(["https://c.example.com"]);
        settings.Server.DisableSecurityMiddleware.ShouldBeTrue();
        settings.Server.XFrameOptions.ShouldBe("DENY");
        settings.Server.StaticPrefix.ShouldBe("/leat");
        settings.Server.RedirectFrom.ShouldBe(64L << 20);
        settings.Verbose.ShouldBeTrue();
    }

    [Fact]
    public void Webhooks_have_environment_variables_only()
    {
        var defaults = Read().Server.Webhooks;
        defaults.AllowedSchemes.ShouldBe(["https"]);
        defaults.SecretKey.ShouldBeNull();
        (defaults.RequestTimeout, defaults.MaxRetries, defaults.Workers, defaults.CacheLifetime, defaults.PublicAddressesOnly)
            .ShouldBe((TimeSpan.FromSeconds(30), 3, 10, TimeSpan.FromSeconds(60), false));

        _environment["MLFLOW_WEBHOOK_ALLOWED_SCHEMES"] = "https, http";
        _environment["MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY"] = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
        _environment["MLFLOW_WEBHOOK_REQUEST_TIMEOUT"] = "5";
        _environment["MLFLOW_WEBHOOK_REQUEST_MAX_RETRIES"] = "0";
        _environment["MLFLOW_WEBHOOK_DELIVERY_MAX_WORKERS"] = "2";
        _environment["MLFLOW_WEBHOOK_CACHE_TTL"] = "7";
        _environment["LEAT_WEBHOOK_PUBLIC_ADDRESSES_ONLY"] = "true";
        var webhooks = Read().Server.Webhooks;

        webhooks.AllowedSchemes.ShouldBe(["https", "http"]);
        webhooks.SecretKey.ShouldNotBeNull();
        (webhooks.RequestTimeout, webhooks.MaxRetries, webhooks.Workers, webhooks.CacheLifetime, webhooks.PublicAddressesOnly)
            .ShouldBe((TimeSpan.FromSeconds(5), 0, 2, TimeSpan.FromSeconds(7), true));
    }

    [Theory]
    [InlineData("MLFLOW_WEBHOOK_ALLOWED_SCHEMES", "ftp", "'ftp' is neither https nor http")]
    [InlineData("MLFLOW_WEBHOOK_REQUEST_TIMEOUT", "0", "'0' is not a whole number from 1")]
    [InlineData("MLFLOW_WEBHOOK_DELIVERY_MAX_WORKERS", "many", "'many' is not a whole number from 1")]
    [InlineData("MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY", "hush", "it is no Fernet key")]
    public void A_bad_setting_of_webhooks_is_refused(string variable, string value, string message)
    {
        _environment[variable] = value;

        var error = Should.Throw<UsageException>(() => Read()).Message;
        error.ShouldContain(variable);
        error.ShouldContain(message);
        error.ShouldNotContain("hush");
    }

    [Fact]
    public void Every_option_is_read_from_its_environment_variable()
    {
        _environment["MLFLOW_BACKEND_STORE_URI"] = "sqlite:////data/a.db";
        _environment["MLFLOW_DEFAULT_ARTIFACT_ROOT"] = "/data/files";
        _environment["MLFLOW_ARTIFACTS_DESTINATION"] = "/data/proxied";
        _environment["MLFLOW_SERVE_ARTIFACTS"] = "false";
        _environment["MLFLOW_HOST"] = "0.0.0.0";
        _environment["MLFLOW_PORT"] = "8080";
        _environment["MLFLOW_SERVER_ALLOWED_HOSTS"] = "*";
        _environment["MLFLOW_SERVER_CORS_ALLOWED_ORIGINS"] = "*";
        _environment["MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE"] = "True";
        _environment["MLFLOW_SERVER_X_FRAME_OPTIONS"] = "NONE";
        _environment["MLFLOW_STATIC_PREFIX"] = "/leat";

        var settings = Read();

        settings.Store.Path.ShouldBe("/data/a.db");
        settings.DefaultArtifactRoot.ShouldBe("/data/files");
        settings.ArtifactsDestination.ShouldBe("/data/proxied");
        settings.Server.ServeArtifacts.ShouldBeFalse();
        settings.Server.Host.ShouldBe("0.0.0.0");
        settings.Server.Port.ShouldBe(8080);
        settings.Server.AllowedHosts.ShouldBe(["*"]);
        settings.Server.CorsAllowedOrigins.ShouldBe(["*"]);
        settings.Server.DisableSecurityMiddleware.ShouldBeTrue();
        settings.Server.XFrameOptions.ShouldBe("NONE");
        settings.Server.StaticPrefix.ShouldBe("/leat");
    }

    [Fact]
    public void Command_line_counts_before_the_environment()
    {
        _environment["MLFLOW_PORT"] = "8080";
        _environment["MLFLOW_SERVE_ARTIFACTS"] = "false";

        var settings = Read("--port", "9090", "--serve-artifacts");

        settings.Server.Port.ShouldBe(9090);
        settings.Server.ServeArtifacts.ShouldBeTrue();
    }

    [Fact]
    public void Empty_variable_counts_as_not_set()
    {
        _environment["MLFLOW_PORT"] = "";
        _environment["MLFLOW_ARTIFACTS_ONLY"] = "";

        var settings = Read();

        settings.Server.Port.ShouldBe(5000);
        settings.Server.ArtifactsOnly.ShouldBeFalse();
    }

    [Fact]
    public void Option_given_twice_counts_as_given_last()
    {
        var settings = Read("-p", "1", "--port=2", "--no-serve-artifacts", "--serve-artifacts", "--no-serve-artifacts");

        settings.Server.Port.ShouldBe(2);
        settings.Server.ServeArtifacts.ShouldBeFalse();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public void Boolean_variable_is_read(string value, bool expected)
    {
        _environment["MLFLOW_ARTIFACTS_ONLY"] = value;

        Read().Server.ArtifactsOnly.ShouldBe(expected);
    }

    [Fact]
    public void Boolean_variable_of_another_value_is_refused()
    {
        _environment["MLFLOW_ARTIFACTS_ONLY"] = "maybe";

        UsageErrorOf().ShouldBe(
            "Invalid value for the environment variable MLFLOW_ARTIFACTS_ONLY: 'maybe' is neither true nor false.");
    }

    [Fact]
    public void Files_are_for_their_owner_alone_unless_an_option_or_the_environment_says_otherwise()
    {
        Read().Permissions.ShouldBe(FilePermissions.OwnerOnly);
        Read("--file-permissions", "640").Permissions.File.HasFlag(UnixFileMode.GroupRead).ShouldBeTrue();
        _environment["LEAT_FILE_PERMISSIONS"] = "660";
        Read().Permissions.File.HasFlag(UnixFileMode.GroupWrite).ShouldBeTrue();
        UsageErrorOf("--file-permissions", "777").ShouldBe(
            "Invalid value for --file-permissions: '777' is not three octal digits such as 600, 640 or 660, of which the first is 6 and "
            + "the others are 0, 4 or 6.");
    }

    [Fact]
    public void A_key_for_the_secrets_of_webhooks_lies_beside_a_database_that_is_a_file()
    {
        Read("--backend-store-uri", "sqlite:////data/leat.db").Server.Webhooks.SecretKeyFile.ShouldBe("/data/leat.db-webhook-key");
        Read("--backend-store-uri", "postgresql://u@h/d").Server.Webhooks.SecretKeyFile.ShouldBeNull();
    }

    [Fact]
    public void Without_serving_artifacts_files_of_new_experiments_go_to_mlruns_here() =>
        Read("--no-serve-artifacts").DefaultArtifactRoot.ShouldBe(Path.GetFullPath("mlruns"));

    [Theory]
    [InlineData("files", "files")]
    [InlineData("./files", "files")]
    [InlineData("../files", "../files")]
    public void Local_artifact_root_is_made_absolute(string given, string path) =>
        Read("--default-artifact-root", given).DefaultArtifactRoot.ShouldBe(Path.GetFullPath(path));

    [Theory]
    [InlineData("file:///data/my%20files")]
    [InlineData("s3://bucket/x/?v=1")]
    [InlineData("/data/files/")]
    public void Absolute_artifact_root_is_kept_as_it_was_given(string given) =>
        Read("--default-artifact-root", given).DefaultArtifactRoot.ShouldBe(given);

    [Theory]
    [InlineData("--default-artifact-root", "mlflow-artifacts://5000/x", "has a port but no host")]
    [InlineData("--default-artifact-root", "s3:/x", "names no bucket")]
    [InlineData("--artifacts-destination", "file://elsewhere/x", "names no directory of this machine")]
    public void Artifact_root_where_no_run_could_keep_files_is_refused(string option, string given, string fault) =>
        UsageErrorOf(option, given).ShouldMatch($"^Invalid value for {option}: '.*' {fault}");

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("localhost", false)]
    [InlineData("::1", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("192.168.1.10", true)]
    public void Listening_to_other_machines_is_noted_while_there_are_no_accounts(string host, bool noted) =>
        Read("--host", host).Notes.Any(note => note.Contains("no accounts", StringComparison.Ordinal)).ShouldBe(noted);

    [Fact]
    public void Remote_artifact_root_is_kept_and_noted()
    {
        var settings = Read("--default-artifact-root", "s3://bucket/x");

        settings.DefaultArtifactRoot.ShouldBe("s3://bucket/x");
        settings.Notes.ShouldHaveSingleItem().ShouldContain("cannot read s3://");
    }

    [Fact]
    public void Options_of_other_web_servers_are_noted_and_ignored()
    {
        var settings = Read("--workers", "4", "--gunicorn-opts", "--workers=8 --port=1", "--uvicorn-opts", "-h 1.2.3.4");

        settings.Server.Port.ShouldBe(5000);
        settings.Server.Host.ShouldBe("127.0.0.1");
        settings.Notes.Count.ShouldBe(3);
        settings.Notes[0].ShouldContain("workers");
        settings.Notes[1].ShouldContain("--gunicorn-opts has no effect");
        settings.Notes[2].ShouldContain("--uvicorn-opts has no effect");
    }

    [Fact]
    public void Figures_for_prometheus_are_served_and_their_directory_is_not_used()
    {
        Read().Server.ExposePrometheus.ShouldBeFalse();
        _environment["MLFLOW_EXPOSE_PROMETHEUS"] = "/tmp/figures";

        var settings = Read();

        settings.Server.ExposePrometheus.ShouldBeTrue();
        settings.Notes.ShouldHaveSingleItem().ShouldStartWith("'/tmp/figures' is not used");
    }

    [Fact]
    public void Requests_are_logged_on_demand()
    {
        Read().Server.AccessLog.ShouldBeFalse();
        Read("--access-log").Server.AccessLog.ShouldBeTrue();
        _environment["LEAT_ACCESS_LOG"] = "true";
        Read().Server.AccessLog.ShouldBeTrue();
    }

    [Theory]
    [InlineData("--port", "http", "Invalid value for --port: 'http' is not a whole number from 0 to 65535.")]
    [InlineData("--port", "65536", "Invalid value for --port: '65536' is not a whole number from 0 to 65535.")]
    [InlineData("--workers", "0", "Invalid value for --workers: '0' is not a whole number from 1.")]
    [InlineData("--x-frame-options", "maybe", "Invalid value for --x-frame-options: 'MAYBE' is not SAMEORIGIN, DENY or NONE.")]
    [InlineData("--static-prefix", "leat", "Invalid value for --static-prefix: 'leat' must begin and must not end with '/'.")]
    [InlineData("--static-prefix", "/leat/", "Invalid value for --static-prefix: '/leat/' must begin and must not end with '/'.")]
    [InlineData("--host", "", "Invalid value for --host: give a name or an address of this machine.")]
    public void Value_that_is_not_allowed_is_a_usage_error(string option, string value, string message) =>
        UsageErrorOf(option, value).ShouldBe(message);

    [Fact]
    public void Artifacts_only_with_a_store_is_a_usage_error() =>
        UsageErrorOf("--artifacts-only", "--backend-store-uri", "sqlite:///a.db").ShouldContain("give one of the two");

    [Theory]
    [InlineData("--app-name", "basic-auth", "'basic-auth'")]
    [InlineData("--registry-store-uri", "sqlite:///other.db", "--registry-store-uri")]
    public void An_unsupported_feature_is_refused_by_name(string option, string value, string named)
    {
        var error = Should.Throw<LeatException>(() => Read(option, value));

        error.Code.ShouldBe(ErrorCode.NotImplemented);
        error.Message.ShouldContain(named);
        error.Message.ShouldContain("not supported yet");
    }

    [Theory]
    [InlineData("gs://bucket/x", "Leat.Artifacts.Gcs")]
    [InlineData("hdfs://host/x", "hdfs")]
    public void A_destination_that_nothing_here_serves_is_refused_with_what_would(string destination, string named)
    {
        var error = Should.Throw<LeatException>(() => Read("--artifacts-destination", destination));

        error.Code.ShouldBe(ErrorCode.NotImplemented);
        error.Message.ShouldContain(destination);
        error.Message.ShouldContain(named);
    }

    private ServerSettings Read(params string[] args)
    {
        var command = new ServerCommand(new ArtifactSchemes());
        var result = command.Parse(ValueTokens.Join(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        result.Errors.ShouldBeEmpty();
        return command.ReadSettings(result, name => _environment.GetValueOrDefault(name));
    }

    private string UsageErrorOf(params string[] args) => Should.Throw<UsageException>(() => Read(args)).Message;
}
