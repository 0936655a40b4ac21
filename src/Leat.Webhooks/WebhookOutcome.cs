namespace Leat.Webhooks;

/// <summary>What became of one request to a webhook.</summary>
/// <param name="Status">The status of the answer; null if there was none.</param>
/// <param name="Body">The beginning of the answer, where it was wanted.</param>
/// <param name="Error">Why there was no answer, in words that are safe to show; null if there was one.</param>
/// <param name="MayRetry">Whether the same request may succeed later.</param>
/// <param name="RetryAfter">How long the receiver asked to wait; null if it did not.</param>
public sealed record WebhookOutcome(int? Status, string? Body, string? Error, bool MayRetry, TimeSpan? RetryAfter)
{
    /// <summary>As in MLflow, a redirect is a success, though it is not followed.</summary>
    public bool IsSuccess => Status < 400;

    internal static WebhookOutcome Failed(string error, bool mayRetry) => new(Status: null, Body: null, error, mayRetry, RetryAfter: null);
}
