using Leat.Client;
using Leat.Core;

namespace Leat.Quickstart.Tracking;

/// <summary>Gives a run the end that its work had.</summary>
internal static class RunEnding
{
    /// <summary>Does the work; if it throws, the run ends as FAILED, or as KILLED if it was cancelled.</summary>
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
