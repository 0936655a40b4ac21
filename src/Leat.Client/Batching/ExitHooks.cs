using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Leat.Client;

/// <summary>Work to attempt before the process ends: at its normal end, at SIGTERM, SIGINT and SIGHUP, and at a crash.</summary>
/// <remarks>
/// Since .NET 10 the runtime raises no <see cref="AppDomain.ProcessExit"/> for a signal that nobody handles, so a job that a
/// scheduler stops would lose its last entries. The signal's own effect is unchanged: unless the program handles it, the
/// process ends once the hooks are done.
/// </remarks>
internal static class ExitHooks
{
    private static readonly ConcurrentDictionary<Hook, byte> Hooks = new();
    private static readonly PosixSignalRegistration[] Signals = Install();

    /// <summary>Runs <paramref name="work"/> at the end of the process, waiting at most <paramref name="timeout"/> for it.</summary>
    /// <returns>Dispose it when there is nothing left to do.</returns>
    public static IDisposable Add(TimeSpan timeout, Func<ExitNotice, Task> work) => Add(() => timeout, work);

    /// <summary>The same with a time that is asked for at the end; nothing is done if it is none.</summary>
    public static IDisposable Add(Func<TimeSpan> timeout, Func<ExitNotice, Task> work)
    {
        var hook = new Hook(timeout, work);
        Hooks.TryAdd(hook, 0);
        GC.KeepAlive(Signals);
        return hook;
    }

    private static PosixSignalRegistration[] Install()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RunAll(new ExitNotice(ExitReason.Orderly));
        AppDomain.CurrentDomain.UnhandledException += (_, crash) => RunAll(new ExitNotice(ExitReason.Crash, crash.ExceptionObject as Exception));
        return OperatingSystem.IsBrowser() || OperatingSystem.IsWasi()
            ? []
            : [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP }
                .Select(signal => PosixSignalRegistration.Create(signal, _ => RunAll(new ExitNotice(ExitReason.Signal))))];
    }

    private static void RunAll(ExitNotice notice)
    {
        var hooks = Hooks.Keys.Select(hook => (hook.Work, Timeout: hook.Timeout())).Where(hook => hook.Timeout > TimeSpan.Zero).ToArray();
        if (hooks.Length == 0)
            return;
        var work = hooks.Select(hook => Task.Run(() => hook.Work(notice))).ToArray();
        var patience = hooks.Max(hook => hook.Timeout);
        var failure = Failure(work, patience);
        if (failure is null)
            return;

        // Nobody is left who could catch it, and a scheduler looks at the exit code alone.
        Console.Error.WriteLine("leat: " + failure);
        if (notice.Reason == ExitReason.Orderly && Environment.ExitCode == 0)
            Environment.ExitCode = 1;
    }

    /// <summary>Waits for the work. Returns what went wrong, in one sentence, or null.</summary>
    private static string? Failure(Task[] work, TimeSpan patience)
    {
        try
        {
            return Task.WaitAll(work, patience)
                ? null
                : $"the process ends before all that was logged is stored: {patience.TotalSeconds:0.#} s were not enough. "
                    + $"{nameof(LoggingOptions)}.{nameof(LoggingOptions.ExitTimeout)} sets another limit.";
        }
        catch (AggregateException exception)
        {
            return exception.Flatten().InnerExceptions[0].Message;
        }
    }

    private sealed class Hook(Func<TimeSpan> timeout, Func<ExitNotice, Task> work) : IDisposable
    {
        public Func<TimeSpan> Timeout { get; } = timeout;

        public Func<ExitNotice, Task> Work { get; } = work;

        public void Dispose() => Hooks.TryRemove(this, out _);
    }
}
