using System.Runtime.InteropServices;
using Leat.Core;
using Microsoft.Win32.SafeHandles;

namespace Leat.Storage.Files;

/// <summary>One process at a time makes or renames experiments and registered models, so that names and numbers are given once: a lock on a
/// file in the root. MLflow does not know it, and gives names as it always did.</summary>
internal sealed partial class StructureLock : IDisposable
{
    private const int Exclusive = 2;
    private const int Unlock = 8;
    private const int WithoutWaiting = 4;
    private const int Interrupted = 4;
    private const int OpenReadWrite = 2;

    private readonly SemaphoreSlim _inside = new(1, 1);
    private readonly SafeFileHandle? _file;

    /// <summary>Opens the lock file through system calls, because .NET's file methods would take a lock of their own on it.</summary>
    public StructureLock(string path)
    {
        // Where there is no flock, processes take turns as MLflow's do: not at all.
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        if (!File.Exists(path))
            File.WriteAllBytes(path, []);
        var closeOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;
        _file = Open(path, OpenReadWrite | closeOnExec);
        if (_file.IsInvalid)
            throw new LeatException(ErrorCode.PermissionDenied, $"The lock file '{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _inside.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_file is { } file && Flock(file, Exclusive | WithoutWaiting) != 0)
                await Task.Factory.StartNew(() => Wait(file), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            return new Releaser(this);
        }
        catch
        {
            _inside.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _inside.Dispose();
    }

    private static void Wait(SafeFileHandle file)
    {
        while (Flock(file, Exclusive) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw new IOException($"flock failed: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);

    private sealed class Releaser(StructureLock owner) : IDisposable
    {
        public void Dispose()
        {
            if (owner._file is { } file)
                _ = Flock(file, Unlock);
            owner._inside.Release();
        }
    }
}
