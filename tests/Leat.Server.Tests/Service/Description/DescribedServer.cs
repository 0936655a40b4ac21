using Leat.Server.Artifacts;
using Microsoft.AspNetCore.Http;

namespace Leat.Server.Tests.Service.Description;

/// <summary>A server with everything, and its description.</summary>
public sealed class DescribedServer : IAsyncLifetime
{
    internal ArtifactServer Server { get; private set; } = null!;

    internal DescribedApi Api { get; private set; } = null!;

    internal IEnumerable<Endpoint> Endpoints => Server.Endpoints;

    public Task<string> TextAsync() => Server.Http.GetStringAsync("/api/leat/1.0/openapi.json", TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        Server = await ArtifactServer.StartAsync(TestContext.Current.CancellationToken, options => options with { EnableWorkspaces = true });
        Api = await DescribedApi.ReadAsync(Server.Http);
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
