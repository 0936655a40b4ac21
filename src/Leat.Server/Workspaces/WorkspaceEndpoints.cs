using Leat.Protocol;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/workspaces</c>. Where there are no workspaces, <see cref="WorkspaceRefusals"/> answers them.</summary>
/// <param name="guards">Know the workspaces that calls have named lately; null where there are none.</param>
internal sealed class WorkspaceEndpoints(WorkspaceGuards? guards)
{
    private const string All = "/mlflow/workspaces";
    private const string Name = "workspace_name";
    private const string One = All + "/{" + Name + "}";

    private static readonly RpcCall Common = new("", "", "Workspaces") { Version = RpcCall.LaterMlflowVersion, IgnoresWorkspace = true };

    /// <summary>204 has no body, not even an empty object.</summary>
    private static readonly RpcAnswer<EmptyResponse> NoContent = new(
        (http, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return default;
        },
        AnswerForm.None);

    /// <summary>Whether a call is one of these.</summary>
    public static bool Has(RpcCall call) => call.Tag == Common.Tag;

    public void Map(RpcRoutes routes)
    {
        routes.Map(CallOf("GET", All, "listWorkspaces"), ListAsync, RpcRequest.None, RpcAnswer.Message<ListWorkspacesResponse>());
        routes.Map(CallOf("POST", All, "createWorkspace") with { Status = StatusCodes.Status201Created }, CreateAsync, RpcRequest.Message<CreateWorkspaceRequest>(), RpcAnswer.Message<WorkspaceResponse>());
        routes.Map(CallOf("GET", One, "getWorkspace"), GetAsync, RpcRequest.None, RpcAnswer.Message<WorkspaceResponse>());
        routes.Map(CallOf("PATCH", One, "updateWorkspace"), UpdateAsync, RpcRequest.Message<UpdateWorkspaceRequest>(), RpcAnswer.Message<WorkspaceResponse>());
        routes.Map(CallOf("DELETE", One, "deleteWorkspace") with { Status = StatusCodes.Status204NoContent }, DeleteAsync, RpcRequest.Query<DeleteWorkspaceRequest>(), NoContent);
    }

    private static RpcCall CallOf(string method, string path, string id) => Common with { Method = method, Path = path, Id = id };

    private static async Task<ListWorkspacesResponse> ListAsync(PathOnlyRequest request, RpcContext call) =>
        ListWorkspacesResponse.From(await call.Store.Workspaces.ListWorkspacesAsync(call.Cancellation));

    private static async Task<WorkspaceResponse> GetAsync(PathOnlyRequest request, RpcContext call) =>
        WorkspaceResponse.From(await call.Store.Workspaces.GetWorkspaceAsync(call[Name], call.Cancellation));

    private async Task<WorkspaceResponse> CreateAsync(CreateWorkspaceRequest request, RpcContext call)
    {
        var made = await call.Store.Workspaces.CreateWorkspaceAsync(request.ToEntity(), call.Cancellation);
        guards?.Forget();
        call.Http.Response.StatusCode = call.Call.Status;
        return WorkspaceResponse.From(made);
    }

    private async Task<WorkspaceResponse> UpdateAsync(UpdateWorkspaceRequest request, RpcContext call)
    {
        var changed = await call.Store.Workspaces.UpdateWorkspaceAsync(call[Name], request.ToCommand(), call.Cancellation);
        guards?.Forget();
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
            guards?.Forget();
        }
    }
}
