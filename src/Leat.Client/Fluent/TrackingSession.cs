using Leat.Core;

namespace Leat.Client;

/// <summary>The state behind <see cref="Tracking"/>: where to log, the active experiment, the active runs of each flow.</summary>
/// <param name="connect">Opens the client of a tracking URI.</param>
/// <param name="environment">Settings that the process was started with.</param>
/// <param name="notes">Where people are told what they may want to look at; null to tell nothing.</param>
internal sealed class TrackingSession(
    Func<string, CancellationToken, Task<LeatClient>> connect, ProcessEnvironment environment, TextWriter? notes = null)
{
    /// <summary>MLflow's setting, under which Python's client prints no links either.</summary>
    private const string Quiet = "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT";

    private readonly AsyncLocal<RunScope?> _scope = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<LeatClient>> _clients = new(StringComparer.Ordinal);
    private string? _trackingUri;
    private ExperimentChoice? _experiment;

    /// <summary>What was set, else <c>MLFLOW_TRACKING_URI</c>, else the local database.</summary>
    public string TrackingUri
    {
        get => Volatile.Read(ref _trackingUri) ?? TrackingDefaults.Uri(environment);
        set => Volatile.Write(ref _trackingUri, value);
    }

    /// <summary>The run that logging calls of this flow go to; null if there is none.</summary>
    public ActiveRun? ActiveRun => RunScope.Innermost(_scope.Value)?.EnteredRun;

    /// <summary>The client of the tracking URI, opened once.</summary>
    public async Task<LeatClient> GetClientAsync(CancellationToken cancellationToken)
    {
        var uri = TrackingUri;
        Task<LeatClient>? opening;
        lock (_gate)
        {
            // A failed opening is tried again; callers share it, so no caller's token cancels it.
            if (!_clients.TryGetValue(uri, out opening) || opening.IsFaulted || opening.IsCanceled)
                _clients[uri] = opening = Task.Run(() => connect(uri, CancellationToken.None), CancellationToken.None);
        }

        return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an experiment the active one, creating it if its name is new.</summary>
    public async Task<Experiment> SetExperimentAsync(ExperimentChoice choice, CancellationToken cancellationToken)
    {
        var client = await GetClientAsync(cancellationToken).ConfigureAwait(false);
        var experiment = await choice.ResolveAsync(client, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _experiment, choice);
        return experiment;
    }

    /// <summary>Takes a place among the caller's active runs. Not async, so that the place is the caller's.</summary>
    /// <exception cref="InvalidOperationException">A run is active, and the new one is not to be nested in it.</exception>
    public RunStart Prepare(string? name, bool nested, RunOptions options)
    {
        var outer = RunScope.Innermost(_scope.Value);
        if (outer is not null && !nested)
            throw new InvalidOperationException(AlreadyActive(outer));
        var parent = outer?.EnteredRun?.RunId;
        if (parent is not null && options.ParentRunId is not null && options.ParentRunId != parent)
        {
            throw new InvalidOperationException(
                $"Current run with UUID {parent} does not match the specified parent run {options.ParentRunId}. To start a "
                + "new nested run under the parent run, first end the current run.");
        }

        if (options.RunId is null && outer is null && environment.Get("MLFLOW_RUN_ID") is { } runId)
        {
            // Used once, as MLflow does: the next run is a new one.
            environment.Remove("MLFLOW_RUN_ID");
            options = options with { RunId = runId };
        }

        return Push(outer, name, options with { ParentRunId = options.ParentRunId ?? parent });
    }

    /// <summary>Like <see cref="Prepare"/>, for a run nested in a given one, be that the caller's active run or not.</summary>
    public RunStart PrepareNested(ActiveRun parent, string? name, RunOptions options) =>
        Push(parent.HasEnded ? RunScope.Innermost(_scope.Value) : parent.Scope, name, options);

    /// <summary>Stores what waits and closes all clients; runs that are active are left as they are.</summary>
    public async Task ShutdownAsync()
    {
        Task<LeatClient>[] clients;
        lock (_gate)
        {
            clients = [.. _clients.Values.Where(client => !client.IsFaulted && !client.IsCanceled)];
            _clients.Clear();
        }

        foreach (var client in clients)
            await (await client.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until all that was logged through any of the clients is stored.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Task<LeatClient>[] clients;
        lock (_gate)
            clients = [.. _clients.Values.Where(client => client.IsCompletedSuccessfully)];
        foreach (var client in clients)
            await (await client.ConfigureAwait(false)).FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private RunStart Push(RunScope? outer, string? name, RunOptions options)
    {
        var scope = new RunScope(this, outer);
        _scope.Value = scope;
        return new RunStart(scope, token => StartAsync(scope, name, options, token));
    }

    private async Task<ActiveRun> StartAsync(
        RunScope scope, string? name, RunOptions options, CancellationToken cancellationToken)
    {
        // A nested run goes where its parent is, even if the tracking URI was changed meanwhile.
        var parent = scope.Outer?.EnteredRun;
        var client = parent?.Client ?? await GetClientAsync(cancellationToken).ConfigureAwait(false);
        var experimentId = options.ExperimentId ?? parent?.ExperimentId
            ?? (options.RunId is null ? await ActiveExperimentIdAsync(client, cancellationToken).ConfigureAwait(false) : "");
        var run = await client.StartAsync(experimentId, name, options, scope, cancellationToken).ConfigureAwait(false);
        if (parent is null)
            TellPage(run);
        return run;
    }

    /// <summary>Prints where to look at a run while it is under way. Nested runs are found from it.</summary>
    private void TellPage(ActiveRun run)
    {
        if (notes is not null && run.PageAddress is { } page && !environment.GetBoolean(Quiet, defaultValue: false))
            notes.WriteLine($"leat: run {run.Name} is at {page}");
    }

    private async Task<string> ActiveExperimentIdAsync(LeatClient client, CancellationToken cancellationToken)
    {
        var choice = Volatile.Read(ref _experiment) ?? ExperimentChoice.FromEnvironment(environment);
        return choice is null
            ? Experiment.DefaultId
            : (await choice.ResolveAsync(client, cancellationToken).ConfigureAwait(false)).ExperimentId;
    }

    private static string AlreadyActive(RunScope scope) => scope.EnteredRun is { } run
        ? $"Run with UUID {run.RunId} is already active. To start a new run, first end the current run. To start a nested "
            + "run, give nested: true, or use StartNested of the run."
        : "A run is being started already in this flow of execution: await it before starting another.";
}
