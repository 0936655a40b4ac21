using System.Collections.Concurrent;

namespace Leat.Server.Tests.Rpc;

/// <summary>Notes what passes.</summary>
internal sealed class RecordingFilter(Func<RpcContext, RpcContext>? admit = null) : IRpcFilter
{
    /// <summary>What has passed, in order.</summary>
    public ConcurrentQueue<(RpcContext Context, IReadOnlyList<string> Path, object? Request, object? Answer)> Passed { get; } = [];

    public ValueTask<RpcContext> AdmitAsync(RpcContext context) => new(admit?.Invoke(context) ?? context);

    public async Task<TResponse> InvokeAsync<TRequest, TResponse>(
        TRequest request, RpcContext context, RpcHandler<TRequest, TResponse> next)
    {
        var answer = await next(request, context);
        var path = context.Http.Request.RouteValues.Keys.Select(name => context[name]).ToList();
        Passed.Enqueue((context, path, request, answer));
        return answer;
    }
}
