using System.Globalization;
using Leat.Core;
using Leat.Core.Artifacts;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Database;

/// <summary>The workspace that a store works in.</summary>
/// <param name="Key">Its number, which no other workspace ever gets.</param>
/// <param name="Name">Its name.</param>
/// <param name="ArtifactRoot">Where files of new experiments go; null: below the server's root.</param>
internal sealed record WorkspaceScope(long Key, string Name, string? ArtifactRoot)
{
    /// <summary>The number of the default workspace.</summary>
    public const long DefaultKey = 0;

    /// <summary>The default workspace, as stores see it that were not opened in one.</summary>
    public static WorkspaceScope Default { get; } = new(DefaultKey, Workspace.DefaultName, null);

    /// <summary>The location of a new experiment.</summary>
    public string LocationOf(SqlStoreOptions options, long experiment)
    {
        if (ArtifactRoot is { } root)
            return ArtifactUri.Append(root, experiment.ToString(CultureInfo.InvariantCulture));
        return Key == DefaultKey
            ? options.LocationOf(experiment)
            : ArtifactUri.Append(options.DefaultArtifactRoot, string.Create(CultureInfo.InvariantCulture, $"{Workspace.FolderOfAll}/{Name}/{experiment}"));
    }

    /// <summary>Makes sure that the workspace stays until the transaction ends: what is created in it must not outlive it.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: it was deleted meanwhile.</exception>
    public async ValueTask RequireAsync(WriteTransaction transaction)
    {
        if (Key == DefaultKey)
            return;
        if (!await transaction.Session.LockRowAsync("workspaces", Key).ConfigureAwait(false)
            || await transaction.Session.ScalarAsync("SELECT 1 FROM workspaces WHERE id = @p0", Key).ConfigureAwait(false) is null)
            throw WorkspaceRules.NotFound(Name);
    }
}
