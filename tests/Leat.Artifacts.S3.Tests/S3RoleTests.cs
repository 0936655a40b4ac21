using System.Globalization;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.S3;

/// <summary>Credentials of a role, which a container is lent for a while.</summary>
public sealed class S3RoleTests : IDisposable
{
    private const string NothingListed = "<?xml version=\"1.0\"?><ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The SDK itself looks for roles, in the variables of the process.</summary>
    private static readonly string[] Variables = ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_SHARED_CREDENTIALS_FILE"];

    public void Dispose()
    {
        foreach (var name in Variables)
            Environment.SetEnvironmentVariable(name, null);
    }

    [Fact]
    public async Task They_are_renewed_before_they_expire()
    {
        using var lender = new AnsweringService((200, Lent("first")), (200, Lent("second")));
        using var service = new AnsweringService((200, NothingListed));
        Environment.SetEnvironmentVariable(Variables[0], new Uri(lender.Address, "role").AbsoluteUri);
        Environment.SetEnvironmentVariable(Variables[1], "/nonexistent");
        await using var store = S3ArtifactStore.Create(new ArtifactStoreContext
        {
            Environment = name => name == "MLFLOW_S3_ENDPOINT_URL" ? service.Address.AbsoluteUri : null,
            TimeProvider = TimeProvider.System,
        });
        var repository = store.Open(ArtifactLocation.Parse("s3://bucket/root"));

        do
            await repository.ListAsync(null, Cancellation);
        while (lender.Requests.Count < 2);
        await repository.ListAsync(null, Cancellation);

        var calls = service.Requests.Select(request => request.Headers).ToArray();
        calls[0]["Authorization"].ShouldNotBeNull().ShouldContain("Credential=first/");
        calls[0]["x-amz-security-token"].ShouldBe("token-of-first");
        calls[^1]["Authorization"].ShouldNotBeNull().ShouldContain("Credential=second/");
        calls[^1]["x-amz-security-token"].ShouldBe("token-of-second");
    }

    /// <summary>For two minutes more: the SDK asks anew a quarter of an hour before the end.</summary>
    private static string Lent(string key)
    {
        var end = TimeProvider.System.GetUtcNow().AddMinutes(2).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return $$"""{"AccessKeyId": "{{key}}", "SecretAccessKey": "hidden-value", "Token": "token-of-{{key}}", "Expiration": "{{end}}"}""";
    }
}
