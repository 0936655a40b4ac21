using System.Security.Cryptography;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.S3;

/// <summary>Services that are busy, connections that break, refusals.</summary>
public sealed class S3FaultTests
{
    private const string NothingListed = "<?xml version=\"1.0\"?><ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>";

    private const string Listed =
        "<?xml version=\"1.0\"?><ListBucketResult><KeyCount>1</KeyCount><Contents><Key>root%2Fa</Key><Size>5</Size></Contents></ListBucketResult>";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(500, "InternalError")]
    [InlineData(429, "TooManyRequests")]
    public async Task A_call_is_repeated_while_the_service_is_busy(int status, string code)
    {
        var busy = (status, AnsweringS3.Error(code));
        using var service = new AnsweringService(busy, busy, busy, (200, NothingListed));
        await using var store = service.Store();

        (await Open(store).ListAsync(null, Cancellation)).ShouldBeEmpty();

        service.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_given_up_and_may_be_asked_later()
    {
        using var service = new AnsweringService((503, AnsweringS3.Error("SlowDown")));
        await using var store = service.Store();

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).ListAsync(null, Cancellation));

        error.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        error.Message.ShouldContain("s3://bucket");
        service.Requests.Count.ShouldBeInRange(4, 10);
    }

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
        using var service = new AnsweringService(missing, (200, Listed), missing, (200, Listed), missing, (200, NothingListed));
        await using var store = service.Store();

        var error = await Should.ThrowAsync<LeatException>(() => Open(store).OpenReadAsync("a", Cancellation));

        error.Code.ShouldBe(ErrorCode.ResourceDoesNotExist);
    }

    [Fact]
    public async Task Calls_are_signed_unless_the_settings_say_otherwise()
    {
        using var service = new AnsweringService((200, NothingListed));
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
        using var service = new AnsweringService((200, NothingListed));
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

    [Fact]
    public async Task A_download_whose_connection_breaks_goes_on_where_it_broke()
    {
        using var bucket = await TestBucket.CreateAsync();
        var content = RandomNumberGenerator.GetBytes(6_000_000);
        await using (var store = bucket.Store())
            await WriteAsync(Open(store, bucket.Name), content);
        await using var cut = new CutConnections(bucket.Server.Endpoint.Port, fromServer: 2_000_000, fromClient: int.MaxValue, times: 2);
        await using var through = bucket.Store(("MLFLOW_S3_ENDPOINT_URL", $"http://127.0.0.1:{cut.Port}"));

        await using var file = await Open(through, bucket.Name).OpenReadAsync("a", Cancellation);

        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task A_large_upload_whose_connections_break_within_parts_arrives_whole()
    {
        using var bucket = await TestBucket.CreateAsync();
        var content = RandomNumberGenerator.GetBytes(30_000_000);
        await using var cut = new CutConnections(bucket.Server.Endpoint.Port, fromServer: int.MaxValue, fromClient: 5_000_000, times: 2);
        await using var through = bucket.Store(("MLFLOW_S3_ENDPOINT_URL", $"http://127.0.0.1:{cut.Port}"));

        await WriteAsync(Open(through, bucket.Name), content);

        await using var store = bucket.Store();
        await using var file = await Open(store, bucket.Name).OpenReadAsync("a", Cancellation);
        (await SHA256.HashDataAsync(file.Stream, Cancellation)).ShouldBe(SHA256.HashData(content));
        cut.Cuts.ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_whose_service_goes_away_is_never_listed()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using (var cut = new CutConnections(bucket.Server.Endpoint.Port, fromServer: int.MaxValue, fromClient: 5_000_000, times: int.MaxValue))
        {
            await using var through = bucket.Store(("MLFLOW_S3_ENDPOINT_URL", $"http://127.0.0.1:{cut.Port}"));
            await Should.ThrowAsync<LeatException>(() => WriteAsync(Open(through, bucket.Name), new byte[20_000_000]));
        }

        await using var store = bucket.Store();
        (await Open(store, bucket.Name).ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    private static IArtifactRepository Open(IArtifactStore store, string bucket = "bucket") => store.Open(ArtifactLocation.Parse($"s3://{bucket}/root"));

    private static async Task WriteAsync(IArtifactRepository repository, byte[] content)
    {
        using var body = new MemoryStream(content);
        await repository.WriteAsync("a", ArtifactBody.Of(body), Cancellation);
    }
}
