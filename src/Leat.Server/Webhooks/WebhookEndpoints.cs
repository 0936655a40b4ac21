using Leat.Core;
using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/webhooks</c>.</summary>
internal sealed class WebhookEndpoints(
    WebhookOptions options, SecretKeeper secrets, Subscriptions subscriptions, WebhookSender sender, TimeProvider time)
{
    private const string WebhookId = "webhook_id";

    public void Map(RpcRoutes routes)
    {
        var webhooks = routes.Group("/mlflow/webhooks", "Webhooks");
        webhooks.Map<CreateWebhookRequest, WebhookResponse>(Post, "", CreateAsync);
        webhooks.Map(Get, "", async (ListWebhooksRequest request, RpcContext call) =>
            ListWebhooksResponse.From(await call.Store.Webhooks.ListWebhooksAsync(
                request.MaxResults ?? WebhookRules.DefaultPageSize, request.PageToken, call.Cancellation)));
        webhooks.Map(Get, "/{webhook_id}", async (PathOnlyRequest request, RpcContext call) =>
            WebhookResponse.From(await call.Store.Webhooks.GetWebhookAsync(call[WebhookId], call.Cancellation)));
        webhooks.Map<UpdateWebhookRequest, WebhookResponse>(Patch, "/{webhook_id}", UpdateAsync);
        webhooks.Map<PathOnlyRequest>(Delete, "/{webhook_id}", DeleteAsync);
        webhooks.Map<TestWebhookRequest, TestWebhookResponse>(Post, "/{webhook_id}/test", TestAsync);
    }

    private async Task<WebhookResponse> CreateAsync(CreateWebhookRequest request, RpcContext call)
    {
        var command = request.ToCommand(options.AllowedSchemes, secrets.Keep);
        return await ChangeAsync(async () => WebhookResponse.From(await call.Store.Webhooks.CreateWebhookAsync(command, CancellationToken.None)));
    }

    private async Task<WebhookResponse> UpdateAsync(UpdateWebhookRequest request, RpcContext call)
    {
        var update = request.ToCommand(options.AllowedSchemes, secrets.Keep);
        var id = call[WebhookId];
        return await ChangeAsync(async () => WebhookResponse.From(await call.Store.Webhooks.UpdateWebhookAsync(id, update, CancellationToken.None)));
    }

    private Task DeleteAsync(PathOnlyRequest request, RpcContext call)
    {
        var id = call[WebhookId];
        return ChangeAsync(async () =>
        {
            await call.Store.Webhooks.DeleteWebhookAsync(id, CancellationToken.None);
            return true;
        });
    }

    /// <summary>Sends an example once, disabled webhooks included. Whoever waits for the answer does not want to wait for repetitions.</summary>
    private async Task<TestWebhookResponse> TestAsync(TestWebhookRequest request, RpcContext call)
    {
        var webhook = await call.Store.Webhooks.GetWebhookAsync(call[WebhookId], call.Cancellation);
        var e = request.ToEvent() ?? FirstEvent(webhook);
        var now = time.GetUtcNow();
        var message = WebhookRequest.Create(WebhookBody.Write(e, now, ExampleChange.Of(e).Data), now);
        var outcome = await sender.SendAsync(webhook, message, readBody: true, call.Cancellation);
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
