using System.Globalization;
using Leat.Core;

namespace Leat.Webhooks;

/// <summary>Reads how webhooks are called from MLflow's environment variables and Leat's own.</summary>
public static class WebhookEnvironment
{
    private const string SecretKey = "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY";
    private const string AllowedSchemes = "MLFLOW_WEBHOOK_ALLOWED_SCHEMES";
    private const string RequestTimeout = "MLFLOW_WEBHOOK_REQUEST_TIMEOUT";
    private const string MaxRetries = "MLFLOW_WEBHOOK_REQUEST_MAX_RETRIES";
    private const string MaxWorkers = "MLFLOW_WEBHOOK_DELIVERY_MAX_WORKERS";
    private const string CacheLifetime = "MLFLOW_WEBHOOK_CACHE_TTL";
    private const string PublicAddressesOnly = "LEAT_WEBHOOK_PUBLIC_ADDRESSES_ONLY";

    private const int SecondsOfADay = 24 * 60 * 60;

    /// <summary>The options; the defaults where a variable is empty or not set.</summary>
    /// <param name="variable">Looks up an environment variable.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a value that is not allowed. The message never shows
    /// the key.</exception>
    public static WebhookOptions Read(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var defaults = new WebhookOptions();
        return new WebhookOptions
        {
            AllowedSchemes = Text(AllowedSchemes) is { } list ? ReadSchemes(list) : defaults.AllowedSchemes,
            SecretKey = Text(SecretKey) is { } key ? ReadSecretKey(key) : null,
            RequestTimeout = Seconds(RequestTimeout, 1) ?? defaults.RequestTimeout,
            MaxRetries = Number(MaxRetries, 0, 100) ?? defaults.MaxRetries,
            Workers = Number(MaxWorkers, 1, 1_000) ?? defaults.Workers,
            CacheLifetime = Seconds(CacheLifetime, 0) ?? defaults.CacheLifetime,
            PublicAddressesOnly = Text(PublicAddressesOnly) is { } word && ReadBoolean(word),
        };

        string? Text(string name) => variable(name) is { Length: > 0 } text ? text : null;

        TimeSpan? Seconds(string name, int smallest) =>
            Number(name, smallest, SecondsOfADay) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

        int? Number(string name, int smallest, int largest) => Text(name) is not { } text
            ? null
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= smallest && number <= largest
                ? number
                : throw Invalid(name, $"'{text}' is not a whole number from {smallest} to {largest}.");
    }

    /// <summary>The file with the key that a file database makes for its webhooks' secrets: beside the database.</summary>
    public static string SecretKeyFileOf(string databasePath) => Path.GetFullPath(databasePath) + "-webhook-key";

    private static string[] ReadSchemes(string list)
    {
        var schemes = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(schemes, scheme => scheme is not ("https" or "http")) is { } other
            ? throw Invalid(AllowedSchemes, $"'{other}' is neither https nor http.")
            : schemes;
    }

    private static WebhookSecretKey ReadSecretKey(string text) => WebhookSecretKey.TryParse(text, out var key)
        ? key!
        : throw Invalid(SecretKey, "it is no Fernet key, which is 32 bytes in URL-safe base64.");

    private static bool ReadBoolean(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "y" or "t" or "on" => true,
        "false" or "0" or "no" or "n" or "f" or "off" => false,
        _ => throw Invalid(PublicAddressesOnly, $"'{text}' is neither true nor false."),
    };

    private static LeatException Invalid(string name, string what) =>
        LeatException.InvalidParameter($"Invalid value for the environment variable {name}: {what}");
}
