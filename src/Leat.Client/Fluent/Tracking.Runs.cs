using Leat.Core;

namespace Leat.Client;

public static partial class Tracking
{
    /// <summary>Starts a run, or resumes one, and makes it the active run of this flow of execution.</summary>
    /// <param name="name">Need not be unique; drawn at random if null. A resumed run is renamed.</param>
    /// <param name="nested">Whether the run may be started while another is active; it then becomes that run's child.</param>
    /// <param name="options">What else to start it with.</param>
    /// <param name="cancellationToken">Ends the call; the run may have been created anyway.</param>
    /// <returns>The run; dispose it to end it.</returns>
    /// <exception cref="InvalidOperationException">A run is active already and <paramref name="nested"/> is false.</exception>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment, run or parent run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: one of them is deleted, a value is not allowed, or the tracking URI
    /// cannot be opened.</exception>
    /// <remarks>A new run goes to the experiment of the options, else that of its parent, else the active one, else that of
    /// <c>MLFLOW_EXPERIMENT_NAME</c> or <c>MLFLOW_EXPERIMENT_ID</c>, else <c>Default</c>. If <c>MLFLOW_RUN_ID</c> is set,
    /// the first run started resumes that run.</remarks>
    public static Task<ActiveRun> StartRunAsync(
        string? name = null,
        bool nested = false,
        RunOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Session.Prepare(name, nested, options ?? new RunOptions()).RunAsync(cancellationToken);

    /// <summary>Like <see cref="StartRunAsync"/>, blocking the caller until the store has answered.</summary>
    public static ActiveRun StartRun(string? name = null, bool nested = false, RunOptions? options = null)
    {
        // The place among the active runs is taken here, in the caller's flow, not on the pool where the rest runs.
        var start = Session.Prepare(name, nested, options ?? new RunOptions());
        return Blocking.Run(() => start.RunAsync(CancellationToken.None));
    }

    /// <summary>Does some work in a run: FINISHED if the work ends well, KILLED if it is cancelled, else FAILED.</summary>
    /// <param name="name">Need not be unique; drawn at random if null.</param>
    /// <param name="work">Gets the run, which is active meanwhile. If another run is active already, it is nested in that one.</param>
    /// <param name="options">What else to start the run with.</param>
    /// <param name="cancellationToken">Ends the starting of the run; pass it to the work too.</param>
    /// <remarks>An exception from the work is rethrown as it is; logging failures are then only raised as
    /// <see cref="LeatClient.LoggingFailed"/>. Otherwise they are thrown as by <see cref="ActiveRun.EndAsync"/>.</remarks>
    public static Task RunAsync(
        string? name, Func<ActiveRun, Task> work, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(
            name,
            async run =>
            {
                await work(run).ConfigureAwait(false);
                return true;
            },
            options,
            cancellationToken);
    }

    /// <summary>Like <see cref="RunAsync(string?, Func{ActiveRun, Task}, RunOptions?, CancellationToken)"/>, with a result.</summary>
    public static async Task<T> RunAsync<T>(
        string? name,
        Func<ActiveRun, Task<T>> work,
        RunOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var run = await StartRunAsync(name, nested: true, options, cancellationToken).ConfigureAwait(false);
        return await GuardedRun.DoAsync(run, work).ConfigureAwait(false);
    }

    /// <summary>Ends the active run of this flow of execution, if there is one; see <see cref="ActiveRun.EndAsync"/>.</summary>
    public static Task EndRunAsync(RunStatus status = RunStatus.Finished, CancellationToken cancellationToken = default) =>
        Session.ActiveRun?.EndAsync(status, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Like <see cref="EndRunAsync"/>, blocking the caller until the store has answered.</summary>
    public static void EndRun(RunStatus status = RunStatus.Finished) => Blocking.Run(() => EndRunAsync(status));
}
