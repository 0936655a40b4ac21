namespace Leat.Server;

/// <summary>Runs around the handlers of calls. Safe for concurrent use.</summary>
/// <remarks>Filters are services of the server; the one registered first is the outermost. They are composed when a call is mapped, so a
/// call to which none applies goes straight to its handler.</remarks>
internal interface IRpcFilter
{
    /// <summary>Whether the filter applies to a call. Asked once, when the call is mapped.</summary>
    bool AppliesTo(RpcCall call) => true;

    /// <summary>Admits a call before its request is read, so that a refused caller cannot make the server read 32 MiB.</summary>
    /// <returns>The context to continue with.</returns>
    /// <exception cref="Core.LeatException">The call is refused.</exception>
    /// <exception cref="RpcRefusal">The call is refused with an answer in another form.</exception>
    ValueTask<RpcContext> AdmitAsync(RpcContext context) => new(context);

    /// <summary>Sees the decoded request and the answer before it is written, and may replace either or refuse the call.</summary>
    /// <param name="request">The decoded request.</param>
    /// <param name="context">The call.</param>
    /// <param name="next">The next filter, or the handler.</param>
    Task<TResponse> InvokeAsync<TRequest, TResponse>(
        TRequest request, RpcContext context, RpcHandler<TRequest, TResponse> next) => next(request, context);
}
