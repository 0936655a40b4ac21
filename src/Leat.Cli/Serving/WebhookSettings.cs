using Leat.Cli.CommandLine;
using Leat.Core;
using Leat.Webhooks;

namespace Leat.Cli.Serving;

/// <summary>How webhooks are called. As in MLflow, only environment variables configure it.</summary>
internal static class WebhookSettings
{
    /// <exception cref="UsageException">A value that is not allowed.</exception>
    public static WebhookOptions Read(SettingReader reader)
    {
        try
        {
            return WebhookEnvironment.Read(reader.Variable);
        }
        catch (LeatException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
