using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Webhooks;

/// <summary>The columns of a webhook.</summary>
internal static class WebhookColumns
{
    public const string All = "h.webhook_id, h.name, h.description, h.url, h.events, h.status, h.secret, h.created_ms, h.updated_ms, w.name";

    public const string From = "webhooks h JOIN workspaces w ON w.id = h.workspace";

    public static Webhook Read(SqlRow row) => new(
        WebhookId: row.NextText(),
        Name: row.NextText(),
        Description: row.NextText(),
        Url: row.NextText(),
        Events: ReadEvents(row.NextText()),
        Status: (WebhookStatus)row.NextInt32(),
        Secret: row.NextTextOrNull() is { } secret ? new WebhookSecret(secret) : null,
        CreationTimestampMs: row.NextInt64(),
        LastUpdatedTimestampMs: row.NextInt64())
    {
        Workspace = row.NextText(),
    };

    /// <summary>Events in one text, for example <c>MODEL_VERSION.CREATED MODEL_VERSION_TAG.SET</c>: they are few, are read with their webhook,
    /// are never searched for, and keep their order this way.</summary>
    public static string TextOf(IReadOnlyList<WebhookEvent> events) =>
        string.Join(' ', events.Select(e => $"{e.Entity.WireName()}.{e.Action.WireName()}"));

    /// <summary>Events stored by a newer program that this one does not know are skipped.</summary>
    private static List<WebhookEvent> ReadEvents(string text)
    {
        var events = new List<WebhookEvent>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('.', 2);
            if (parts.Length == 2 && WebhookEntities.TryParse(parts[0], out var entity) && WebhookActions.TryParse(parts[1], out var action))
                events.Add(new WebhookEvent(entity, action));
        }

        return events;
    }
}
