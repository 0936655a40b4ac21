using Leat.Artifacts;
using Leat.Core;

namespace Leat.Client;

/// <summary>Opens servers by their address.</summary>
internal static class HttpStoreFactory
{
    public static Task<OpenedStore> OpenAsync(string trackingUri, LeatClientOptions options, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(trackingUri.Trim(), UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            throw LeatException.InvalidParameter(
                $"The tracking URI '{StoreUri.Parse(trackingUri)}' is not an address: give for example 'http://localhost:5000'.");
        }

        var connection = new HttpConnection(address, options.Http, options.TimeProvider);
        var artifacts = new ArtifactRepositoryProvider(new ArtifactRepositoryProviderOptions
        {
            Schemes = options.ArtifactSchemes,
            TrackingServer = connection.Address,
            Http = connection.Artifacts,
            Environment = options.Environment.Get,
        });
        return Task.FromResult(new OpenedStore(new HttpTrackingStore(connection), artifacts));
    }
}
