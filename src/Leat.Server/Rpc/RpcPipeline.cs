using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>Puts a call together from its parts.</summary>
/// <remarks>
/// <list type="number">
/// <item>The filters admit the call.</item>
/// <item>The request is read.</item>
/// <item>The filters pass the request on, the last of them to the handler.</item>
/// <item>The answer passes the filters on its way back and is written.</item>
/// </list>
/// Calls are mapped as plain request delegates. The binding of minimal APIs would report a bad value in its own words instead of MLflow's,
/// and would cost each of the hot calls a layer.
/// </remarks>
internal static class RpcPipeline
{
    /// <param name="call">The call.</param>
    /// <param name="backend">What it works on.</param>
    /// <param name="filters">The filters that apply, outermost first.</param>
    /// <param name="handler">Does what it asks for.</param>
    /// <param name="request">Reads the request.</param>
    /// <param name="answer">Writes the answer.</param>
    public static RequestDelegate Compose<TRequest, TResponse>(
        RpcCall call,
        RpcBackend backend,
        IReadOnlyList<IRpcFilter> filters,
        RpcHandler<TRequest, TResponse> handler,
        RpcRequest<TRequest> request,
        RpcAnswer<TResponse> answer)
    {
        var handle = filters.Reverse().Aggregate(handler, Around);
        return filters.Count == 0
            ? http => AnswerAsync(new RpcContext(call, http, backend))
            : async http => await AnswerAsync(await AdmitAsync(filters, new RpcContext(call, http, backend)));

        async Task AnswerAsync(RpcContext context)
        {
            var message = await request.ReadAsync(context.Http);
            await answer.WriteAsync(context.Http, await handle(message, context));
        }
    }

    /// <summary>The same for a command. With no filters it runs directly: turning its task into one with an answer would cost the logging
    /// calls an allocation of 110 bytes.</summary>
    public static RequestDelegate Compose<TRequest>(
        RpcCall call,
        RpcBackend backend,
        IReadOnlyList<IRpcFilter> filters,
        RpcCommand<TRequest> command,
        RpcRequest<TRequest> request,
        RpcAnswer<EmptyResponse> answer)
    {
        return filters.Count == 0 ? AnswerAsync : Compose(call, backend, filters, AnsweringAsync, request, answer);

        async Task AnswerAsync(HttpContext http)
        {
            await command(await request.ReadAsync(http), new RpcContext(call, http, backend));
            await answer.WriteAsync(http, EmptyResponse.Instance);
        }

        async Task<EmptyResponse> AnsweringAsync(TRequest message, RpcContext context)
        {
            await command(message, context);
            return EmptyResponse.Instance;
        }
    }

    private static RpcHandler<TRequest, TResponse> Around<TRequest, TResponse>(RpcHandler<TRequest, TResponse> next, IRpcFilter filter) =>
        (request, context) => filter.InvokeAsync(request, context, next);

    private static async ValueTask<RpcContext> AdmitAsync(IReadOnlyList<IRpcFilter> filters, RpcContext context)
    {
        foreach (var filter in filters)
            context = await filter.AdmitAsync(context);
        return context;
    }
}
