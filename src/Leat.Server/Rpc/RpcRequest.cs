using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>How a call's request is read.</summary>
/// <param name="ReadAsync">Reads it, or throws what is wrong with it.</param>
/// <param name="Message">Its fields, for the API description; null if they are not a message of the protocol.</param>
internal sealed record RpcRequest<T>(Func<HttpContext, ValueTask<T>> ReadAsync, JsonTypeInfo? Message = null);

/// <summary>The kinds of requests.</summary>
internal static class RpcRequest
{
    /// <summary>A request without fields. Nothing is read.</summary>
    public static RpcRequest<PathOnlyRequest> None { get; } = Of(_ => new PathOnlyRequest());

    /// <summary>A message, from the query of a GET or from a JSON body.</summary>
    public static RpcRequest<T> Message<T>()
        where T : IWireRequest<T> => new(RequestReader.ReadAsync<T>, ProtocolJsonContext.Default.GetTypeInfo(typeof(T)));

    /// <summary>A JSON body with its own reader, for the hot calls.</summary>
    public static RpcRequest<T> Body<T>(Func<ReadOnlyMemory<byte>, T> read, JsonTypeInfo message) =>
        new(http => RequestReader.ReadAsync(http, read), message);

    /// <summary>The fields of the query, whatever the method, for the calls that carry files.</summary>
    public static RpcRequest<T> Query<T>()
        where T : IWireRequest<T> =>
        Of(http => T.Decode(WireFields.FromQuery(http.Request.QueryString.Value ?? "")));

    /// <summary>What the path says.</summary>
    public static RpcRequest<T> Of<T>(Func<HttpContext, T> read) => new(http => new ValueTask<T>(read(http)));
}
