using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The calls of one resource.</summary>
/// <param name="routes">Where they are mapped.</param>
/// <param name="common">What they have in common; their paths begin with its path.</param>
internal sealed class RpcGroup(RpcRoutes routes, RpcCall common)
{
    /// <summary>The ends of paths of calls that read, though they are no searches by their names.</summary>
    private static readonly string[] LongReads = ["/history", "/table", "/columns", "/values", "/count", "-correlation", "/traces/metrics"];

    /// <summary>Maps a call that takes a message and answers one.</summary>
    /// <param name="method">GET, POST…</param>
    /// <param name="name">The end of its path.</param>
    /// <param name="handler">Does what it asks for.</param>
    /// <param name="id">Its name in the API description; that of the message it takes if left out.</param>
    public void Map<TRequest, TResponse>(string method, string name, RpcHandler<TRequest, TResponse> handler, string? id = null)
        where TRequest : IWireRequest<TRequest> =>
        Map(method, name, handler, RpcRequest.Message<TRequest>(), RpcAnswer.Message<TResponse>(), id);

    /// <summary>Maps a call that takes a message and answers <c>{}</c>.</summary>
    public void Map<TRequest>(string method, string name, RpcCommand<TRequest> command, string? id = null)
        where TRequest : IWireRequest<TRequest> =>
        Map(method, name, command, RpcRequest.Message<TRequest>(), RpcAnswer.Empty, id);

    /// <summary>Maps a call that has nothing to report.</summary>
    public void Map<TRequest>(
        string method,
        string name,
        RpcCommand<TRequest> command,
        RpcRequest<TRequest> request,
        RpcAnswer<EmptyResponse> answer,
        string? id = null) =>
        routes.Map(CallOf(method, name, id ?? request.Form?.CallId), command, request, answer);

    /// <summary>Maps a call.</summary>
    public void Map<TRequest, TResponse>(
        string method,
        string name,
        RpcHandler<TRequest, TResponse> handler,
        RpcRequest<TRequest> request,
        RpcAnswer<TResponse> answer,
        string? id = null) =>
        routes.Map(CallOf(method, name, id ?? request.Form?.CallId), handler, request, answer);

    private RpcCall CallOf(string method, string name, string? id)
    {
        var call = common with { Method = method, Path = common.Path + name, Id = id };
        return call with { CanAnswerMuch = CanAnswerMuch(call) };
    }

    /// <summary>Artifacts have ranges, lengths and entity tags that belong to the bytes as stored.</summary>
    private static bool CanAnswerMuch(RpcCall call) => call.Part == ServerPart.Tracking
        && (call.Method == HttpMethods.Get || call.Path.Contains("/search", StringComparison.Ordinal)
            || LongReads.Any(end => call.Path.EndsWith(end, StringComparison.Ordinal)));
}
