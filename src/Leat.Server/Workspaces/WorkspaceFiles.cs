using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Server;

/// <summary>Which files the calls for a workspace may reach. Files of the artifact proxy lie in a folder per experiment, those of other workspaces
/// than the default one below <c>workspaces/&lt;name&gt;</c>. The experiment decides, as experiments may have changed workspace, and a name may have been
/// given again.</summary>
/// <param name="guard">The workspace.</param>
internal readonly record struct WorkspaceFiles(WorkspaceGuard guard)
{
    private bool IsDefault => guard.Name == Workspace.DefaultName;

    /// <summary>The path below the destination of the proxy that a call means by a path.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: it leads to another workspace.</exception>
    public async Task<string> PathAsync(string path, CancellationToken cancellationToken)
    {
        var (workspace, experiment) = Read(path);
        if (experiment is not null)
        {
            var owner = new ResourceName(ResourceKind.Experiment, experiment);
            if ((await guard.FindForeignAsync([owner], cancellationToken)).Count > 0)
                throw Elsewhere(path);
        }

        if (workspace == guard.Name)
            return path;
        if (workspace is null)
            return IsDefault ? path : path.Length == 0 ? OwnFolder : $"{OwnFolder}/{path}";
        return experiment is not null && await HasMovedHereAsync(workspace, experiment, cancellationToken) ? path : throw Elsewhere(path);
    }

    /// <summary>Whether a folder of the destination, as it is listed, is one that the calls of this workspace see.</summary>
    public bool Shows(string directory, string path) => !IsDefault || directory.Length > 0 || path != Workspace.FolderOfAll;

    /// <summary>Refuses files that a client has named as those of a model version and that belong to another workspace.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async Task CheckAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var location = version.StorageLocation;
        if (ArtifactUri.GetScheme(location) == ArtifactUri.ProxyScheme)
        {
            if (await PathAsync(location[(location.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim('/'), cancellationToken) is var path && !location.EndsWith(path, StringComparison.Ordinal))
                throw Elsewhere(location);
            return;
        }

        var (workspace, experiment) = Read(location);
        if (workspace is null ? !IsDefault && !await IsOfRunAsync(version, cancellationToken) : workspace != guard.Name
            && (experiment is null || !await HasMovedHereAsync(workspace, experiment, cancellationToken)))
            throw Elsewhere(location);
    }

    private string OwnFolder => $"{Workspace.FolderOfAll}/{guard.Name}";

    private async Task<bool> IsOfRunAsync(ModelVersion version, CancellationToken cancellationToken) => version.RunId.Length > 0
        && await FindRunAsync(version.RunId, cancellationToken) is { } run
        && version.StorageLocation.StartsWith(run.Info.ArtifactUri.TrimEnd('/') + "/", StringComparison.Ordinal);

    private async Task<Run?> FindRunAsync(string runId, CancellationToken cancellationToken)
    {
        if ((await guard.FindForeignAsync([new ResourceName(ResourceKind.Run, runId)], cancellationToken)).Count > 0)
            return null;
        try
        {
            return await guard.Backend.Store.Runs.GetRunAsync(runId, cancellationToken);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <summary>Whether an experiment of this workspace has its files in the folder of another, which it came from.</summary>
    private async Task<bool> HasMovedHereAsync(string workspace, string experiment, CancellationToken cancellationToken)
    {
        try
        {
            var found = await guard.Backend.Store.Experiments.GetExperimentAsync(experiment, cancellationToken);
            return found.ArtifactLocation.EndsWith($"/{Workspace.FolderOfAll}/{workspace}/{experiment}", StringComparison.Ordinal);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }
    }

    /// <summary>The workspace and the experiment that a path names: everything before the first number is the place of all files.</summary>
    private static (string? Workspace, string? Experiment) Read(string path)
    {
        string? workspace = null;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            if (long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return (workspace, parts[i]);
            if (parts[i] == Workspace.FolderOfAll && workspace is null)
                workspace = i + 1 < parts.Length ? parts[++i] : "";
        }

        return (workspace, null);
    }

    private static LeatException Elsewhere(string path) =>
        LeatException.InvalidParameter($"The files at '{TextRules.Truncate(path, 500)}' are not in this workspace. Send the header {WorkspaceHeader.Name} of the workspace that has them.");
}
