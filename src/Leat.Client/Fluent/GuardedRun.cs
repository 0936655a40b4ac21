using Leat.Core;

namespace Leat.Client;

/// <summary>Does work in a run and ends the run as the work ended.</summary>
internal static class GuardedRun
{
    public static async Task<T> DoAsync<T>(ActiveRun run, Func<ActiveRun, Task<T>> work)
    {
        T result;
        try
        {
            result = await work(run).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await EndQuietlyAsync(run, exception).ConfigureAwait(false);
            throw;
        }

        await run.DisposeAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>The exception that ended the work matters more than logging failures, which were raised as an event.</summary>
    private static async Task EndQuietlyAsync(ActiveRun run, Exception exception)
    {
        if (exception is OperationCanceledException)
            run.EndAs(RunStatus.Killed);
        else
            run.Fail(exception);
        try
        {
            await run.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
