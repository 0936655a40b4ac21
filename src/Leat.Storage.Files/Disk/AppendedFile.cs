using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Leat.Storage.Files;

/// <summary>Adds to the end of files, wherever that is when the system writes: what several processes add comes one after another, as with
/// MLflow's files. .NET's own appending looks for the end when it opens a file, so that of two writers one loses.</summary>
internal static partial class AppendedFile
{
    private const int WriteOnly = 1;
    private const int Interrupted = 4;

    /// <summary>Writes in one call of the system, and returns the file, which is not on disk yet.</summary>
    public static SafeFileHandle Write(string path, ReadOnlySpan<byte> content)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return WriteAlone(path, content);
        var flags = WriteOnly | (OperatingSystem.IsLinux() ? 0x400 | 0x80000 : 0x8 | 0x1000000); // O_APPEND, O_CLOEXEC
        var file = Open(path, flags);
        if (file.IsInvalid)
        {
            // New, or another process has just made it. 'open' that makes files is variadic, which P/Invoke does not support everywhere.
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
            file.Dispose();
            file = Open(path, flags);
        }

        if (file.IsInvalid)
            throw Fault(path);
        try
        {
            while (content.Length > 0)
            {
                var written = (int)Write(file, in MemoryMarshal.GetReference(content), content.Length);
                if (written < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                    throw Fault(path);
                content = content[Math.Max(written, 0)..];
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Where the system cannot append, one writer at a time has the file.</summary>
    private static SafeFileHandle WriteAlone(string path, ReadOnlySpan<byte> content)
    {
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(file, content, RandomAccess.GetLength(file));
        return file;
    }

    private static IOException Fault(string path) =>
        new($"'{path}' cannot be written: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, in byte content, nint length);
}
