namespace Leat.Client;

/// <summary>Waits for asynchronous work where a caller has no <c>await</c>.</summary>
internal static class Blocking
{
    /// <summary>Runs the work on the pool, where no synchronization context of the caller can deadlock with the wait.</summary>
    public static void Run(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();

    /// <summary>Runs the work on the pool and returns its result.</summary>
    public static T Run<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
