using System.Buffers;

namespace Leat.Core;

/// <summary>Limits of webhooks.</summary>
public static class WebhookRules
{
    /// <summary>Maximum webhooks per page.</summary>
    public const int MaxPageSize = 1_000;

    /// <summary>Webhooks per page by default.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 63;

    /// <summary>Longest address, in code points.</summary>
    public const int MaxUrlLength = 2_048;

    /// <summary>Longest secret, in code points.</summary>
    public const int MaxSecretLength = 1_000;

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>Returns the name if it is valid.</summary>
    public static string CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var allowed = name.Length is > 0 and <= MaxNameLength
            && char.IsAsciiLetterOrDigit(name[0])
            && char.IsAsciiLetterOrDigit(name[^1])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        return allowed
            ? name
            : throw LeatException.InvalidParameter(
                $"Webhook name '{TextRules.Truncate(name, 2 * MaxNameLength)}' is invalid. It must start and end with a letter "
                + "or digit, be less than 63 characters long, and contain only letters, digits, dots (.), underscores (_), and hyphens (-).");
    }

    /// <summary>Returns the URL if it is absolute, with a host and an allowed scheme.</summary>
    /// <param name="url">The address.</param>
    /// <param name="allowedSchemes">In lower case.</param>
    public static string CheckUrl(string url, IReadOnlyList<string> allowedSchemes)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(allowedSchemes);
        if (string.IsNullOrWhiteSpace(url))
            throw LeatException.InvalidParameter("Webhook URL cannot be empty or just whitespace.");
        TextRules.CheckStorable("url", url);
        TextRules.CheckLength("Webhook URL", url, MaxUrlLength);
        var scheme = SchemeOf(url);
        if (!allowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            throw LeatException.InvalidParameter(
                $"Invalid webhook URL scheme: '{scheme}'. Allowed schemes are: {string.Join(", ", allowedSchemes)}.");
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? url
            : throw LeatException.InvalidParameter($"Invalid webhook URL '{url}': it names no host that could be called.");
    }

    /// <summary>The distinct events; there must be at least one.</summary>
    public static IReadOnlyList<WebhookEvent> CheckEvents(IReadOnlyList<WebhookEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Count > 0
            ? [.. events.Distinct()]
            : throw LeatException.InvalidParameter("A webhook must subscribe to at least one event.");
    }

    /// <summary>Returns the description if it is valid.</summary>
    public static string CheckDescription(string description)
    {
        TextRules.CheckStorable("description", description);
        return description;
    }

    /// <summary>Rejects an invalid secret, without showing it.</summary>
    public static void CheckSecret(string secret)
    {
        TextRules.CheckLength("secret", secret, MaxSecretLength);
        if (!TextRules.IsStorable(secret))
            throw LeatException.InvalidParameter("The secret of a webhook cannot hold NUL characters or unpaired surrogates.");
    }

    /// <summary>Returns the page size if it is valid.</summary>
    public static int CheckMaxResults(long maxResults) => PageSize.Check(maxResults, MaxPageSize);

    /// <summary>The error for an unknown webhook.</summary>
    public static LeatException NotFound(string webhookId) =>
        LeatException.DoesNotExist($"Webhook with ID {TextRules.Truncate(webhookId, 200)} not found.");

    /// <summary>The part before the first colon if it can be a scheme; otherwise empty, as for <c>example.com/hook</c>.</summary>
    private static string SchemeOf(string url)
    {
        var end = url.IndexOf(':');
        return end > 0 && url.AsSpan(0, end).IndexOfAnyExcept(SchemeCharacters) < 0 && char.IsAsciiLetter(url[0]) ? url[..end] : "";
    }
}
