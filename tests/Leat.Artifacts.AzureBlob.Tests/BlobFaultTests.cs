using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.AzureBlob;

/// <summary>Services that are busy, connections that break, refusals.</summary>
public sealed class BlobFaultTests
{
    private const string NothingListed = "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"c\"><Blobs /><NextMarker /></EnumerationResults>";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_call_is_repeated_while_the_service_is_busy(int status)
    {
        var busy = (status, Error("ServerBusy"));
        using var service = new AnsweringService(busy, busy, busy, (200, NothingListed));
        await using var store = Store(service);

        (await Open(store).ListAsync(null, Cancellation)).ShouldBeEmpty();

        service.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_given_up_and_may_be_asked_later()
    {
        using var service = new AnsweringService([("x-ms-error-code", "ServerBusy")], (503, Error("ServerBusy")));
        await using var store = Store(service);

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        error.Message.ShouldContain("The container 'c' of account.blob.core.windows.net cannot list files: the service is busy");
        service.Requests.Count.ShouldBeInRange(4, 10);
    }

    [Theory]
    [InlineData(403, "AuthenticationFailed", ErrorCode.Unauthenticated)]
    [InlineData(401, "NoAuthenticationInformation", ErrorCode.Unauthenticated)]
    [InlineData(403, "AuthorizationFailure", ErrorCode.PermissionDenied)]
    [InlineData(403, "AuthorizationPermissionMismatch", ErrorCode.PermissionDenied)]
    [InlineData(403, "AccountIsDisabled", ErrorCode.PermissionDenied)]
    [InlineData(404, "ContainerNotFound", ErrorCode.ResourceDoesNotExist)]
    [InlineData(409, "ContainerBeingDeleted", ErrorCode.ResourceDoesNotExist)]
    [InlineData(418, "Teapot", ErrorCode.InternalError)]
    public async Task A_refusal_keeps_its_kind(int status, string code, ErrorCode expected)
    {
        using var service = new AnsweringService([("x-ms-error-code", code)], (status, Error(code)));
        await using var store = Store(service);

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(expected);
        error.Message.ShouldNotContain(AzuriteServer.Key);
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task An_answer_that_is_none_of_the_services_may_be_another_one_later()
    {
        using var service = new AnsweringService((403, ""));
        await using var store = Store(service);

        (await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation))).Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_not_shown()
    {
        var container = await TestContainer.CreateAsync();
        var wrong = Convert.ToBase64String("another key"u8);
        await using var store = container.Store(("AZURE_STORAGE_CONNECTION_STRING", container.Server.ConnectionString.Replace(AzuriteServer.Key, wrong, StringComparison.Ordinal)));

        var error = await Should.ThrowAsync<LeatException>(() => store.Open(ArtifactLocation.Parse(container.Root)).ListAsync(null, Cancellation));

        error.Code.ShouldBeOneOf(ErrorCode.Unauthenticated, ErrorCode.PermissionDenied);
        error.Message.ShouldNotContain(wrong);
    }

    [Fact]
    public async Task A_service_that_is_not_there_may_be_there_later()
    {
        await using var store = Store(new Uri("http://127.0.0.1:1/account"));

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        error.Message.ShouldContain("the service was not reached, or broke off");
    }

    [Theory]
    [InlineData("AZURE_STORAGE_CONNECTION_STRING", "nonsense", "is no connection string")]
    [InlineData("AZURE_STORAGE_ACCESS_KEY", "not base64!", "is no key of a storage account")]
    [InlineData("AZURE_STORAGE_SERVICE_ENDPOINT", "localhost:10000", "does not begin with http:// or https://")]
    [InlineData("MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT", "soon", "can only be a number of seconds, or -1")]
    public async Task A_setting_that_means_nothing_is_named(string name, string value, string message)
    {
        await using var store = BlobArtifactStore.Create(new ArtifactStoreContext { Environment = asked => asked == name ? value : null, TimeProvider = TimeProvider.System });

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Message.ShouldContain(message);
        error.Message.ShouldContain(name);
    }

    [Theory]
    [InlineData("wasbs://container/path")]
    [InlineData("wasbs://account.blob.core.windows.net/path")]
    [InlineData("wasbs://@account.blob.core.windows.net/path")]
    [InlineData("wasbs://c@localhost/path")]
    [InlineData("wasbs://c@account.blob.core.windows.net:8080/path")]
    [InlineData("abfss://c@host..net/path")]
    [InlineData("wasbs:///path")]
    public async Task A_location_without_a_container_and_an_account_is_refused(string location)
    {
        await using var store = Store(new Uri("http://127.0.0.1:1/account"));

        Should.Throw<LeatException>(() => store.Open(ArtifactLocation.Parse(location))).Message.ShouldContain("names no container and account: write '");
    }

    [Fact]
    public async Task A_download_whose_connection_breaks_goes_on_where_it_broke()
    {
        var container = await TestContainer.CreateAsync();
        var content = RandomNumberGenerator.GetBytes(6_000_000);
        await using (var store = container.Store())
            await WriteAsync(store.Open(ArtifactLocation.Parse(container.Root)), content);
        await using var cut = new CutConnections(container.Server.Endpoint.Port, fromServer: 2_000_000, fromClient: int.MaxValue, times: 2);
        await using var through = Through(container, cut);

        await using var file = await through.Open(ArtifactLocation.Parse(container.Root)).OpenReadAsync("a", Cancellation);

        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task A_large_upload_whose_connections_break_within_parts_arrives_whole()
    {
        var container = await TestContainer.CreateAsync();
        var content = RandomNumberGenerator.GetBytes(30_000_000);
        await using var cut = new CutConnections(container.Server.Endpoint.Port, fromServer: int.MaxValue, fromClient: 5_000_000, times: 2);
        await using (var through = Through(container, cut))
            await WriteAsync(through.Open(ArtifactLocation.Parse(container.Root)), content);

        await using var store = container.Store();
        await using var file = await store.Open(ArtifactLocation.Parse(container.Root)).OpenReadAsync("a", Cancellation);
        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_whose_connections_always_break_leaves_nothing_to_be_seen()
    {
        var container = await TestContainer.CreateAsync();
        await using (var cut = new CutConnections(container.Server.Endpoint.Port, fromServer: int.MaxValue, fromClient: 1_000_000, times: int.MaxValue))
        {
            await using var through = Through(container, cut);
            var error = await Should.ThrowAsync<LeatException>(() => WriteAsync(through.Open(ArtifactLocation.Parse(container.Root)), new byte[20_000_000]));
            error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        }

        await using var store = container.Store();
        (await store.Open(ArtifactLocation.Parse(container.Root)).ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    private static string Error(string code) => $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>as the test says</Message></Error>";

    private static IArtifactRepository Open(IArtifactStore store) => store.Open(ArtifactLocation.Parse("wasbs://c@account.blob.core.windows.net/root"));

    private static IArtifactStore Store(AnsweringService service) => Store(new Uri(service.Address, "account"));

    private static IArtifactStore Store(Uri address) => BlobArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => name == "AZURE_STORAGE_CONNECTION_STRING" ? AzuriteServer.ConnectionOf(address) : null,
        TimeProvider = TimeProvider.System,
    });

    private static IArtifactStore Through(TestContainer container, CutConnections cut) =>
        container.Store(("AZURE_STORAGE_CONNECTION_STRING", AzuriteServer.ConnectionOf(new UriBuilder(container.Server.Endpoint) { Port = cut.Port }.Uri)));

    private static async Task WriteAsync(IArtifactRepository repository, byte[] content)
    {
        using var body = new MemoryStream(content);
        await repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);
    }
}
