using Leat.Conformance.Tests;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.AzureBlob;

public sealed class ServedContainerTests : ServedStoreSpecification
{
    private TestContainer _container = null!;

    protected override string Root => _container.Root;

    protected override (string Root, string Error) Missing =>
        ($"wasbs://no-such-container@{AzuriteServer.Account}.blob.core.windows.net/files", "there is no container 'no-such-container'");

    protected override string Library => "Azure.";

    protected override IReadOnlyDictionary<string, string> Environment => _container.Environment;

    protected override DirectCalls Direct => new(
        (name, content, _) => _container.Client.GetBlobClient(name).UploadAsync(content, overwrite: true, Cancellation),
        async name => await (await _container.Client.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: Cancellation)).Value.Content.CopyToAsync(Stream.Null, Cancellation),
        async folder =>
        {
            await foreach (var _ in _container.Client.GetBlobsByHierarchyAsync(new() { Prefix = folder, Delimiter = "/" }, Cancellation))
            {
            }
        });

    protected override string? PartAddresses => _container.Server.Endpoint.AbsoluteUri;

    protected override async Task PrepareAsync() => _container = await TestContainer.CreateAsync();

    protected override Task<string[]> KeysAsync() => _container.KeysAsync();

    protected override Task StoreAsync(string path, string content) => _container.PutAsync(path, content);

    [Fact]
    public async Task Clients_are_answered_as_recorded()
    {
        await using var server = await StartAsync("--artifacts-destination", Root + "/files");

        await ArtifactScenarios.ShouldHoldAsync(server.Address, takesParts: PartAddresses is not null, Cancellation);
    }
}
