using Leat.Core;

namespace Leat.Protocol;

/// <summary>An event that a webhook subscribes to, as it travels.</summary>
/// <param name="Entity">To what it happened.</param>
/// <param name="Action">What happened: SET or DELETED for tags, CREATED or DELETED for aliases, CREATED or DELETED or UPDATED for
/// the rest, as the entity allows.</param>
internal sealed record WebhookEventMessage(
    [property: WireEnum(nameof(EnumNames.WebhookEntity))] string? Entity,
    [property: WireEnum(nameof(EnumNames.WebhookAction))] string? Action)
{
    internal static WebhookEventMessage Decode(WireFields fields)
    {
        fields.RequireAll("entity", "action");
        return new WebhookEventMessage(
            fields.GetEnum("entity", EnumNames.WebhookEntity), fields.GetEnum("action", EnumNames.WebhookAction));
    }

    public static WebhookEventMessage From(WebhookEvent entity) => new(entity.Entity.WireName(), entity.Action.WireName());

    /// <summary>The event, checked.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the entity does not know the action.</exception>
    public WebhookEvent ToEntity() =>
        WebhookEntities.TryParse(Entity, out var entity) && WebhookActions.TryParse(Action, out var action)
            ? WebhookEvent.Create(entity, action)
            : throw LeatException.InvalidParameter("An event of a webhook lacks its entity or its action.");
}
