using System.Text;
using Leat.Conformance.Tests;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.Gcs;

public sealed class ServedGcsTests : ServedStoreSpecification
{
    private TestBucket _bucket = null!;

    protected override string Root => _bucket.Root;

    protected override (string Root, string Error) Missing => ("gs://no-such-bucket-here/files", "there is no such bucket");

    protected override string Library => "Google.";

    protected override IReadOnlyDictionary<string, string> Environment => _bucket.Service.Environment;

    protected override string? PartAddresses => _bucket.Service.Address.AbsoluteUri;

    protected override async Task PrepareAsync() => _bucket = await TestBucket.CreateAsync();

    protected override Task<string[]> KeysAsync() => Task.FromResult(_bucket.Keys);

    protected override Task StoreAsync(string path, string content)
    {
        _bucket.Service.Put(_bucket.Name, path, Encoding.UTF8.GetBytes(content));
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Clients_are_answered_as_recorded()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");

        await ArtifactScenarios.ShouldHoldAsync(server.Address, takesParts: PartAddresses is not null, Cancellation);
    }
}
