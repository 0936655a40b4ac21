using Leat.Core;
using Leat.Protocol;
using Leat.Webhooks;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/webhooks</c>.</summary>
internal static class WebhookEndpoints
{
    private const string WebhookId = "webhook_id";

    public static void MapWebhooks(this RpcRoutes routes, WebhookOptions options, WebhookDispatcher dispatcher)
    {
        var webhooks = routes.Group("/mlflow/webhooks", "Webhooks");
        webhooks.Map(Post, "", async (CreateWebhookRequest request, RpcContext call) => WebhookResponse.From(
            await call.Store.Webhooks.CreateWebhookAsync(request.ToCommand(options.AllowedSchemes, dispatcher.KeepSecret), call.Cancellation)));
        webhooks.Map(Get, "", async (ListWebhooksRequest request, RpcContext call) =>
            ListWebhooksResponse.From(await call.Store.Webhooks.ListWebhooksAsync(
                request.MaxResults ?? WebhookRules.DefaultPageSize, request.PageToken, call.Cancellation)));
        webhooks.Map(Get, "/{webhook_id}", async (PathOnlyRequest _, RpcContext call) =>
            WebhookResponse.From(await call.Store.Webhooks.GetWebhookAsync(call[WebhookId], call.Cancellation)), "getWebhook");
        webhooks.Map(Patch, "/{webhook_id}", async (UpdateWebhookRequest request, RpcContext call) =>
            WebhookResponse.From(await call.Store.Webhooks.UpdateWebhookAsync(
                call[WebhookId], request.ToCommand(options.AllowedSchemes, dispatcher.KeepSecret), call.Cancellation)));
        webhooks.Map(Delete, "/{webhook_id}", (PathOnlyRequest _, RpcContext call) =>
            call.Store.Webhooks.DeleteWebhookAsync(call[WebhookId], call.Cancellation), "deleteWebhook");
        webhooks.Map(Post, "/{webhook_id}/test", async (TestWebhookRequest request, RpcContext call) =>
        {
            var webhook = await call.Store.Webhooks.GetWebhookAsync(call[WebhookId], call.Cancellation);
            return Result(await dispatcher.TestAsync(webhook, request.ToEvent() ?? FirstEvent(webhook), call.Cancellation));
        });
    }

    private static TestWebhookResponse Result(WebhookOutcome outcome) => new(new WebhookTestResultMessage(
        outcome.IsSuccess,
        outcome.Status,
        outcome.Body,
        outcome.Error is null ? null : $"Failed to test webhook: {outcome.Error}"));

    /// <summary>A webhook of a newer server may know only events that this one does not.</summary>
    private static WebhookEvent FirstEvent(Webhook webhook) => webhook.Events.Count > 0
        ? webhook.Events[0]
        : throw LeatException.InvalidParameter("This server knows none of the webhook's events: name one in the request.");
}
