using System.Text.Json.Serialization.Metadata;
using Leat.Core;
using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Does what a call asks for.</summary>
internal delegate Task<TResponse> RpcHandler<in TRequest, TResponse>(
    TRequest request, ITrackingStore store, CancellationToken cancellationToken);

/// <summary>Does what a call asks for that answers <c>{}</c>.</summary>
internal delegate Task RpcCommand<in TRequest>(TRequest request, ITrackingStore store, CancellationToken cancellationToken);

/// <summary>Does what a call asks for and writes the answer itself, as it comes.</summary>
internal delegate Task RpcWriter<in TRequest>(TRequest request, ITrackingStore store, HttpContext context);

/// <summary>Does what a call asks for whose path has variable parts.</summary>
internal delegate Task<TResponse> RpcPathHandler<in TRequest, TResponse>(
    RoutePath path, TRequest request, ITrackingStore store, CancellationToken cancellationToken);

/// <summary>Does what a call asks for whose path has variable parts and that answers <c>{}</c>.</summary>
internal delegate Task RpcPathCommand<in TRequest>(
    RoutePath path, TRequest request, ITrackingStore store, CancellationToken cancellationToken);

/// <summary>The calls of one resource.</summary>
/// <remarks>Handlers are mapped as plain request delegates. Minimal APIs' own binding would answer a bad value in its words,
/// not MLflow's, and costs a layer on each of the hot calls.</remarks>
internal sealed class RpcGroup(RpcRoutes routes, string path, string tag, string version)
{
    private static readonly JsonTypeInfo EmptyType = ProtocolJsonContext.Default.EmptyResponse;

    /// <summary>Maps a call that answers something.</summary>
    public void Map<TRequest, TResponse>(
        string method,
        string name,
        RpcHandler<TRequest, TResponse> handler,
        JsonTypeInfo<TRequest> request,
        JsonTypeInfo<TResponse> response,
        bool ajaxOnly = false)
        where TRequest : IWireRequest<TRequest>
    {
        routes.Map(new RpcCall(method, path + name, tag, request, response, ajaxOnly, version), async context =>
        {
            var message = await RequestReader.ReadAsync<TRequest>(context);
            var answer = await handler(message, routes.Store, context.RequestAborted);
            await ResponseWriter.WriteAsync(context, answer, response);
        });
    }

    /// <summary>Maps a call whose answer may be too long to be made before it is sent.</summary>
    public void MapWritten<TRequest>(
        string method, string name, RpcWriter<TRequest> handler, JsonTypeInfo<TRequest> request, JsonTypeInfo response)
        where TRequest : IWireRequest<TRequest>
    {
        routes.Map(new RpcCall(method, path + name, tag, request, response, AjaxOnly: false, version), async context =>
        {
            var message = await RequestReader.ReadAsync<TRequest>(context);
            await handler(message, routes.Store, context);
        });
    }

    /// <summary>Maps a POST that answers <c>{}</c>.</summary>
    public void MapCommand<TRequest>(string name, RpcCommand<TRequest> handler, JsonTypeInfo<TRequest> request)
        where TRequest : IWireRequest<TRequest> =>
        MapCommand(HttpMethods.Post, name, handler, request);

    /// <summary>Maps a call that answers <c>{}</c>.</summary>
    public void MapCommand<TRequest>(string method, string name, RpcCommand<TRequest> handler, JsonTypeInfo<TRequest> request)
        where TRequest : IWireRequest<TRequest>
    {
        routes.Map(new RpcCall(method, path + name, tag, request, EmptyType, AjaxOnly: false, version), async context =>
        {
            var message = await RequestReader.ReadAsync<TRequest>(context);
            await handler(message, routes.Store, context.RequestAborted);
            await ResponseWriter.WriteEmptyAsync(context);
        });
    }

    /// <summary>Maps a POST that answers <c>{}</c> and whose body has a reader of its own.</summary>
    public void MapHotCommand<TCommand>(
        string name, Func<ReadOnlyMemory<byte>, TCommand> read, RpcCommand<TCommand> handler, JsonTypeInfo request)
    {
        routes.Map(new RpcCall(HttpMethods.Post, path + name, tag, request, EmptyType, AjaxOnly: false, version), async context =>
        {
            var command = await RequestReader.ReadAsync(context, read);
            await handler(command, routes.Store, context.RequestAborted);
            await ResponseWriter.WriteEmptyAsync(context);
        });
    }

    /// <summary>Maps a call whose path has variable parts.</summary>
    public void MapAt<TRequest, TResponse>(
        string method,
        string name,
        RpcPathHandler<TRequest, TResponse> handler,
        JsonTypeInfo<TRequest> request,
        JsonTypeInfo<TResponse> response)
        where TRequest : IWireRequest<TRequest>
    {
        routes.Map(new RpcCall(method, path + name, tag, request, response, AjaxOnly: false, version), async context =>
        {
            var message = await RequestReader.ReadAsync<TRequest>(context);
            var answer = await handler(new RoutePath(context), message, routes.Store, context.RequestAborted);
            await ResponseWriter.WriteAsync(context, answer, response);
        });
    }

    /// <summary>Maps a call whose path has variable parts and that answers <c>{}</c>.</summary>
    public void MapCommandAt<TRequest>(string method, string name, RpcPathCommand<TRequest> handler, JsonTypeInfo<TRequest> request)
        where TRequest : IWireRequest<TRequest>
    {
        routes.Map(new RpcCall(method, path + name, tag, request, EmptyType, AjaxOnly: false, version), async context =>
        {
            var message = await RequestReader.ReadAsync<TRequest>(context);
            await handler(new RoutePath(context), message, routes.Store, context.RequestAborted);
            await ResponseWriter.WriteEmptyAsync(context);
        });
    }
}
