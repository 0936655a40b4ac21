using Leat.Artifacts.Local;
using Leat.Artifacts.Proxy;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts;

public sealed class ArtifactRepositoryProviderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ArtifactRepositoryProviderTests()
    {
        Directory.CreateDirectory(_directory["dest/1/run/artifacts"]);
        File.WriteAllText(_directory["dest/1/run/artifacts/a"], "x");
        File.WriteAllText(_directory["secret"], "x");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ArtifactRepositoryProvider Server => new(new() { ServeDestination = _directory["dest"], Roots = [_directory["root"]] });

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("mlflow-artifacts:/1/run/artifacts")]
    [InlineData("mlflow-artifacts:///1/run/artifacts")]
    [InlineData("mlflow-artifacts://otherhost:5000/1/run/artifacts")]
    [InlineData("http://otherhost/api/2.0/mlflow-artifacts/artifacts/1/run/artifacts")]
    [InlineData("https://h/prefix/api/2.0/mlflow-artifacts/artifacts/1/run/artifacts/")]
    [InlineData("mlflow-artifacts:/1//run/./artifacts")]
    [InlineData("mlflow-artifacts:/1/x/../run/artifacts")]
    [InlineData("mlflow-artifacts:/1/%72un/artifacts?a=b")]
    public async Task A_server_finds_proxied_locations_below_its_destination(string uri) =>
        (await ListAsync(Server, uri)).ShouldBe(["a"]);

    [Fact]
    public async Task The_bare_proxy_location_is_the_whole_destination() =>
        (await ListAsync(Server, "mlflow-artifacts:/")).ShouldBe(["1"]);

    [Theory]
    [InlineData("mlflow-artifacts:/../secret")]
    [InlineData("mlflow-artifacts:/1/%2e%2e/%2e%2e")]
    [InlineData("http://h/api/2.0/mlflow-artifacts/artifacts/../../x")]
    public void A_proxied_location_cannot_leave_the_destination(string uri) => ShouldRefuse(Server, uri, "Invalid path");

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://h/mlflow-artifacts/artifactsandmore/x")]
    public void A_server_calls_no_addresses_that_a_location_names(string uri) => ShouldRefuse(Server, uri, "not served here");

    [Fact]
    public void Without_serving_a_server_opens_no_proxied_locations()
    {
        var server = new ArtifactRepositoryProvider(new() { TrackingServer = new Uri("http://h") });

        ShouldRefuse(server, "mlflow-artifacts:/1", "--serve-artifacts");
        ShouldRefuse(server, "http://h/api/2.0/mlflow-artifacts/artifacts/1", "--serve-artifacts");
    }

    [Theory]
    [InlineData("dest/1/run/artifacts")]
    [InlineData("root")]
    [InlineData("root/x/y")]
    public async Task A_server_opens_local_locations_below_its_own_directories(string path)
    {
        Server.Open(_directory[path]).ShouldNotBeNull();
        Server.Open("file://" + _directory[path]).ShouldNotBeNull();
        (await ListAsync(Server, _directory["dest/1/run/artifacts"])).ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rootbeside")]
    [InlineData("root/../secret")]
    [InlineData("dest/../../etc")]
    public void A_server_opens_no_other_local_locations(string path)
    {
        ShouldRefuse(Server, _directory[path], "outside of the directories");
        ShouldRefuse(Server, "file://" + _directory[path], "outside of the directories");
    }

    [Fact]
    public async Task A_link_below_a_servers_directory_cannot_be_opened_as_a_location()
    {
        Directory.CreateSymbolicLink(_directory["dest/link"], _directory.Path);

        var repository = Server.Open(_directory["dest/link"]);

        (await Should.ThrowAsync<LeatException>(() => repository.OpenReadAsync("secret", Cancellation))).Message.ShouldBe("Invalid path");
    }

    [Fact]
    public void A_client_opens_any_local_location() =>
        new ArtifactRepositoryProvider(new()).Open(_directory["anywhere"]).ShouldBeOfType<LocalArtifactRepository>()
            .RootDirectory.ShouldBe(_directory["anywhere"]);

    [Theory]
    [InlineData("s3://bucket/x", "Leat.Artifacts.S3")]
    [InlineData("r2://bucket/x", "Leat.Artifacts.S3")]
    [InlineData("gs://bucket/x", "Leat.Artifacts.Gcs")]
    [InlineData("wasbs://c@a.blob.core.windows.net/x", "Leat.Artifacts.AzureBlob")]
    [InlineData("wasb://c@a.blob.core.windows.net/x", "Leat.Artifacts.AzureBlob")]
    [InlineData("abfss://c@a.dfs.core.windows.net/x", "The package Leat.Artifacts.AzureBlob has the store for abfss://: add it, and register it once with")]
    [InlineData("abfs://c@a.dfs.core.windows.net/x", "write abfss:// instead")]
    [InlineData("sftp://host/x", "Leat.Artifacts.Sftp")]
    [InlineData("hdfs://host/x", "Mount it as a directory")]
    [InlineData("dbfs:/x", "Mount it as a directory")]
    [InlineData("ftp://host/x", "Mount it as a directory")]
    [InlineData("runs:/ab/x", "Leat has no store for the scheme 'runs'.")]
    public void An_unknown_scheme_is_refused_with_the_known_ones_and_with_what_would_serve_it(string uri, string remedy)
    {
        var provider = new ArtifactRepositoryProvider(new());

        ShouldRefuse(
            provider,
            uri,
            $"Could not find a registered artifact repository for: {uri}. Currently registered schemes are: ['', 'file', 'http', 'https', 'mlflow-artifacts'].");
        ShouldRefuse(provider, uri, remedy);
    }

    [Fact]
    public void A_destination_that_cannot_be_opened_is_told_at_the_start() =>
        Should.Throw<LeatException>(() => new ArtifactRepositoryProvider(new() { ServeDestination = "s3://bucket" }))
            .Message.ShouldContain("'s3://bucket'");

    [Theory]
    [InlineData("mlflow-artifacts:/1/ab", "http://track:5000", "http://track:5000/api/2.0/mlflow-artifacts/artifacts/1/ab")]
    [InlineData("mlflow-artifacts:/1/ab/", "http://track:5000/", "http://track:5000/api/2.0/mlflow-artifacts/artifacts/1/ab")]
    [InlineData("mlflow-artifacts:/1//ab", "https://track/pre/", "https://track/pre/api/2.0/mlflow-artifacts/artifacts/1/ab")]
    [InlineData("mlflow-artifacts://other:8000/1", "https://track", "https://other:8000/api/2.0/mlflow-artifacts/artifacts/1")]
    [InlineData("mlflow-artifacts:/1/ab?v=1", "http://track", "http://track/api/2.0/mlflow-artifacts/artifacts/1/ab")]
    [InlineData("mlflow-artifacts:/a%20b", "http://track", "http://track/api/2.0/mlflow-artifacts/artifacts/a%20b")]
    [InlineData("mlflow-artifacts:/a b", "http://track", "http://track/api/2.0/mlflow-artifacts/artifacts/a%20b")]
    public void A_client_finds_proxied_locations_on_the_tracking_server(string uri, string tracking, string expected) =>
        ProxyAddress.FromProxyUri(ArtifactLocation.Parse(uri), new Uri(tracking)).AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void A_port_without_a_host_is_refused() =>
        Should.Throw<LeatException>(() => ProxyAddress.FromProxyUri(ArtifactLocation.Parse("mlflow-artifacts://5000/x"), new Uri("http://track")))
            .Message.ShouldBe("The mlflow-artifacts uri was supplied with a port number: 5000, but no host was defined.");

    [Fact]
    public void A_proxied_location_needs_a_tracking_server_over_http()
    {
        using var http = new HttpClient();
        ShouldRefuse(new ArtifactRepositoryProvider(new() { Http = http }), "mlflow-artifacts:/1", "When an mlflow-artifacts URI was supplied");
        ShouldRefuse(
            new ArtifactRepositoryProvider(new() { Http = http, TrackingServer = new Uri("file:///x") }),
            "mlflow-artifacts:/1",
            "but it was currently set to file:///x");
    }

    private static async Task<string[]> ListAsync(ArtifactRepositoryProvider provider, string uri) =>
        [.. (await provider.Open(uri).ListAsync(null, Cancellation)).Select(entry => entry.Path)];

    private static void ShouldRefuse(ArtifactRepositoryProvider provider, string uri, string message)
    {
        var error = Should.Throw<LeatException>(() => provider.Open(uri));
        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        error.Message.ShouldContain(message);
    }
}
