using Leat.Core;
using Leat.Protocol;

namespace Leat.Client;

/// <summary>What the calls of all resources share.</summary>
internal static class HttpAnswers
{
    /// <summary>A call that changes something and has nothing to say.</summary>
    public static HttpCall<EmptyResponse> Change(string path, Repeatability repeatability = Repeatability.Always) =>
        new(HttpMethod.Post, path, ProtocolJsonContext.Default.EmptyResponse)
        {
            Repeatability = repeatability,
            AnswerIfGone = repeatability == Repeatability.GoneIsDone ? EmptyResponse.Instance : null,
        };

    /// <summary>A field that every server of this protocol sends.</summary>
    public static T Require<T>(T? value, string field)
        where T : class =>
        value ?? throw new LeatException(
            ErrorCode.InternalError, $"The server's answer lacks the field '{field}'. Is it a tracking server?");
}
