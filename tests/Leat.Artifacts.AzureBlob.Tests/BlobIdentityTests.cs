using System.Globalization;
using Azure.Core.Pipeline;
using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.AzureBlob;

/// <summary>The identity that Azure gives a machine, whose tokens hold for a while.</summary>
public sealed class BlobIdentityTests : IDisposable
{
    private const string NothingListed =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"c\"><Blobs /><NextMarker /></EnumerationResults>";

    /// <summary>The SDK itself looks for identities, in the variables of the process.</summary>
    private static readonly string[] Variables = ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"];

    public void Dispose()
    {
        foreach (var name in Variables)
            Environment.SetEnvironmentVariable(name, null);
    }

    [Fact(Timeout = 120_000)]
    public async Task Its_token_is_renewed_before_it_expires()
    {
        using var lender = new AnsweringService((200, Lent("first")), (200, Lent("second")));
        using var service = new AnsweringService((200, NothingListed));
        Environment.SetEnvironmentVariable(Variables[0], new Uri(lender.Address, "token").AbsoluteUri);
        Environment.SetEnvironmentVariable(Variables[1], "hidden-value");
        await using var store = new BlobArtifactStore(
            new ArtifactStoreContext { Environment = _ => null, TimeProvider = TimeProvider.System },
            transport: new HttpClientTransport(new HttpClient(new Redirect(service.Address))));
        var repository = store.Open(ArtifactLocation.Parse("wasbs://c@account.blob.core.windows.net/root"));

        do
            await repository.ListAsync(null, TestContext.Current.CancellationToken);
        while (service.Requests.Last().Headers["Authorization"] == "Bearer first");

        var sent = service.Requests.Select(request => request.Headers["Authorization"]).ToList();
        sent[0].ShouldBe("Bearer first");
        sent[^1].ShouldBe("Bearer second");
    }

    /// <summary>For two minutes more: the SDK asks anew five minutes before the end.</summary>
    private static string Lent(string token)
    {
        var end = TimeProvider.System.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $$"""{"access_token": "{{token}}", "expires_on": "{{end}}", "resource": "https://storage.azure.com/", "token_type": "Bearer"}""";
    }

    /// <summary>Leads requests for the account, which tokens are sent to by https only, to the test's service.</summary>
    private sealed class Redirect(Uri service) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(service, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
