using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Leat.Artifacts.Local;

/// <summary>Syncs files and directory entries to disk, so that they survive a power cut.</summary>
internal partial class DiskSync
{
    private const int AccessDenied = 13; // EACCES
    private const int InvalidArgument = 22; // EINVAL

    /// <summary>The instance that really waits for the disk.</summary>
    public static DiskSync Instance { get; } = new();

    /// <summary>Returns when the file's content is on disk.</summary>
    public virtual void File(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>Returns when the names in a directory are on disk. Windows writes them through by itself.</summary>
    public virtual void Directory(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            // A directory that we may change but not read cannot be opened, hence not synchronised.
            ThrowUnless(AccessDenied, path);
            return;
        }

        try
        {
            // Some network file systems do not support fsync of directories and answer EINVAL.
            if (FSync(descriptor) != 0)
                ThrowUnless(InvalidArgument, path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static void ThrowUnless(int tolerated, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != tolerated)
            throw new IOException($"'{path}' could not be brought to disk: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
