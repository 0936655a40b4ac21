namespace Leat.Core;

/// <summary>A valid request to create a webhook.</summary>
public sealed record NewWebhook
{
    private NewWebhook(string name, string url, IReadOnlyList<WebhookEvent> events, string description)
    {
        Name = name;
        Url = url;
        Events = events;
        Description = description;
    }

    /// <summary>1 to 63 letters, digits, dots, underscores and hyphens.</summary>
    public string Name { get; }

    /// <summary>An absolute URL with an allowed scheme.</summary>
    public string Url { get; }

    /// <summary>At least one, without repetitions.</summary>
    public IReadOnlyList<WebhookEvent> Events { get; }

    /// <summary>May be empty.</summary>
    public string Description { get; }

    /// <summary>Signs deliveries; null for no signature.</summary>
    public WebhookSecret? Secret { get; init; }

    /// <summary>Whether it is called.</summary>
    public WebhookStatus Status { get; init; } = WebhookStatus.Active;

    /// <summary>Validates and creates a request.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="url">See <see cref="Url"/>.</param>
    /// <param name="events">Repeated events count once.</param>
    /// <param name="allowedSchemes">The allowed URL schemes, in lower case.</param>
    /// <param name="description">Null means empty.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: an invalid value, or no event.</exception>
    public static NewWebhook Create(
        string? name,
        string? url,
        IReadOnlyList<WebhookEvent> events,
        IReadOnlyList<string> allowedSchemes,
        string? description = null) => new(
            WebhookRules.CheckName(name ?? ""),
            WebhookRules.CheckUrl(url ?? "", allowedSchemes),
            WebhookRules.CheckEvents(events),
            WebhookRules.CheckDescription(description ?? ""));
}
