namespace Leat.Server;

/// <summary>Stands between calls and their handlers, for all calls alike. Safe for concurrent use.</summary>
/// <remarks>The services of the server name the filters; the first of them is the outermost. They are put together when a call is mapped,
/// so that a call to which none applies passes none.</remarks>
internal interface IRpcFilter
{
    /// <summary>Whether it has to do with a call at all. Asked once, when the call is mapped.</summary>
    bool AppliesTo(RpcCall call) => true;

    /// <summary>Lets a call in, before its request is read: whoever is not let in must not make the server read 32 MiB.</summary>
    /// <returns>The context to go on with.</returns>
    /// <exception cref="Core.LeatException">It is not let in.</exception>
    /// <exception cref="RpcRefusal">It is not let in, and the answer has a form of its own.</exception>
    ValueTask<RpcContext> AdmitAsync(RpcContext context) => new(context);

    /// <summary>Sees the decoded request and the answer that is about to be written, and may refuse or change both.</summary>
    /// <param name="request">What the call asks for.</param>
    /// <param name="context">The call.</param>
    /// <param name="next">The next filter, or the handler.</param>
    Task<TResponse> InvokeAsync<TRequest, TResponse>(
        TRequest request, RpcContext context, RpcHandler<TRequest, TResponse> next) => next(request, context);
}
