using Leat.Artifacts.Specification.Objects;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;
using Leat.Testing.Servers;

namespace Leat.Artifacts.Gcs;

/// <summary>Services that are busy, connections that break, refusals, credentials that are none.</summary>
public sealed class GcsFaultTests : ObjectFaultSpecification
{
    protected override string NothingListed => "{}";

    protected override async Task<IObjectPlace> MakeAsync() => await TestBucket.CreateAsync();

    protected override string Busy(int status) => Error(status, "backendError");

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
            await using var store = StoreOf(service);

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
        await using var store = StoreOf(service);

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

    [Fact]
    public async Task A_token_is_renewed_before_it_expires()
    {
        using var tokens = new AnsweringService((200, Token("first")), (200, Token("second")));
        using var service = new AnsweringService((200, "{}"));
        using var folder = new TemporaryFolder();
        var file = folder.File("key.json");
        await File.WriteAllTextAsync(file, new FakeAccount().Json(new Uri(tokens.Address, "token")), Cancellation);
        await using var store = StoreOf(service, ("GOOGLE_APPLICATION_CREDENTIALS", file));

        do
            await Open(store).ListAsync(null, Cancellation);
        while (tokens.Requests.Count < 2);
        await Open(store).ListAsync(null, Cancellation);

        var calls = service.Requests.Select(request => request.Headers["Authorization"]).ToArray();
        calls[0].ShouldBe("Bearer first");
        calls[^1].ShouldBe("Bearer second");

        // Google's library asks anew some minutes before the end.
        static string Token(string name) => $$"""{"access_token": "{{name}}", "expires_in": 60, "token_type": "Bearer"}""";
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

    private static string Error(int status, string message) => $$"""{"error": {"code": {{status}}, "message": "{{message}}"} }""";

    private static IArtifactRepository Open(IArtifactStore store) => store.Open(ArtifactLocation.Parse("gs://bucket/root"));

    private static IArtifactStore StoreOf(AnsweringService service, params (string Name, string? Value)[] others) => GcsArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => name == "STORAGE_EMULATOR_HOST" ? service.Address.AbsoluteUri : others.FirstOrDefault(other => other.Name == name).Value,
        TimeProvider = TimeProvider.System,
    });
}
