using System.Net;
using Leat.Core;

namespace Leat.Artifacts.Objects;

/// <summary>What all services over HTTP have in common when they fail.</summary>
internal static class ServiceFaults
{
    /// <summary>The code for a status of which the service says no more.</summary>
    public static ErrorCode CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ErrorCode.Unauthenticated,
        HttpStatusCode.Forbidden => ErrorCode.PermissionDenied,
        HttpStatusCode.NotFound => ErrorCode.ResourceDoesNotExist,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => ErrorCode.TemporarilyUnavailable,
        _ => ErrorCode.InternalError,
    };

    /// <summary>Whether the service gave no answer, or not all of it, in contrast to a caller that did not wait for it.</summary>
    public static bool IsNotReached(Exception error) => error is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException };

    /// <summary>The error for a service that gave no answer.</summary>
    /// <param name="what">The beginning of a sentence: which store cannot do what.</param>
    /// <param name="error">Why.</param>
    public static LeatException NotReached(string what, Exception error) =>
        new(ErrorCode.TemporarilyUnavailable, $"{what}: the service was not reached, or broke off ({error.Message.TrimEnd('.')}).", error);
}
