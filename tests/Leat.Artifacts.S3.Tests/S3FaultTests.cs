using System.Security.Cryptography;
using Leat.Artifacts.Specification.Objects;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.S3;

/// <summary>Services that are busy, connections that break, refusals.</summary>
public sealed class S3FaultTests : ObjectFaultSpecification
{
    private const string Nothing = "<?xml version=\"1.0\"?><ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>";

    private const string Listed =
        "<?xml version=\"1.0\"?><ListBucketResult><KeyCount>1</KeyCount><Contents><Key>root%2Fa</Key><Size>5</Size></Contents></ListBucketResult>";

    protected override string NothingListed => Nothing;

    protected override async Task<IObjectPlace> MakeAsync() => await TestBucket.CreateAsync();

    protected override string Busy(int status) => AnsweringS3.Error(status == 500 ? "InternalError" : "SlowDown");

    [Theory]
    [InlineData(403, "AccessDenied", ErrorCode.PermissionDenied)]
    [InlineData(403, "InvalidAccessKeyId", ErrorCode.Unauthenticated)]
    [InlineData(403, "SignatureDoesNotMatch", ErrorCode.Unauthenticated)]
    [InlineData(400, "ExpiredToken", ErrorCode.Unauthenticated)]
    [InlineData(404, "NoSuchBucket", ErrorCode.ResourceDoesNotExist)]
    [InlineData(301, "PermanentRedirect", ErrorCode.InvalidParameterValue)]
    [InlineData(400, "AuthorizationHeaderMalformed", ErrorCode.InvalidParameterValue)]
    [InlineData(418, "Teapot", ErrorCode.InternalError)]
    public async Task A_refusal_keeps_its_kind(int status, string code, ErrorCode expected)
    {
        using var service = new AnsweringService((status, AnsweringS3.Error(code)));
        await using var store = service.Store();

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(expected);
        error.Message.ShouldNotContain("hidden-value");
    }

    [Fact]
    public async Task A_file_that_is_listed_but_not_there_for_a_moment_is_asked_for_again()
    {
        var missing = (404, AnsweringS3.Error("NoSuchKey"));
        using var service = new AnsweringService(missing, (200, Listed), missing, (200, Listed), (200, "hello"));
        await using var store = service.Store();

        await using var file = await Open(store).OpenReadAsync("a", Cancellation);

        using var reader = new StreamReader(file.Stream);
        (await reader.ReadToEndAsync(Cancellation)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_file_that_stays_away_is_missing_although_it_is_listed()
    {
        var missing = (404, AnsweringS3.Error("NoSuchKey"));
        using var service = new AnsweringService(missing, (200, Listed), missing, (200, Listed), missing, (200, Nothing));
        await using var store = service.Store();

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).OpenReadAsync("a", Cancellation));

        error.Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
    }

    [Fact]
    public async Task Calls_are_signed_unless_the_settings_say_otherwise()
    {
        using var service = new AnsweringService((200, Nothing));
        await using var signed = service.Store(("MLFLOW_S3_EXPECTED_BUCKET_OWNER", "123456789012"));
        await using var unsigned = service.Store(("MLFLOW_EXPERIMENTAL_S3_SIGNATURE_VERSION", "unsigned"));
        await using var session = service.Store(("AWS_SESSION_TOKEN", "of-the-session"));

        foreach (var store in new[] { signed, unsigned, session })
            await Open(store).ListAsync(null, Cancellation);

        var headers = service.Requests.Select(request => request.Headers).ToArray();
        headers[0]["Authorization"].ShouldNotBeNull().ShouldStartWith("AWS4-HMAC-SHA256 Credential=key/");
        headers[0]["x-amz-expected-bucket-owner"].ShouldBe("123456789012");
        headers[1]["Authorization"].ShouldBeNull();
        headers[2]["x-amz-security-token"].ShouldBe("of-the-session");
    }

    [Fact]
    public async Task Encryption_is_asked_for_and_the_contents_hash_is_signed()
    {
        using var service = new AnsweringService((200, Nothing));
        await using var store = service.Store(("MLFLOW_S3_UPLOAD_EXTRA_ARGS", """{"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "k1", "StorageClass": "STANDARD_IA", "ACL": "bucket-owner-full-control", "Tagging": "a=b"}"""));
        using var content = new MemoryStream("hello"u8.ToArray());

        await Open(store).WriteAsync("a", ArtifactBody.Of(content), Cancellation);

        var put = service.Requests.Single(request => request.Method == "PUT").Headers;
        put["x-amz-content-sha256"].ShouldBe(Convert.ToHexStringLower(SHA256.HashData("hello"u8)));
        put["x-amz-server-side-encryption"].ShouldBe("aws:kms");
        put["x-amz-server-side-encryption-aws-kms-key-id"].ShouldBe("k1");
        put["x-amz-storage-class"].ShouldBe("STANDARD_IA");
        put["x-amz-acl"].ShouldBe("bucket-owner-full-control");
        put["x-amz-tagging"].ShouldBe("a=b");
    }

    private static IArtifactRepository Open(IArtifactStore store, string bucket = "bucket") => store.Open(ArtifactLocation.Parse($"s3://{bucket}/root"));
}
