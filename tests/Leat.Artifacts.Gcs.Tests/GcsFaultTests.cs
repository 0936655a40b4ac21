using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.Gcs;

/// <summary>Services that are busy, connections that break, refusals, credentials that are none.</summary>
public sealed class GcsFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_call_is_repeated_while_the_service_is_busy(int status)
    {
        var busy = (status, Error(status, "backendError"));
        using var service = new AnsweringService(busy, busy, busy, (200, "{}"));
        await using var store = Store(service);

        (await Open(store).ListAsync(null, Cancellation)).ShouldBeEmpty();

        service.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_given_up_and_may_be_asked_later()
    {
        using var service = new AnsweringService((503, Error(503, "backendError")));
        await using var store = Store(service);

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        error.Message.ShouldContain("The bucket gs://bucket cannot list files");
        service.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(401, ErrorCode.Unauthenticated)]
    [InlineData(403, ErrorCode.PermissionDenied)]
    [InlineData(404, ErrorCode.ResourceDoesNotExist)]
    [InlineData(400, ErrorCode.InvalidParameterValue)]
    [InlineData(418, ErrorCode.InternalError)]
    public async Task A_refusal_keeps_its_kind_and_its_reason(int status, ErrorCode expected)
    {
        foreach (var body in new[] { Error(status, "as the test says"), "<?xml version='1.0'?><Error><Code>X</Code><Message>as the test says</Message></Error>", "as the test says" })
        {
            using var service = new AnsweringService((status, body));
            await using var store = Store(service);

            var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

            error.Code.ShouldBe(expected);
            error.Message.ShouldContain("as the test says");
        }
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_told_from_a_file_that_is_not()
    {
        var bucket = await TestBucket.CreateAsync();
        await using var store = bucket.Store();
        var missing = store.Open(ArtifactLocation.Parse("gs://no-such-bucket-here"));

        (await Should.ThrowAsync<LeatException>(() => missing.OpenReadAsync("a", Cancellation))).Message.ShouldContain("there is no such bucket");
        (await missing.Capability<IRootCheck>()!.ExistsAsync(Cancellation)).ShouldBeFalse();
        (await Should.ThrowAsync<LeatException>(() => store.Open(ArtifactLocation.Parse(bucket.Root)).OpenReadAsync("a", Cancellation))).Message.ShouldBe("No such artifact: 'a'.");
    }

    [Fact]
    public async Task Whoever_has_no_credentials_asks_without()
    {
        using var service = new AnsweringService((200, "{}"));
        await using var store = Store(service);

        await Open(store).ListAsync(null, Cancellation);

        service.Requests.Single().Headers["Authorization"].ShouldBeNull();
        Open(store).Capability<IMultipartUploads>().ShouldBeNull();
    }

    [Fact]
    public async Task A_key_of_another_account_is_refused()
    {
        var bucket = await TestBucket.CreateAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new FakeAccount().Json(new Uri(bucket.Service.Address, "token")), Cancellation);
        await using var store = bucket.Store(("GOOGLE_APPLICATION_CREDENTIALS", file));

        var error = await Should.ThrowAsync<LeatException>(() => store.Open(ArtifactLocation.Parse(bucket.Root)).ListAsync(null, Cancellation));

        error.Code.ShouldBe(ErrorCode.Unauthenticated);
        error.Message.ShouldNotContain("PRIVATE KEY");
        File.Delete(file);
    }

    [Theory]
    [InlineData("STORAGE_EMULATOR_HOST", "ftp://here", "is no address")]
    [InlineData("MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT", "soon", "can only be a number of seconds, or -1")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "no/such/file.json", "names 'no/such/file.json', which is no file of Google's credentials")]
    public async Task A_setting_that_means_nothing_is_named(string name, string value, string message)
    {
        await using var store = GcsArtifactStore.Create(new ArtifactStoreContext { Environment = asked => asked == name ? value : null, TimeProvider = TimeProvider.System });

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Message.ShouldContain(name);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("gs:///path")]
    [InlineData("gs://me@bucket/path")]
    public async Task A_location_without_a_bucket_is_refused(string location)
    {
        await using var store = GcsArtifactStore.Create(new ArtifactStoreContext { Environment = _ => null, TimeProvider = TimeProvider.System });

        Should.Throw<LeatException>(() => store.Open(ArtifactLocation.Parse(location))).Message.ShouldContain("names no bucket");
    }

    [Fact]
    public async Task A_download_whose_connection_breaks_goes_on_where_it_broke()
    {
        var bucket = await TestBucket.CreateAsync();
        var content = RandomNumberGenerator.GetBytes(6_000_000);
        bucket.Service.Put(bucket.Name, "a", content);
        await using var cut = new CutConnections(bucket.Service.Address.Port, fromServer: 2_000_000, fromClient: int.MaxValue, times: 2);
        await using var through = bucket.Store(("STORAGE_EMULATOR_HOST", $"http://127.0.0.1:{cut.Port}"));

        await using var file = await through.Open(ArtifactLocation.Parse(bucket.Root)).OpenReadAsync("a", Cancellation);

        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task A_large_upload_whose_connections_break_within_parts_arrives_whole()
    {
        var bucket = await TestBucket.CreateAsync();
        var content = RandomNumberGenerator.GetBytes(30_000_000);
        await using var cut = new CutConnections(bucket.Service.Address.Port, fromServer: int.MaxValue, fromClient: 5_000_000, times: 2);
        await using (var through = bucket.Store(("STORAGE_EMULATOR_HOST", $"http://127.0.0.1:{cut.Port}")))
            await WriteAsync(through.Open(ArtifactLocation.Parse(bucket.Root)), content);

        await using var store = bucket.Store();
        await using var file = await store.Open(ArtifactLocation.Parse(bucket.Root)).OpenReadAsync("a", Cancellation);
        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_whose_connections_always_break_leaves_nothing_to_be_seen()
    {
        var bucket = await TestBucket.CreateAsync();
        await using (var cut = new CutConnections(bucket.Service.Address.Port, fromServer: int.MaxValue, fromClient: 1_000_000, times: int.MaxValue))
        {
            await using var through = bucket.Store(("STORAGE_EMULATOR_HOST", $"http://127.0.0.1:{cut.Port}"));
            var error = await Should.ThrowAsync<LeatException>(() => WriteAsync(through.Open(ArtifactLocation.Parse(bucket.Root)), new byte[20_000_000]));
            error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        }

        bucket.Keys.ShouldBeEmpty();
    }

    private static string Error(int status, string message) => $$"""{"error": {"code": {{status}}, "message": "{{message}}"} }""";

    private static IArtifactRepository Open(IArtifactStore store) => store.Open(ArtifactLocation.Parse("gs://bucket/root"));

    private static IArtifactStore Store(AnsweringService service) => GcsArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => name == "STORAGE_EMULATOR_HOST" ? service.Address.AbsoluteUri : null,
        TimeProvider = TimeProvider.System,
    });

    private static async Task WriteAsync(IArtifactRepository repository, byte[] content)
    {
        using var body = new MemoryStream(content);
        await repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);
    }
}
