using Leat.Cli.CommandLine;
using Leat.Core;
using Leat.Webhooks;

namespace Leat.Cli.Serving;

/// <summary>How webhooks are called. As in MLflow, only environment variables configure it. If no key for their secrets is given, one is made
/// beside a database that is a file; servers that share a database of another kind must share the key in their environment.</summary>
internal static class WebhookSettings
{
    /// <exception cref="UsageException">A value that is not allowed.</exception>
    public static WebhookOptions Read(SettingReader reader, StoreUri store)
    {
        try
        {
            var options = WebhookEnvironment.Read(reader.Variable);
            return store is { Kind: StoreKind.Sqlite, Path: { } path }
                ? options with { SecretKeyFile = WebhookEnvironment.SecretKeyFileOf(path) }
                : options;
        }
        catch (LeatException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
