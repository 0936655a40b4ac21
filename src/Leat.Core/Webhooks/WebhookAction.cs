namespace Leat.Core;

/// <summary>What happened to the thing that a webhook is told about. Numbers follow MLflow's protocol.</summary>
public enum WebhookAction
{
    /// <summary>It was made.</summary>
    Created = 1,

    /// <summary>It was changed. Nothing tells of this yet.</summary>
    Updated = 2,

    /// <summary>It was removed.</summary>
    Deleted = 3,

    /// <summary>It was given a value, perhaps not its first.</summary>
    Set = 4,
}

/// <summary>Wire forms of <see cref="WebhookAction"/>.</summary>
public static class WebhookActions
{
    private static readonly string[] WireNames = ["CREATED", "UPDATED", "DELETED", "SET"];

    /// <summary>The name on the wire, for example <c>CREATED</c>; what webhooks are sent has it in small letters.</summary>
    public static string WireName(this WebhookAction action) => WireNames[(int)action - 1];

    /// <summary>The action with this wire name, matched case-sensitively; false if there is none.</summary>
    public static bool TryParse(string? wireName, out WebhookAction action)
    {
        var index = Array.IndexOf(WireNames, wireName);
        action = (WebhookAction)(index + 1);
        return index >= 0;
    }
}
