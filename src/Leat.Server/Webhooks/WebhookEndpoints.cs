using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/webhooks</c>.</summary>
internal sealed class WebhookEndpoints(
    WebhookOptions options, SecretKeeper secrets, Subscriptions subscriptions, WebhookSender sender, TimeProvider time)
{
    private const string WebhookId = "webhook_id";

    private static readonly ProtocolJsonContext Json = ProtocolJsonContext.Default;

    public void Map(RpcRoutes routes)
    {
        var webhooks = routes.Group("/mlflow/webhooks", "Webhooks");
        webhooks.Map(Post, "", CreateAsync, Json.CreateWebhookRequest, Json.WebhookResponse);
        webhooks.Map(Get, "", ListAsync, Json.ListWebhooksRequest, Json.ListWebhooksResponse);
        webhooks.MapAt(Get, "/{webhook_id}", GetAsync, Json.PathOnlyRequest, Json.WebhookResponse);
        webhooks.MapAt(Patch, "/{webhook_id}", UpdateAsync, Json.UpdateWebhookRequest, Json.WebhookResponse);
        webhooks.MapCommandAt(Delete, "/{webhook_id}", DeleteAsync, Json.PathOnlyRequest);
        webhooks.MapAt(Post, "/{webhook_id}/test", TestAsync, Json.TestWebhookRequest, Json.TestWebhookResponse);
    }

    private async Task<WebhookResponse> CreateAsync(
        CreateWebhookRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var command = request.ToCommand(options.AllowedSchemes, secrets.Keep);
        return await ChangeAsync(async () => WebhookResponse.From(await store.Webhooks.CreateWebhookAsync(command, CancellationToken.None)));
    }

    private static async Task<ListWebhooksResponse> ListAsync(
        ListWebhooksRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        ListWebhooksResponse.From(await store.Webhooks.ListWebhooksAsync(
            request.MaxResults ?? WebhookRules.DefaultPageSize, request.PageToken, cancellationToken));

    private static async Task<WebhookResponse> GetAsync(
        RoutePath path, PathOnlyRequest request, ITrackingStore store, CancellationToken cancellationToken) =>
        WebhookResponse.From(await store.Webhooks.GetWebhookAsync(path[WebhookId], cancellationToken));

    private async Task<WebhookResponse> UpdateAsync(
        RoutePath path, UpdateWebhookRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var update = request.ToCommand(options.AllowedSchemes, secrets.Keep);
        var id = path[WebhookId];
        return await ChangeAsync(async () => WebhookResponse.From(await store.Webhooks.UpdateWebhookAsync(id, update, CancellationToken.None)));
    }

    private Task DeleteAsync(RoutePath path, PathOnlyRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var id = path[WebhookId];
        return ChangeAsync(async () =>
        {
            await store.Webhooks.DeleteWebhookAsync(id, CancellationToken.None);
            return true;
        });
    }

    /// <summary>Sends an example once, disabled webhooks included. Whoever waits for the answer does not want to wait for repetitions.</summary>
    private async Task<TestWebhookResponse> TestAsync(
        RoutePath path, TestWebhookRequest request, ITrackingStore store, CancellationToken cancellationToken)
    {
        var webhook = await store.Webhooks.GetWebhookAsync(path[WebhookId], cancellationToken);
        var e = request.ToEvent() ?? FirstEvent(webhook);
        var now = time.GetUtcNow();
        var message = WebhookRequest.Create(WebhookBody.Write(e, now, ExampleChange.Of(e).Data), now);
        var outcome = await sender.SendAsync(webhook, message, readBody: true, cancellationToken);
        return new TestWebhookResponse(new WebhookTestResultMessage(
            outcome.IsSuccess,
            outcome.Status,
            outcome.Body,
            outcome.Error is null ? null : $"Failed to test webhook: {outcome.Error}"));
    }

    /// <summary>A webhook of a newer server may know only events that this one does not.</summary>
    private static WebhookEvent FirstEvent(Webhook webhook) => webhook.Events.Count > 0
        ? webhook.Events[0]
        : throw LeatException.InvalidParameter("This server knows none of the webhook's events: name one in the request.");

    /// <summary>Makes a change and has it count at once. It is not cancelled with its client: it might be made after the list was read
    /// again.</summary>
    private async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        finally
        {
            subscriptions.Forget();
        }
    }
}
