using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>How a call's request is read.</summary>
/// <param name="ReadAsync">Reads it, or throws what is wrong with it.</param>
/// <param name="Form">What it looks like, for the API description; null if it has nothing but its path.</param>
internal sealed record RpcRequest<T>(Func<HttpContext, ValueTask<T>> ReadAsync, RequestForm? Form = null);

/// <summary>The kinds of requests.</summary>
internal static class RpcRequest
{
    /// <summary>A request without fields. Nothing is read.</summary>
    public static RpcRequest<PathOnlyRequest> None { get; } = Of(_ => new PathOnlyRequest());

    /// <summary>A message, from the query of a GET or from a JSON body.</summary>
    public static RpcRequest<T> Message<T>()
        where T : IWireRequest<T> => new(RequestReader.ReadAsync<T>, RequestForm.Of<T>());

    /// <summary>A JSON body with its own reader, for the hot calls.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <typeparam name="TMessage">The message that it is.</typeparam>
    public static RpcRequest<T> Body<T, TMessage>(Func<ReadOnlyMemory<byte>, T> read)
        where TMessage : IWireRequest<TMessage> => new(http => RequestReader.ReadAsync(http, read), RequestForm.Of<TMessage>());

    /// <summary>The fields of the query, whatever the method, for the calls that carry files.</summary>
    /// <param name="takesFile">Whether the body is a file.</param>
    public static RpcRequest<T> Query<T>(bool takesFile = false)
        where T : IWireRequest<T> => new(
            http => new ValueTask<T>(T.Decode(WireFields.FromQuery(http.Request.QueryString.Value ?? ""))),
            RequestForm.Of<T>() with { InQuery = true, TakesFile = takesFile });

    /// <summary>What the path says.</summary>
    public static RpcRequest<T> Of<T>(Func<HttpContext, T> read) => new(http => new ValueTask<T>(read(http)));
}
