namespace Leat.Core;

/// <summary>A valid change to a webhook. Null values are left unchanged.</summary>
public sealed record WebhookUpdate
{
    private WebhookUpdate()
    {
    }

    /// <summary>A new name, or null.</summary>
    public string? Name { get; private init; }

    /// <summary>A new address, or null.</summary>
    public string? Url { get; private init; }

    /// <summary>The events that replace all earlier ones, or null.</summary>
    public IReadOnlyList<WebhookEvent>? Events { get; private init; }

    /// <summary>A new description, or null.</summary>
    public string? Description { get; private init; }

    /// <summary>A new secret, or null.</summary>
    public WebhookSecret? Secret { get; init; }

    /// <summary>A new status, or null.</summary>
    public WebhookStatus? Status { get; init; }

    /// <summary>Validates and creates a change. As in MLflow, empty values are left unchanged, so neither the description nor the secret
    /// can be removed.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a value that is not allowed.</exception>
    public static WebhookUpdate Create(
        string? name,
        string? url,
        IReadOnlyList<WebhookEvent>? events,
        IReadOnlyList<string> allowedSchemes,
        string? description = null) => new()
        {
            Name = string.IsNullOrEmpty(name) ? null : WebhookRules.CheckName(name),
            Url = string.IsNullOrEmpty(url) ? null : WebhookRules.CheckUrl(url, allowedSchemes),
            Events = events is null or [] ? null : WebhookRules.CheckEvents(events),
            Description = string.IsNullOrEmpty(description) ? null : WebhookRules.CheckDescription(description),
        };
}
