namespace Leat.Client;

/// <summary>A run about to be started: its place among the active runs is taken, the store has not been asked yet.</summary>
/// <param name="scope">The place, given up if the start fails; null if the run takes none.</param>
/// <param name="start">Asks the store.</param>
internal sealed class RunStart(RunScope? scope, Func<CancellationToken, Task<ActiveRun>> start)
{
    public async Task<ActiveRun> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await start(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            scope?.Leave();
            throw;
        }
    }
}
