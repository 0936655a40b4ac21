using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/webhooks</c>.</summary>
/// <param name="Name">Letters, digits, dots, underscores and hyphens; begins and ends with a letter or digit.</param>
/// <param name="Url">Where events are posted to: https, or another scheme that the server allows.</param>
/// <param name="Events">What it is to be told of.</param>
/// <param name="Description">Empty if left out.</param>
/// <param name="Secret">Signs what is sent; nothing is signed if left out or empty. It cannot be read back.</param>
/// <param name="Status">Whether it is called.</param>
internal sealed record CreateWebhookRequest(
    [property: Limits(most: WebhookRules.MaxNameLength)] string? Name,
    [property: Limits(most: WebhookRules.MaxUrlLength)] string? Url,
    [property: Limits(least: 1)] IReadOnlyList<WebhookEventMessage>? Events,
    string? Description,
    [property: Limits(most: WebhookRules.MaxSecretLength)] string? Secret,
    [property: DefaultValue("ACTIVE")] string? Status) : IWireRequest<CreateWebhookRequest>
{
    public static CreateWebhookRequest Decode(WireFields fields)
    {
        var name = fields.RequireString("name");
        var url = fields.RequireString("url");
        fields.RequireAll("events");
        return new CreateWebhookRequest(
            name,
            url,
            fields.GetMessages("events", WebhookEventMessage.Decode),
            fields.GetString("description"),
            fields.GetString("secret"),
            fields.GetEnum("status", EnumNames.WebhookStatus));
    }

    /// <summary>The command, checked.</summary>
    /// <param name="allowedSchemes">The schemes that the address may have.</param>
    /// <param name="keep">Puts a secret into the form in which it is stored.</param>
    public NewWebhook ToCommand(IReadOnlyList<string> allowedSchemes, Func<string, WebhookSecret> keep) =>
        NewWebhook.Create(Name, Url, Events.ToEntities(e => e.ToEntity()), allowedSchemes, Description) with
        {
            Secret = WebhookSecrets.Keep(Secret, keep),
            Status = WebhookStatuses.TryParse(Status, out var status) ? status : WebhookStatus.Active,
        };

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{nameof(CreateWebhookRequest)} {{ Name = {Name} }}";
}

/// <summary>Body of <c>PATCH /api/2.0/mlflow/webhooks/{webhook_id}</c>. What is left out or empty stays as it is.</summary>
/// <param name="Name">Letters, digits, dots, underscores and hyphens; begins and ends with a letter or digit.</param>
/// <param name="Url">Where events are posted to: https, or another scheme that the server allows.</param>
/// <param name="Events">Replace all earlier ones.</param>
/// <param name="Description">A text for people.</param>
/// <param name="Secret">Signs what is sent. It cannot be read back.</param>
/// <param name="Status">Whether it is called.</param>
internal sealed record UpdateWebhookRequest(
    [property: Limits(most: WebhookRules.MaxNameLength)] string? Name,
    [property: Limits(most: WebhookRules.MaxUrlLength)] string? Url,
    IReadOnlyList<WebhookEventMessage>? Events,
    string? Description,
    [property: Limits(most: WebhookRules.MaxSecretLength)] string? Secret,
    string? Status) : IWireRequest<UpdateWebhookRequest>
{
    public static UpdateWebhookRequest Decode(WireFields fields) => new(
        fields.GetString("name"),
        fields.GetString("url"),
        fields.GetMessages("events", WebhookEventMessage.Decode),
        fields.GetString("description"),
        fields.GetString("secret"),
        fields.GetEnum("status", EnumNames.WebhookStatus));

    /// <summary>The change, checked.</summary>
    /// <param name="allowedSchemes">The schemes that the address may have.</param>
    /// <param name="keep">Puts a secret into the form in which it is stored.</param>
    public WebhookUpdate ToCommand(IReadOnlyList<string> allowedSchemes, Func<string, WebhookSecret> keep) =>
        WebhookUpdate.Create(Name, Url, Events.ToEntities(e => e.ToEntity()), allowedSchemes, Description) with
        {
            Secret = WebhookSecrets.Keep(Secret, keep),
            Status = WebhookStatuses.TryParse(Status, out var status) ? status : null,
        };

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{nameof(UpdateWebhookRequest)} {{ Name = {Name} }}";
}

/// <summary>Secrets as requests have them.</summary>
internal static class WebhookSecrets
{
    /// <summary>The secret, checked, in the form in which it is stored; null for none.</summary>
    public static WebhookSecret? Keep(string? secret, Func<string, WebhookSecret> keep)
    {
        if (string.IsNullOrEmpty(secret))
            return null;
        WebhookRules.CheckSecret(secret);
        return keep(secret);
    }
}
