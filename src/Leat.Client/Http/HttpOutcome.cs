using Leat.Core;

namespace Leat.Client;

/// <summary>What became of one attempt: an answer, or an error and whether another attempt makes sense.</summary>
/// <param name="Answer">Null if it failed.</param>
/// <param name="Error">Null if it did not.</param>
/// <param name="Transient">Whether another attempt may go better.</param>
/// <param name="Untouched">Whether the server cannot have worked on the call.</param>
/// <param name="RetryAfter">How long the server asks to wait.</param>
internal readonly record struct HttpOutcome<T>(
    T? Answer, LeatException? Error, bool Transient, bool Untouched, TimeSpan? RetryAfter = null)
    where T : class
{
    public static HttpOutcome<T> Success(T answer) => new(answer, null, false, false);

    public static HttpOutcome<T> Refused(LeatException error) => new(null, error, false, true);

    /// <summary>Sent, and nobody knows whether the server did it.</summary>
    public static HttpOutcome<T> Lost(LeatException error) => new(null, error, true, false);

    /// <summary>A certificate that is not trusted will not be trusted a second later.</summary>
    public static HttpOutcome<T> NotSent(LeatException error, HttpRequestError reason) =>
        new(null, error, reason != HttpRequestError.SecureConnectionError, true);

    public bool MayRetry(Repeatability repeatability) =>
        Transient && (Untouched || repeatability != Repeatability.IfUntouched);
}
