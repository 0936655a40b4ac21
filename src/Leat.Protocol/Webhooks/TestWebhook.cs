using Leat.Core;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/2.0/mlflow/webhooks/{webhook_id}/test</c>.</summary>
/// <param name="Event">Which event to send an example of; the webhook's first if left out.</param>
internal sealed record TestWebhookRequest(WebhookEventMessage? Event) : IWireRequest<TestWebhookRequest>
{
    public static TestWebhookRequest Decode(WireFields fields) =>
        new(fields.GetMessage("event") is { } e ? WebhookEventMessage.Decode(e) : null);

    /// <summary>The event, or null.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the entity does not know the action.</exception>
    public WebhookEvent? ToEvent() => Event?.ToEntity();
}

/// <summary>Answer of <c>POST /api/2.0/mlflow/webhooks/{webhook_id}/test</c>.</summary>
/// <param name="Result">What became of the test.</param>
internal sealed record TestWebhookResponse(WebhookTestResultMessage? Result);

/// <summary>What became of the test of a webhook.</summary>
/// <param name="Success">Whether it answered with a status below 400.</param>
/// <param name="ResponseStatus">The status; left out without an answer.</param>
/// <param name="ResponseBody">The beginning of the answer; left out without one.</param>
/// <param name="ErrorMessage">Why there was no answer; left out with one.</param>
internal sealed record WebhookTestResultMessage(
    bool? Success,
    [property: MayBeLeftOut] int? ResponseStatus,
    [property: MayBeLeftOut] string? ResponseBody,
    [property: MayBeLeftOut] string? ErrorMessage);
