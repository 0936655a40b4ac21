using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

/// <summary>Directories of this machine: any, or only those at and below given roots.</summary>
internal sealed class LocalArtifactStore : IArtifactStore
{
    private readonly LocalArtifactRepository[]? _roots;
    private readonly FilePermissions _permissions;
    private readonly TimeProvider _time;

    /// <param name="roots">Absolute paths; null for any directory.</param>
    /// <param name="permissions">Who may read what is written.</param>
    /// <param name="time">Tells which uploads are abandoned.</param>
    public LocalArtifactStore(IReadOnlyList<string>? roots, FilePermissions permissions, TimeProvider time)
    {
        _permissions = permissions;
        _time = time;
        _roots = roots is null ? null : [.. roots.Select(At)];
    }

    /// <summary>A directory below one of the roots is opened as a part of it, so that links cannot lead out of the root either.</summary>
    public IArtifactRepository Open(ArtifactLocation location)
    {
        var path = ArtifactUri.ToLocalPath(location.Text);
        if (_roots is null)
            return At(path);
        var root = Array.Find(_roots, root => root.RootDirectory == path)
            ?? Array.Find(_roots, root => LocalRoot.Contains(root.RootDirectory, path))
            ?? throw LeatException.InvalidParameter(
                $"The artifact location '{location}' lies outside of the directories that this server may read: {string.Join(", ", _roots.Select(root => $"'{root.RootDirectory}'"))}.");
        return SubdirectoryRepository.Below(root, Path.GetRelativePath(root.RootDirectory, path).Replace('\\', '/'));
    }

    private LocalArtifactRepository At(string directory) => new(directory, DiskSync.Instance, _permissions, _time);
}
