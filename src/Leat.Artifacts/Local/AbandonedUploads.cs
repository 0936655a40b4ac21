using Leat.Core.Artifacts;

namespace Leat.Artifacts.Local;

/// <summary>Finds the half-written files, and the parts of files, that a kill in the middle of an upload left behind, anywhere below a directory.</summary>
internal static class AbandonedUploads
{
    /// <summary>Directories that we may not read are skipped, and links are not followed: what they lead to may be somebody
    /// else's.</summary>
    private static EnumerationOptions Everywhere { get; } = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        MatchType = MatchType.Simple,
    };

    /// <summary>Removes them; uploads still in progress, in any process, are left alone (<see cref="TemporaryFile"/>).</summary>
    public static SweptUploads Remove(string root, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (count, bytes) = (0, 0L);
        if (!Directory.Exists(root))
            return default;
        try
        {
            foreach (var found in new DirectoryInfo(root).EnumerateFileSystemInfos(TemporaryFile.Pattern, Everywhere))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (TemporaryFile.IsOne(found.Name) && TemporaryFile.RemoveIfAbandoned(found, now) is { } size)
                {
                    count++;
                    bytes += size;
                }
            }
        }
        catch (IOException)
        {
            // A directory went away while we walked it. What was missed is found the next time.
        }

        return new SweptUploads(count, bytes);
    }
}
