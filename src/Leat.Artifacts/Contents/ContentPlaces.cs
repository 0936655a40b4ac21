using Leat.Core.Artifacts;

namespace Leat.Artifacts.Contents;

/// <summary>Where contents lie in a repository. The format is described in docs/formats/contents.md.</summary>
internal static class ContentPlaces
{
    /// <summary>All of it is below this folder, which is shown to nobody.</summary>
    public const string Folder = ".leat-content";

    /// <summary>There as soon as any content is.</summary>
    public const string Format = Folder + "/format";

    /// <summary>The folders of contents.</summary>
    public const string Blobs = Folder + "/blobs";

    /// <summary>The folders of files that say which content has a hash.</summary>
    public const string Index = Folder + "/index";

    /// <summary>Files that say since when a content could get no more files.</summary>
    public const string Condemned = Folder + "/condemned";

    public const string FormatText = "leat content 1\n";

    public static string BlobOf(string id) => $"{Blobs}/{id[..2]}/{id}";

    public static string IndexOf(string hash) => $"{Index}/{hash[..2]}/{hash}";

    public static string MarkOf(string id) => $"{Condemned}/{id}";

    /// <summary>Whether a path is ours. File systems that do not tell letters' cases apart would find our files by other names.</summary>
    public static bool IsOurs(string? path) => path is not null
        && path.StartsWith(Folder, StringComparison.OrdinalIgnoreCase)
        && (path.Length == Folder.Length || path[Folder.Length] == '/');

    /// <summary>The last name of an entry, which is an id or a hash.</summary>
    public static string NameOf(ArtifactEntry entry) => ArtifactPath.GetName(entry.Path);
}
