using Leat.Core;

namespace Leat.Protocol;

/// <summary>Query of <c>GET /api/2.0/mlflow/webhooks</c>.</summary>
/// <param name="MaxResults">Page size, 1 to 1,000; 100 if left out.</param>
/// <param name="PageToken">The token of the page before.</param>
public sealed record ListWebhooksRequest(long? MaxResults, string? PageToken) : IWireRequest<ListWebhooksRequest>
{
    /// <inheritdoc/>
    public static ListWebhooksRequest Decode(WireFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new ListWebhooksRequest(fields.GetInt64("max_results", max: WebhookRules.MaxPageSize), fields.GetString("page_token"));
    }
}

/// <summary>Answer of <c>GET /api/2.0/mlflow/webhooks</c>.</summary>
/// <param name="Webhooks">Newest first; left out when there are none.</param>
/// <param name="NextPageToken">Left out on the last page.</param>
public sealed record ListWebhooksResponse(IReadOnlyList<WebhookMessage>? Webhooks, string? NextPageToken)
{
    /// <summary>The page as it travels.</summary>
    public static ListWebhooksResponse From(Page<Webhook> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new ListWebhooksResponse(page.Items.ToMessages(WebhookMessage.From), page.NextPageToken);
    }
}
