using Leat.Core;

namespace Leat.Client;

/// <summary>Logs runs with the fewest words, like the functions of MLflow's Python module. Safe for concurrent use.</summary>
/// <remarks>
/// <para>The tracking URI and the experiment are those of the process. The active run is that of the flow of execution
/// (MLflow has one per thread): what a method awaits, and the tasks and threads it starts, see it. So a loop body that runs
/// in parallel logs to the run around it, and a nested run started there is active only there. One trap: a run that an async
/// helper starts is active in the helper and in what it calls, not in its caller; use the <see cref="Leat.Client.ActiveRun"/> that it returns.</para>
/// <para>Logging calls here need an active run. MLflow would start one implicitly; across awaits, that could silently start many.</para>
/// </remarks>
/// <example><code>
/// Tracking.SetTrackingUri("http://localhost:5000");
/// await Tracking.SetExperimentAsync("iris");
/// await Tracking.RunAsync("baseline", async run =>
/// {
///     run.LogParam("depth", 6);
///     run.LogMetric("accuracy", await TrainAsync());
/// });
/// </code></example>
public static partial class Tracking
{
    private static readonly TrackingSession Session = new(
        static (uri, cancellationToken) => LeatClient.ConnectAsync(uri, null, cancellationToken),
        ProcessEnvironment.System,
        Console.Error);

    /// <summary>Where runs are logged: what was set, else <c>MLFLOW_TRACKING_URI</c>, else <c>sqlite:///leat.db</c>, a file
    /// in the current directory.</summary>
    public static string TrackingUri => Session.TrackingUri;

    /// <summary>The active run of this flow of execution; null if there is none.</summary>
    public static ActiveRun? ActiveRun => Session.ActiveRun;

    /// <summary>Sets where runs are logged from now on. Active runs stay where they are.</summary>
    /// <param name="trackingUri">For example <c>http://localhost:5000</c> or <c>sqlite:///leat.db</c>. Opened on first use.</param>
    public static void SetTrackingUri(string trackingUri)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(trackingUri);
        Session.TrackingUri = trackingUri;
    }

    /// <summary>The client behind these calls, for all that they do not offer. It is closed by <see cref="ShutdownAsync"/>: do not dispose it.</summary>
    /// <exception cref="LeatException">The tracking URI cannot be opened.</exception>
    public static Task<LeatClient> GetClientAsync(CancellationToken cancellationToken = default) =>
        Session.GetClientAsync(cancellationToken);

    /// <summary>Makes the experiment with this name the active one of the process, creating it if there is none.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted, the name is
    /// not allowed, or the tracking URI cannot be opened.</exception>
    public static Task<Experiment> SetExperimentAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Session.SetExperimentAsync(ExperimentChoice.ByName(name), cancellationToken);
    }

    /// <summary>Like <see cref="SetExperimentAsync"/>, blocking the caller until the store has answered.</summary>
    public static Experiment SetExperiment(string name) => Blocking.Run(() => SetExperimentAsync(name));

    /// <summary>Makes the experiment with this id the active one of the process.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is deleted.</exception>
    public static Task<Experiment> SetExperimentByIdAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        return Session.SetExperimentAsync(ExperimentChoice.ById(experimentId), cancellationToken);
    }

    /// <summary>Waits until all that was logged before this call, by any run of the process, is stored.</summary>
    /// <exception cref="LeatException">Something could not be stored; the code and message are the store's.</exception>
    /// <exception cref="AggregateException">More than one thing could not be stored.</exception>
    public static Task FlushAsync(CancellationToken cancellationToken = default) => Session.FlushAsync(cancellationToken);

    /// <summary>Stores what waits and closes the stores that were opened; end the runs first. A later call opens them again.</summary>
    /// <exception cref="LeatException">Something could not be stored.</exception>
    /// <exception cref="AggregateException">More than one thing could not be stored.</exception>
    public static Task ShutdownAsync() => Session.ShutdownAsync();
}
