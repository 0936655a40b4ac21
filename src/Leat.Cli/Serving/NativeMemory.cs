using System.Runtime.InteropServices;

namespace Leat.Cli.Serving;

/// <summary>The memory that native code takes, above all SQLite, from the C library.</summary>
internal static partial class NativeMemory
{
    /// <summary>Settings of glibc's <c>mallopt</c>, as numbered in its <c>malloc.h</c>.</summary>
    private const int TrimThreshold = -1;

    private const int MapThreshold = -3;

    private const int LargeBlock = 512 * 1024;

    /// <summary>Makes the C library return large blocks to the system as soon as they are freed.</summary>
    /// <remarks>By itself, glibc counts larger and larger blocks, up to 32 MB, as small once one of their size has been freed, and each of its
    /// pools keeps up to twice that much: a few values of 30 MB left 300 MiB behind.</remarks>
    public static void GiveBackLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetOption(MapThreshold, LargeBlock);
            _ = SetOption(TrimThreshold, LargeBlock);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, such as musl, whose thresholds are fixed.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
