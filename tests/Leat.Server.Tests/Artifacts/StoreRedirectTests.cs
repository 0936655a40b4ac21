using System.Net;
using System.Net.Http.Headers;
using Leat.Artifacts;
using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Server.Artifacts;

/// <summary>Large downloads are led to a store that gives addresses, where that is wanted.</summary>
public sealed class StoreRedirectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_of_the_size_that_was_chosen_are_fetched_from_the_store_whatever_names_them()
    {
        await using var server = await StartAsync(least: 5);
        using var http = ClientOf(server);
        await PutAsync(http, server, "large.bin", "12345");
        await PutAsync(http, server, "small.bin", "1234");

        foreach (var address in Addresses(server, "large.bin"))
        {
            using var led = await http.GetAsync(address, Cancellation);
            led.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect, address);
            led.Headers.Location!.ToString().ShouldBe($"https://store.example.org/{server.RunRoot}/large.bin?for=300");
            led.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        foreach (var address in Addresses(server, "small.bin"))
            (await http.GetStringAsync(address, Cancellation)).ShouldBe("1234");
    }

    [Fact]
    public async Task What_cannot_follow_gets_the_file_itself()
    {
        await using var server = await StartAsync(least: 0);
        using var http = ClientOf(server);
        await PutAsync(http, server, "dir/a", "12345");
        var address = Addresses(server, "dir/a")[0];

        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        (await http.SendAsync(head, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var script = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Sec-Fetch-Dest", "empty" } } };
        (await http.SendAsync(script, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync($"/api/leat/1.0/artifacts/preview?run_id={server.Run.RunId}&path=dir/a", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(Addresses(server, "dir")[0], Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.GetAsync(Addresses(server, "none")[0], Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nothing_is_led_away_unless_that_is_wanted()
    {
        await using var server = await StartAsync(least: null);
        using var http = ClientOf(server);
        await PutAsync(http, server, "a", "12345");

        using var range = new HttpRequestMessage(HttpMethod.Get, Addresses(server, "a")[0]) { Headers = { Range = new RangeHeaderValue(1, 2) } };
        (await (await http.SendAsync(range, Cancellation)).Content.ReadAsStringAsync(Cancellation)).ShouldBe("23");
    }

    private static Task<ArtifactServer> StartAsync(long? least) => ArtifactServer.StartAsync(
        Cancellation,
        options => options with { RedirectFrom = least },
        destination: "mem://bucket/files",
        schemes: new ArtifactSchemes().Register("mem", _ => new AddressedStore(new MemoryArtifactStore())));

    private static HttpClient ClientOf(ArtifactServer server) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };

    private static string[] Addresses(ArtifactServer server, string path) =>
    [
        $"/api/2.0/mlflow-artifacts/artifacts/{server.RunRoot}/{path}",
        $"/ajax-api/2.0/mlflow-artifacts/artifacts/{server.RunRoot}/{path}",
        $"/get-artifact?run_id={server.Run.RunId}&path={path}",
    ];

    private static async Task PutAsync(HttpClient http, ArtifactServer server, string path, string content)
    {
        using var body = new StringContent(content);
        (await http.PutAsync(Addresses(server, path)[0], body, Cancellation)).EnsureSuccessStatusCode();
    }

    /// <summary>A store in memory that also gives addresses.</summary>
    private sealed class AddressedStore(MemoryArtifactStore store) : IArtifactStore
    {
        public IArtifactRepository Open(ArtifactLocation location) => new AddressedRepository(store.Open(location));
    }

    private sealed class AddressedRepository(IArtifactRepository inner) : IArtifactRepository, IFileAddresses
    {
        public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string? path, CancellationToken cancellationToken = default) => inner.ListAsync(path, cancellationToken);

        public Task<ArtifactContent> OpenReadAsync(string path, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, cancellationToken);

        public Task WriteAsync(string path, ArtifactBody body, CancellationToken cancellationToken = default) => inner.WriteAsync(path, body, cancellationToken);

        public Task DeleteAsync(string? path, CancellationToken cancellationToken = default) => inner.DeleteAsync(path, cancellationToken);

        public Task<FileAddress> ForUploadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async Task<FileAddress> ForDownloadAsync(string path, TimeSpan life, CancellationToken cancellationToken = default)
        {
            var entries = await inner.ListAsync(path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : null, cancellationToken);
            var size = entries.FirstOrDefault(entry => entry.Path == path)?.Size ?? throw LeatException.DoesNotExist("No such artifact.");
            return new FileAddress($"https://store.example.org/{path}?for={life.TotalSeconds}", new Dictionary<string, string>(), size);
        }
    }
}
