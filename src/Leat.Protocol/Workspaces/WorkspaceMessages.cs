using Leat.Core;

namespace Leat.Protocol;

/// <summary>A workspace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What people say of it; left out if nothing.</param>
/// <param name="DefaultArtifactRoot">Where files of new experiments go; left out for the server's root.</param>
internal sealed record WorkspaceMessage(
    string? Name, [property: MayBeLeftOut] string? Description, [property: MayBeLeftOut] string? DefaultArtifactRoot)
{
    public static WorkspaceMessage From(Workspace workspace) => new(workspace.Name, workspace.Description, workspace.DefaultArtifactRoot);
}

/// <summary>Answer with a workspace.</summary>
/// <param name="Workspace">The workspace.</param>
internal sealed record WorkspaceResponse(WorkspaceMessage? Workspace)
{
    public static WorkspaceResponse From(Workspace workspace) => new(WorkspaceMessage.From(workspace));
}

/// <summary>Answer of <c>GET /api/3.0/mlflow/workspaces</c>.</summary>
/// <param name="Workspaces">All workspaces, by name.</param>
internal sealed record ListWorkspacesResponse(IReadOnlyList<WorkspaceMessage>? Workspaces)
{
    public static ListWorkspacesResponse From(IReadOnlyList<Workspace> workspaces) => new([.. workspaces.Select(WorkspaceMessage.From)]);
}

/// <summary>Body of <c>POST /api/3.0/mlflow/workspaces</c>.</summary>
/// <param name="Name">2 to 63 lower-case letters, digits and single hyphens.</param>
/// <param name="Description">What people say of it.</param>
/// <param name="DefaultArtifactRoot">A URI below which new experiments have their files; the server's root if left out.</param>
internal sealed record CreateWorkspaceRequest(
    [property: Limits(most: WorkspaceRules.MaxNameLength)] string? Name, string? Description = null, string? DefaultArtifactRoot = null)
    : IWireRequest<CreateWorkspaceRequest>
{
    public static CreateWorkspaceRequest Decode(WireFields fields) =>
        new(fields.RequireString("name"), fields.GetString("description"), fields.GetString("default_artifact_root"));

    public Workspace ToEntity() => new(Name!, Description, DefaultArtifactRoot);
}

/// <summary>Body of <c>PATCH /api/3.0/mlflow/workspaces/{workspace_name}</c>.</summary>
/// <param name="Description">The new description.</param>
/// <param name="DefaultArtifactRoot">The new root of files; empty for that of the server.</param>
internal sealed record UpdateWorkspaceRequest(string? Description = null, string? DefaultArtifactRoot = null) : IWireRequest<UpdateWorkspaceRequest>
{
    public static UpdateWorkspaceRequest Decode(WireFields fields) => new(fields.GetString("description"), fields.GetString("default_artifact_root"));

    public WorkspaceUpdate ToCommand() => WorkspaceUpdate.Create(Description, DefaultArtifactRoot);
}

/// <summary>Query of <c>DELETE /api/3.0/mlflow/workspaces/{workspace_name}</c>.</summary>
/// <param name="Mode"><c>RESTRICT</c>, the default: only if it is empty; <c>CASCADE</c>: with its contents; <c>SET_DEFAULT</c>: these go to the default workspace.</param>
internal sealed record DeleteWorkspaceRequest(string? Mode = null) : IWireRequest<DeleteWorkspaceRequest>
{
    public static DeleteWorkspaceRequest Decode(WireFields fields) => new(fields.GetString("mode"));

    public WorkspaceDeletion ToMode() => Mode switch
    {
        null or "" or "RESTRICT" => WorkspaceDeletion.Restrict,
        "CASCADE" => WorkspaceDeletion.Cascade,
        "SET_DEFAULT" => WorkspaceDeletion.SetDefault,
        _ => throw LeatException.InvalidParameter($"Invalid value '{TextRules.Truncate(Mode, 100)}' for parameter 'mode' supplied. It must be RESTRICT, CASCADE or SET_DEFAULT."),
    };
}
