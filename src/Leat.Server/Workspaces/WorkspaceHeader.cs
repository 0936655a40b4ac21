using Leat.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The header by which newer clients say which workspace they mean. A server without workspaces refuses it: what was meant for one
/// must not land among everything else.</summary>
internal static class WorkspaceHeader
{
    public const string Name = "X-MLFLOW-WORKSPACE";

    /// <summary>In addresses that people follow, which carry no header. Links that clients print to pages end in it.</summary>
    private const string Parameter = "workspace";

    /// <summary>The workspace that a request means: the default one if it says nothing.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: no workspace can have that name.</exception>
    public static string Read(HttpRequest request)
    {
        var name = request.Headers[Name].ToString().Trim();
        if (name.Length == 0 && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            name = request.Query[Parameter].ToString().Trim();
        return name.Length == 0 ? Workspace.DefaultName : WorkspaceRules.CheckName(name);
    }

    /// <summary>Refuses the header. Comes after routing, so that paths that do not exist stay 404, by which clients tell what a server can do.</summary>
    public static void RefuseWorkspaceHeader(this WebApplication app) => app.Use(next => context =>
        context.Request.Headers.TryGetValue(Name, out var workspace) && workspace.ToString() is { Length: > 0 } name && IsScoped(context)
            ? throw Refusal(name)
            : next(context));

    private static bool IsScoped(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RpcCall>() is { } call && WorkspaceFilter.IsScoped(call);

    /// <summary>With a status that clients do not retry, unlike MLflow's 500.</summary>
    private static LeatException Refusal(string name) => new(
        ErrorCode.FeatureDisabled,
        $"This server has no workspaces, but the request is for the workspace '{TextRules.Truncate(name, WorkspaceRules.MaxNameLength)}' (header {Name}). "
        + "Unset MLFLOW_WORKSPACE and do not call mlflow.set_workspace to work with it, or have it started with --enable-workspaces.");
}
