using System.Globalization;
using System.Security.Cryptography;
using Leat.Artifacts.Specification.Objects;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.AzureBlob;

/// <summary>Services that are busy, connections that break, refusals.</summary>
public sealed class BlobFaultTests : ObjectFaultSpecification
{
    protected override string NothingListed =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"c\"><Blobs /><NextMarker /></EnumerationResults>";

    protected override (string Name, string Value)[] BusyHeaders => [("x-ms-error-code", "ServerBusy")];

    protected override async Task<IObjectPlace> MakeAsync() => await TestContainer.CreateAsync();

    protected override string Busy(int status) => Error("ServerBusy");

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
        await using var store = StoreOf(service);

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(expected);
        error.Message.ShouldNotContain(AzuriteServer.Key);
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task An_answer_that_is_none_of_the_services_may_be_another_one_later()
    {
        using var service = new AnsweringService((403, ""));
        await using var store = StoreOf(service);

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
    public async Task Each_piece_goes_with_its_hash_which_the_service_checks()
    {
        (string, string)[] stored = [("ETag", "\"1\""), ("Last-Modified", "Mon, 30 Nov 2026 00:00:00 GMT"), ("x-ms-request-server-encrypted", "true")];
        using var service = new AnsweringService(stored, (200, NothingListed), (201, ""), (200, NothingListed), (201, ""));
        await using var store = StoreOf(service);
        var content = new byte[6 << 20];
        new Random(1).NextBytes(content);

        await Open(store).WriteAsync("small", ArtifactBody.Of(new MemoryStream(content, 0, 1_000)), Cancellation);
        await Open(store).WriteAsync("large", ArtifactBody.Of(new MemoryStream(content)), Cancellation);

        var sent = service.Requests.Where(request => request.Method == "PUT" && request.Headers["Content-MD5"] is not null).ToList();
        var small = HashOf(content.AsSpan(0, 1_000));
        sent.Select(request => request.Headers["Content-MD5"]).ShouldContain(small);
        var pieces = sent.Where(request => request.Headers["Content-MD5"] != small).ToDictionary(request => request.Headers["Content-MD5"]!, request => int.Parse(request.Headers["Content-Length"]!, CultureInfo.InvariantCulture));
        pieces.Values.Sum().ShouldBe(content.Length);
        var first = pieces.Values.Max();
        pieces.Keys.ShouldBe([HashOf(content.AsSpan(0, first)), HashOf(content.AsSpan(first))], ignoreOrder: true);
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
        await using var store = StoreOf(new Uri("http://127.0.0.1:1/account"));

        Should.Throw<LeatException>(() => store.Open(ArtifactLocation.Parse(location))).Message.ShouldContain("names no container and account: write '");
    }

#pragma warning disable CA5351 // The service's checksum, against damage on the way.
    private static string HashOf(ReadOnlySpan<byte> content) => Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351

    private static string Error(string code) => $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>as the test says</Message></Error>";

    private static IArtifactRepository Open(IArtifactStore store) => store.Open(ArtifactLocation.Parse("wasbs://c@account.blob.core.windows.net/root"));

    private static IArtifactStore StoreOf(AnsweringService service) => StoreOf(new Uri(service.Address, "account"));

    private static IArtifactStore StoreOf(Uri address) => BlobArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => name == "AZURE_STORAGE_CONNECTION_STRING" ? AzuriteServer.ConnectionOf(address) : null,
        TimeProvider = TimeProvider.System,
    });
}
