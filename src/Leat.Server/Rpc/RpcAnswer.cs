using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>How a call's answer is written.</summary>
/// <param name="WriteAsync">Writes it.</param>
/// <param name="Message">Its fields, for the API description; null if it is not JSON.</param>
internal sealed record RpcAnswer<T>(Func<HttpContext, T, ValueTask> WriteAsync, JsonTypeInfo? Message = null);

/// <summary>The kinds of answers.</summary>
internal static class RpcAnswer
{
    /// <summary><c>{}</c>.</summary>
    public static RpcAnswer<EmptyResponse> Empty { get; } =
        new((http, _) => ResponseWriter.WriteEmptyAsync(http), ProtocolJsonContext.Default.EmptyResponse);

    /// <summary>No body.</summary>
    public static RpcAnswer<EmptyResponse> NoBody { get; } = new((http, _) =>
    {
        http.Response.ContentLength = 0;
        return default;
    });

    /// <summary>A message as JSON.</summary>
    public static RpcAnswer<T> Message<T>()
    {
        var type = (JsonTypeInfo<T>?)ProtocolJsonContext.Default.GetTypeInfo(typeof(T))
            ?? throw new InvalidOperationException($"{typeof(T).Name} is missing in {nameof(ProtocolJsonContext)}.");
        return new RpcAnswer<T>((http, answer) => new ValueTask(ResponseWriter.WriteAsync(http, answer, type)), type);
    }

    /// <summary>An answer that writes itself.</summary>
    /// <param name="message">Its fields, if it is JSON.</param>
    public static RpcAnswer<T> Written<T>(JsonTypeInfo? message = null)
        where T : IWrittenAnswer => new((http, answer) => new ValueTask(answer.WriteAsync(http)), message);
}
