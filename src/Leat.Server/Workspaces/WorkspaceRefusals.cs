using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server;

/// <summary>Answers the calls for workspaces where there are none: in MLflow's words and with its status, whatever they ask for.</summary>
internal sealed class WorkspaceRefusals : IRpcFilter
{
    public bool AppliesTo(RpcCall call) => WorkspaceEndpoints.Has(call);

    public ValueTask<RpcContext> AdmitAsync(RpcContext context) => throw new RpcRefusal(
        StatusCodes.Status503ServiceUnavailable,
        "text/plain; charset=utf-8",
        $"Endpoint: {((RouteEndpoint)context.Http.GetEndpoint()!).RoutePattern.RawText} disabled because the server is running without workspaces.");
}
