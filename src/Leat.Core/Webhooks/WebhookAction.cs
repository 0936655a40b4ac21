namespace Leat.Core;

/// <summary>What happened to an entity. Numbers follow MLflow's protocol.</summary>
public enum WebhookAction
{
    /// <summary>It was created.</summary>
    Created = 1,

    /// <summary>It was changed. No event uses this yet.</summary>
    Updated = 2,

    /// <summary>It was removed.</summary>
    Deleted = 3,

    /// <summary>It was given a value, not necessarily its first.</summary>
    Set = 4,
}

/// <summary>Wire forms of <see cref="WebhookAction"/>.</summary>
public static class WebhookActions
{
    private static readonly WireNames<WebhookAction> Names = new("CREATED", "UPDATED", "DELETED", "SET");

    /// <summary>The name on the wire, for example <c>CREATED</c>; deliveries have it in lower case.</summary>
    public static string WireName(this WebhookAction action) => Names[action];

    /// <summary>The action with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out WebhookAction action) => Names.TryParse(wireName, out action);
}
