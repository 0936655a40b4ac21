using Leat.Cli.CommandLine;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leat.Cli.Serving;

/// <summary>The store of a command that works on it directly. Webhooks are notified of its changes, as by a server.</summary>
internal static class CommandStore
{
    /// <exception cref="UsageException">A setting of webhooks that is not allowed.</exception>
    /// <exception cref="LeatException">The kind of store is not supported yet, or the store cannot be opened.</exception>
    public static async Task<ITrackingStore> OpenAsync(StoreUri uri, SettingReader reader, CancellationToken cancellationToken)
    {
        var webhooks = WebhookSettings.Read(reader, uri);
        var permissions = FileSettings.ReadPermissions(reader);
        var store = await StoreOpener.OpenAsync(uri, $"{ArtifactUri.ProxyScheme}:/", permissions, NullLoggerFactory.Instance, cancellationToken);
        return store.WithWebhooks(webhooks, TimeProvider.System);
    }
}
