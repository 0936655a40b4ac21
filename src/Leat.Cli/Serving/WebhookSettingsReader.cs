using Leat.Cli.CommandLine;
using Leat.Server;

namespace Leat.Cli.Serving;

/// <summary>Reads how webhooks are called from the environment variables that MLflow has for it; neither has options.</summary>
internal sealed class WebhookSettingsReader(SettingReader reader)
{
    private const string SecretKey = "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY";
    private const string AllowedSchemes = "MLFLOW_WEBHOOK_ALLOWED_SCHEMES";
    private const string RequestTimeout = "MLFLOW_WEBHOOK_REQUEST_TIMEOUT";
    private const string MaxRetries = "MLFLOW_WEBHOOK_REQUEST_MAX_RETRIES";
    private const string MaxWorkers = "MLFLOW_WEBHOOK_DELIVERY_MAX_WORKERS";
    private const string CacheLifetime = "MLFLOW_WEBHOOK_CACHE_TTL";
    private const string PublicAddressesOnly = "LEAT_WEBHOOK_PUBLIC_ADDRESSES_ONLY";

    private const int SecondsOfADay = 24 * 60 * 60;

    /// <exception cref="UsageException">A value that is not allowed.</exception>
    public WebhookOptions Read()
    {
        var defaults = new WebhookOptions();
        return new WebhookOptions
        {
            AllowedSchemes = ReadSchemes() ?? defaults.AllowedSchemes,
            SecretKey = ReadSecretKey(),
            RequestTimeout = Seconds(reader.VariableNumber(RequestTimeout, 1, SecondsOfADay)) ?? defaults.RequestTimeout,
            MaxRetries = reader.VariableNumber(MaxRetries, 0, 100) ?? defaults.MaxRetries,
            Workers = reader.VariableNumber(MaxWorkers, 1, 1_000) ?? defaults.Workers,
            CacheLifetime = Seconds(reader.VariableNumber(CacheLifetime, 0, SecondsOfADay)) ?? defaults.CacheLifetime,
            PublicAddressesOnly = reader.IsVariableOn(PublicAddressesOnly),
        };
    }

    private IReadOnlyList<string>? ReadSchemes()
    {
        if (reader.VariableList(AllowedSchemes) is not { } schemes)
            return null;
        foreach (var scheme in schemes)
        {
            if (scheme is not ("https" or "http"))
                throw new UsageException($"Invalid value for the environment variable {AllowedSchemes}: '{scheme}' is neither https nor http.");
        }

        return schemes;
    }

    /// <summary>The value itself stays out of the message.</summary>
    private WebhookSecretKey? ReadSecretKey()
    {
        if (reader.VariableText(SecretKey) is not { } text)
            return null;
        return WebhookSecretKey.TryParse(text, out var key)
            ? key
            : throw new UsageException(
                $"Invalid value for the environment variable {SecretKey}: it is no Fernet key, which is 32 bytes in URL-safe base64.");
    }

    private static TimeSpan? Seconds(int? number) => number is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
