namespace Leat.Core;

/// <summary>An event that webhooks can receive.</summary>
/// <param name="Entity">What it happened to.</param>
/// <param name="Action">What happened.</param>
public readonly record struct WebhookEvent(WebhookEntity Entity, WebhookAction Action)
{
    /// <summary>Creates the event if the entity supports the action.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it does not.</exception>
    public static WebhookEvent Create(WebhookEntity entity, WebhookAction action)
    {
        var known = ActionsOf(entity);
        if (known.Contains(action))
            return new WebhookEvent(entity, action);
        throw LeatException.InvalidParameter(
            $"Invalid action '{SmallName(action)}' for entity '{SmallName(entity)}'. "
            + $"Valid actions are: [{string.Join(", ", known.Select(valid => $"'{SmallName(valid)}'"))}]");
    }

    /// <summary>The entity's name in deliveries, for example <c>model_version</c>.</summary>
    public string EntityName => SmallName(Entity);

    /// <summary>The action's name in deliveries, for example <c>created</c>.</summary>
    public string ActionName => SmallName(Action);

    /// <summary>For example <c>model_version.created</c>.</summary>
    public override string ToString() => $"{EntityName}.{ActionName}";

    /// <summary>The actions that an entity supports.</summary>
    public static IReadOnlyList<WebhookAction> ActionsOf(WebhookEntity entity) => entity switch
    {
        WebhookEntity.ModelVersionTag or WebhookEntity.PromptTag or WebhookEntity.PromptVersionTag => [WebhookAction.Set, WebhookAction.Deleted],
        WebhookEntity.ModelVersionAlias or WebhookEntity.PromptAlias => [WebhookAction.Created, WebhookAction.Deleted],
        _ => [WebhookAction.Created],
    };

#pragma warning disable CA1308 // The wire format is lower case; this is not a comparison.
    private static string SmallName(WebhookEntity entity) => entity.WireName().ToLowerInvariant();

    private static string SmallName(WebhookAction action) => action.WireName().ToLowerInvariant();
#pragma warning restore CA1308
}
