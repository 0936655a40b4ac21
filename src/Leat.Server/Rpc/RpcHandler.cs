namespace Leat.Server;

/// <summary>Does what a call asks for.</summary>
internal delegate Task<TResponse> RpcHandler<in TRequest, TResponse>(TRequest request, RpcContext call);

/// <summary>Does what a call asks for, with nothing to report.</summary>
internal delegate Task RpcCommand<in TRequest>(TRequest request, RpcContext call);
