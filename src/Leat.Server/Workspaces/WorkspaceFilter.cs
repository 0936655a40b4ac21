using Leat.Core;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>Gives each call the store of the workspace that it names, and keeps it in that workspace, before any handler sees it. Registered only where
/// there are workspaces.</summary>
/// <param name="guards">The workspaces.</param>
internal sealed class WorkspaceFilter(WorkspaceGuards guards) : IRpcFilter
{
    public bool AppliesTo(RpcCall call) => IsScoped(call);

    /// <summary>Whether a call works in a workspace.</summary>
    public static bool IsScoped(RpcCall call) => call is { IsPublic: false, IgnoresWorkspace: false };

    public async ValueTask<RpcContext> AdmitAsync(RpcContext context)
    {
        var guard = await guards.GetAsync(WorkspaceHeader.Read(context.Http.Request), context.Backend, context.Cancellation);
        return context with { Guard = guard, Backend = guard.Backend };
    }

    public async Task<TResponse> InvokeAsync<TRequest, TResponse>(TRequest request, RpcContext context, RpcHandler<TRequest, TResponse> next)
    {
        if (request is CreateExperimentRequest { ArtifactLocation.Length: > 0 })
            throw LeatException.InvalidParameter("artifact_location cannot be specified when workspaces are enabled");
        await context.Guard!.CheckPathAsync(request!, context);
        return await next(await context.Guard.CheckAsync(request, context.Call.Request?.Message, context.Cancellation), context);
    }
}
