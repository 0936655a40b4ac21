using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Leat.Client;

/// <summary>Why the process is about to go.</summary>
internal enum ExitReason
{
    /// <summary>The program has ended.</summary>
    Orderly,

    /// <summary>Somebody asked it to; it may decide otherwise.</summary>
    Signal,

    /// <summary>An exception that nobody handles.</summary>
    Crash,
}

/// <summary>Work that must be tried before the process goes: at its end, at SIGTERM, SIGINT and SIGHUP, and when it crashes.</summary>
/// <remarks>
/// Since .NET 10 the runtime raises no <see cref="AppDomain.ProcessExit"/> for a signal that nobody handles, so a job that a
/// scheduler stops would lose its last entries. The signal's own effect is left as it is: without a handler of the program
/// the process ends once the hooks are done.
/// </remarks>
internal static class ExitHooks
{
    private static readonly ConcurrentDictionary<Hook, byte> Hooks = new();
    private static readonly PosixSignalRegistration[] Signals = Install();

    /// <summary>Runs <paramref name="work"/> at the end of the process, waiting for it at most so long.</summary>
    /// <returns>Dispose it when there is nothing left to do.</returns>
    public static IDisposable Add(TimeSpan timeout, Func<ExitReason, Task> work)
    {
        var hook = new Hook(timeout, work);
        if (timeout > TimeSpan.Zero)
            Hooks.TryAdd(hook, 0);
        GC.KeepAlive(Signals);
        return hook;
    }

    private static PosixSignalRegistration[] Install()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RunAll(ExitReason.Orderly);
        AppDomain.CurrentDomain.UnhandledException += (_, _) => RunAll(ExitReason.Crash);
        return OperatingSystem.IsBrowser() || OperatingSystem.IsWasi()
            ? []
            : [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP }
                .Select(signal => PosixSignalRegistration.Create(signal, _ => RunAll(ExitReason.Signal)))];
    }

    private static void RunAll(ExitReason reason)
    {
        var hooks = Hooks.Keys.ToArray();
        if (hooks.Length == 0)
            return;
        using var done = new CountdownEvent(hooks.Length);
        foreach (var hook in hooks)
            _ = RunAsync(hook, reason, done);
        done.Wait(hooks.Max(hook => hook.Timeout));
    }

    private static async Task RunAsync(Hook hook, ExitReason reason, CountdownEvent done)
    {
        try
        {
            await Task.Run(() => hook.Work(reason)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The process is going: there is nobody left to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        try
        {
            done.Signal();
        }
        catch (ObjectDisposedException)
        {
            // Too late: the wait is over.
        }
    }

    private sealed class Hook(TimeSpan timeout, Func<ExitReason, Task> work) : IDisposable
    {
        public TimeSpan Timeout { get; } = timeout;

        public Func<ExitReason, Task> Work { get; } = work;

        public void Dispose() => Hooks.TryRemove(this, out _);
    }
}
