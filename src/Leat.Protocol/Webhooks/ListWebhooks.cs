using System.ComponentModel;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/webhooks</c>.</summary>
/// <param name="MaxResults">The most to answer in one page.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
internal sealed record ListWebhooksRequest(
    [property: Limits(1, WebhookRules.MaxPageSize), DefaultValue(WebhookRules.DefaultPageSize)] long? MaxResults,
    string? PageToken) : IWireRequest<ListWebhooksRequest>
{
    public static ListWebhooksRequest Decode(WireFields fields) =>
        new(fields.GetInt64("max_results", max: WebhookRules.MaxPageSize), fields.GetString("page_token"));
}

/// <summary>Answer of <c>GET /api/2.0/mlflow/webhooks</c>.</summary>
/// <param name="Webhooks">Newest first; left out when there are none.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record ListWebhooksResponse(
    IReadOnlyList<WebhookMessage>? Webhooks,
    [property: MayBeLeftOut] string? NextPageToken)
{
    public static ListWebhooksResponse From(Page<Webhook> page) =>
        new(page.Items.ToMessages(WebhookMessage.From), page.NextPageToken);
}
