using Leat.Core;

namespace Leat.Client.Tests.Stores;

public sealed class TrackingStoresTests
{
    private static readonly LeatClientOptions Options = new();

    [Theory]
    [InlineData("file://host/mlruns", "names the machine 'host'")]
    [InlineData("postgresql://u:secret@db/leat", "leat server --backend-store-uri")]
    [InlineData("mysql+pymysql://db/leat", "leat server --backend-store-uri")]
    [InlineData("gopher://x", "Unknown scheme 'gopher'")]
    [InlineData("http:", "is not an address")]
    public async Task A_uri_that_cannot_be_opened_says_what_to_do(string uri, string expected)
    {
        var thrown = await Should.ThrowAsync<LeatException>(
            () => LeatClient.ConnectAsync(uri, Options, TestContext.Current.CancellationToken));

        thrown.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        thrown.Message.ShouldContain(expected);
        thrown.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_registered_scheme_is_opened_in_any_case()
    {
        string? opened = null;
        TrackingStores.Register("memory", (uri, _, _) =>
        {
            opened = uri;
            return Task.FromResult(new OpenedStore(new Fakes.FakeStore(), new Fakes.FakeArtifacts()));
        });

        await using var client = await LeatClient.ConnectAsync("MEMORY:x", Options, TestContext.Current.CancellationToken);

        opened.ShouldBe("MEMORY:x");
    }
}
