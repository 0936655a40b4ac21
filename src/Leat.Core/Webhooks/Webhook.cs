namespace Leat.Core;

/// <summary>An address that is notified of changes in the model registry.</summary>
/// <param name="WebhookId">A UUID with dashes.</param>
/// <param name="Name">Need not be unique.</param>
/// <param name="Description">May be empty.</param>
/// <param name="Url">Where events are posted.</param>
/// <param name="Events">The events it receives: at least one, without repetitions, in the order given.</param>
/// <param name="Status">Whether it is called.</param>
/// <param name="Secret">Signs deliveries; null for no signature.</param>
/// <param name="CreationTimestampMs">Unix milliseconds, UTC.</param>
/// <param name="LastUpdatedTimestampMs">Unix milliseconds, UTC.</param>
public sealed record Webhook(
    string WebhookId,
    string Name,
    string Description,
    string Url,
    IReadOnlyList<WebhookEvent> Events,
    WebhookStatus Status,
    WebhookSecret? Secret,
    long CreationTimestampMs,
    long LastUpdatedTimestampMs)
{
    /// <summary>The workspace whose changes it receives.</summary>
    public string Workspace { get; init; } = Core.Workspace.DefaultName;
}
