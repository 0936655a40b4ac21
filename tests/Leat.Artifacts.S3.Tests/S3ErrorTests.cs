using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.S3;

/// <summary>What people get wrong, and what they are told.</summary>
public sealed class S3ErrorTests : IAsyncLifetime
{
    private TestBucket _bucket = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bucket = await TestBucket.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _bucket.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        var error = await FailAsync("s3://no-such-bucket-here/root");

        error.Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
        error.Message.ShouldContain("there is no bucket 'no-such-bucket-here'");
    }

    [Fact]
    public async Task A_root_check_tells_whether_there_is_a_bucket()
    {
        await using var store = _bucket.Store();

        (await store.Open(ArtifactLocation.Parse($"s3://{_bucket.Name}/x")).Capability<IRootCheck>()!.ExistsAsync(Cancellation)).ShouldBeTrue();
        (await store.Open(ArtifactLocation.Parse("s3://no-such-bucket-here/x")).Capability<IRootCheck>()!.ExistsAsync(Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_secret_is_told_from_an_unknown_key_and_neither_is_shown()
    {
        var wrong = await FailAsync(("AWS_SECRET_ACCESS_KEY", "not-the-secret"));
        var unknown = await FailAsync(("AWS_ACCESS_KEY_ID", "nobody:here"));

        wrong.Code.ShouldBe(ErrorCode.Unauthenticated);
        wrong.Message.ShouldContain("AWS_SECRET_ACCESS_KEY");
        wrong.Message.ShouldNotContain("not-the-secret");
        unknown.Code.ShouldBeOneOf(ErrorCode.Unauthenticated, ErrorCode.PermissionDenied);
    }

    [Theory]
    [InlineData("MLFLOW_S3_ENDPOINT_URL", "localhost:9000", "does not begin with http:// or https://")]
    [InlineData("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE", "host", "can only be 'auto', 'path' or 'virtual'")]
    [InlineData("AWS_PROFILE", "no-such-profile-anywhere", "no profile 'no-such-profile-anywhere'")]
    [InlineData("AWS_CA_BUNDLE", "no/such/file.pem", "AWS_CA_BUNDLE names 'no/such/file.pem'")]
    public async Task A_setting_that_means_nothing_is_named(string name, string value, string message)
    {
        (string, string?)[] settings = name == "AWS_PROFILE" ? [(name, value), ("AWS_ACCESS_KEY_ID", null)] : [(name, value)];

        (await FailAsync(settings)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("[]", "is no JSON object")]
    [InlineData("{", "is no JSON object")]
    [InlineData("""{"Encrypt": "yes"}""", "sets 'Encrypt', which is not supported. It can set ServerSideEncryption")]
    public void Upload_arguments_that_mean_nothing_are_named(string value, string message) =>
        Should.Throw<LeatException>(() => _bucket.Store(("MLFLOW_S3_UPLOAD_EXTRA_ARGS", value))).Message.ShouldContain(message);

    [Theory]
    [InlineData("s3:///path", "names no bucket")]
    [InlineData("r2://bucket/path", "names no bucket and account")]
    [InlineData("r2://@host/path", "names no bucket and account")]
    public void A_location_without_a_bucket_is_refused(string location, string message) =>
        Should.Throw<LeatException>(() => _bucket.Store().Open(ArtifactLocation.Parse(location))).Message.ShouldContain(message);

    private Task<LeatException> FailAsync(params (string, string?)[] settings) => FailAsync($"s3://{_bucket.Name}/root", settings);

    private async Task<LeatException> FailAsync(string location, params (string, string?)[] settings)
    {
        await using var store = _bucket.Store(settings);
        return await Should.ThrowAsync<LeatException>(() => store.Open(ArtifactLocation.Parse(location)).ListAsync(null, Cancellation));
    }
}
