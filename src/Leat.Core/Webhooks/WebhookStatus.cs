namespace Leat.Core;

/// <summary>Whether a webhook is called. Numbers follow MLflow's protocol.</summary>
public enum WebhookStatus
{
    /// <summary>It receives its events.</summary>
    Active = 1,

    /// <summary>It is kept but receives nothing.</summary>
    Disabled = 2,
}

/// <summary>Wire forms of <see cref="WebhookStatus"/>.</summary>
public static class WebhookStatuses
{
    private static readonly WireNames<WebhookStatus> Names = new("ACTIVE", "DISABLED");

    /// <summary>The name on the wire, for example <c>ACTIVE</c>.</summary>
    public static string WireName(this WebhookStatus status) => Names[status];

    /// <summary>The status with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out WebhookStatus status) => Names.TryParse(wireName, out status);
}
