using Leat.Protocol;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace Leat.Server;

/// <summary>The calls below <c>/mlflow/issues</c>.</summary>
internal static class IssueEndpoints
{
    private const string IssueId = "issue_id";

    public static void MapIssues(this RpcRoutes routes)
    {
        var issues = routes.Group("/mlflow/issues", "Issues", RpcCall.LaterMlflowVersion);
        issues.Map(Post, "", async (CreateIssueRequest request, RpcContext call) =>
            IssueResponse.From(await call.Store.Issues.CreateIssueAsync(request.ToCommand(), call.Cancellation)));
        issues.Map(Post, "/search", async (SearchIssuesRequest request, RpcContext call) =>
            SearchIssuesResponse.From(await call.Store.Issues.SearchIssuesAsync(request.ToQuery(), call.Cancellation)));
        issues.Map(Get, "/{issue_id}", async (PathOnlyRequest _, RpcContext call) =>
            IssueResponse.From(await call.Store.Issues.GetIssueAsync(call[IssueId], call.Cancellation)), "getIssue");
        issues.Map(Patch, "/{issue_id}", async (UpdateIssueRequest request, RpcContext call) =>
            IssueResponse.From(await call.Store.Issues.UpdateIssueAsync(call[IssueId], request.ToCommand(), call.Cancellation)));
    }
}
