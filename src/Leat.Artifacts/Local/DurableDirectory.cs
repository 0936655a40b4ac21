using Leat.Core;

namespace Leat.Artifacts.Local;

/// <summary>Makes directories that survive a power cut.</summary>
internal static class DurableDirectory
{
    /// <summary>
    /// Whoever finds a directory must be able to rely on its name being on disk, so checking and creating happen under one lock: a second
    /// upload into a new run waits for the first one's sync instead of acknowledging before it.
    /// </summary>
    private static readonly SemaphoreSlim Making = new(1, 1);

    /// <summary>Makes a directory with its parents.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: there is a file where a directory is
    /// needed.</exception>
    public static async Task EnsureAsync(string path, DiskSync sync, FilePermissions permissions, CancellationToken cancellationToken)
    {
        await Making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Make(path, sync, permissions);
        }
        finally
        {
            Making.Release();
        }
    }

    private static void Make(string path, DiskSync sync, FilePermissions permissions)
    {
        var missing = new Stack<string>();
        var existing = path;
        for (; !Directory.Exists(existing); existing = Path.GetDirectoryName(existing)!)
        {
            if (File.Exists(existing))
                throw LeatException.InvalidParameter($"'{Path.GetFileName(existing)}' is a file, so nothing can be stored below it.");
            missing.Push(existing);
        }

        foreach (var directory in missing)
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, permissions.Folder);
            sync.Directory(existing);
            existing = directory;
        }
    }
}
