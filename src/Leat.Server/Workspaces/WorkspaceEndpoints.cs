using Leat.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/workspaces</c>. They are not described, as only servers that were asked for workspaces have them.</summary>
/// <param name="guards">Know the workspaces that calls have named lately.</param>
internal sealed class WorkspaceEndpoints(WorkspaceGuards guards)
{
    private const string All = "/mlflow/workspaces";
    private const string Name = "workspace_name";
    private const string One = All + "/{" + Name + "}";

    private static readonly RpcCall Common = new("", "", "Workspaces") { Version = RpcCall.LaterMlflowVersion, Part = ServerPart.Service, IgnoresWorkspace = true };

    /// <summary>204 has no body, not even an empty object.</summary>
    private static readonly RpcAnswer<EmptyResponse> NoContent = new(
        (http, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return default;
        },
        AnswerForm.None);

    /// <summary>Maps the calls of a server with workspaces.</summary>
    public void Map(RpcRoutes routes)
    {
        routes.Map(CallOf("GET", All), ListAsync, RpcRequest.None, RpcAnswer.Message<ListWorkspacesResponse>());
        routes.Map(CallOf("POST", All), CreateAsync, RpcRequest.Message<CreateWorkspaceRequest>(), RpcAnswer.Message<WorkspaceResponse>());
        routes.Map(CallOf("GET", One), GetAsync, RpcRequest.None, RpcAnswer.Message<WorkspaceResponse>());
        routes.Map(CallOf("PATCH", One), UpdateAsync, RpcRequest.Message<UpdateWorkspaceRequest>(), RpcAnswer.Message<WorkspaceResponse>());
        routes.Map(CallOf("DELETE", One), DeleteAsync, RpcRequest.Query<DeleteWorkspaceRequest>(), NoContent);
    }

    /// <summary>Maps them as a server without workspaces answers them: in MLflow's words and with its status.</summary>
    public static void MapRefusals(RpcRoutes routes)
    {
        foreach (var (method, path) in ((string, string)[])[("GET", All), ("POST", All), ("GET", One), ("PATCH", One), ("DELETE", One)])
            routes.Map(CallOf(method, path) with { IsRefused = true }, RefuseAsync, RpcRequest.None, RpcAnswer.NoBody);
    }

    private static RpcCall CallOf(string method, string path) => Common with { Method = method, Path = path };

    private static async Task<ListWorkspacesResponse> ListAsync(PathOnlyRequest request, RpcContext call) =>
        ListWorkspacesResponse.From(await call.Store.Workspaces.ListWorkspacesAsync(call.Cancellation));

    private static async Task<WorkspaceResponse> GetAsync(PathOnlyRequest request, RpcContext call) =>
        WorkspaceResponse.From(await call.Store.Workspaces.GetWorkspaceAsync(call[Name], call.Cancellation));

    private async Task<WorkspaceResponse> CreateAsync(CreateWorkspaceRequest request, RpcContext call)
    {
        var made = await call.Store.Workspaces.CreateWorkspaceAsync(request.ToEntity(), call.Cancellation);
        guards.Forget();
        call.Http.Response.StatusCode = StatusCodes.Status201Created;
        return WorkspaceResponse.From(made);
    }

    private async Task<WorkspaceResponse> UpdateAsync(UpdateWorkspaceRequest request, RpcContext call)
    {
        var changed = await call.Store.Workspaces.UpdateWorkspaceAsync(call[Name], request.ToCommand(), call.Cancellation);
        guards.Forget();
        return WorkspaceResponse.From(changed);
    }

    private async Task DeleteAsync(DeleteWorkspaceRequest request, RpcContext call)
    {
        try
        {
            await call.Store.Workspaces.DeleteWorkspaceAsync(call[Name], request.ToMode(), call.Cancellation);
        }
        finally
        {
            guards.Forget();
        }
    }

    private static Task RefuseAsync(PathOnlyRequest request, RpcContext call) => throw new RpcRefusal(
        StatusCodes.Status503ServiceUnavailable,
        "text/plain; charset=utf-8",
        $"Endpoint: {((RouteEndpoint)call.Http.GetEndpoint()!).RoutePattern.RawText} disabled because the server is running without workspaces.");
}
