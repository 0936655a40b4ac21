using Leat.Client;
using Leat.Core;

namespace Leat.Quickstart.Tracking;

/// <summary>Ends a run with the status that fits the outcome of its work.</summary>
internal static class RunEnding
{
    /// <summary>Does the work. If it throws, the run ends as FAILED, or as KILLED if it was cancelled.</summary>
    public static async Task<T> EndingAsync<T>(this ActiveRun run, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            run.EndAs(RunStatus.Killed);
            throw;
        }
        catch (Exception exception)
        {
            run.Fail(exception);
            throw;
        }
    }
}
