using Leat.Core;

namespace Leat.Client;

/// <summary>An experiment by name or id. Resolved once per client, since each store has its own ids.</summary>
internal sealed class ExperimentChoice
{
    private readonly string? _name;
    private readonly string? _id;
    private volatile Resolved? _resolved;

    private ExperimentChoice(string? name, string? id)
    {
        _name = name;
        _id = id;
    }

    public static ExperimentChoice ByName(string name) => new(name, null);

    public static ExperimentChoice ById(string id) => new(null, id);

    /// <summary><c>MLFLOW_EXPERIMENT_NAME</c>, else <c>MLFLOW_EXPERIMENT_ID</c>; null if neither is set.</summary>
    public static ExperimentChoice? FromEnvironment(ProcessEnvironment environment) =>
        environment.Get("MLFLOW_EXPERIMENT_NAME") is { } name ? ByName(name)
        : environment.Get("MLFLOW_EXPERIMENT_ID") is { } id ? ById(id)
        : null;

    /// <summary>The experiment; one given by name is created if there is none.</summary>
    public async Task<Experiment> ResolveAsync(LeatClient client, CancellationToken cancellationToken)
    {
        if (_resolved is { } known && known.Client == client)
            return known.Experiment;
        var experiment = _name is not null
            ? await client.GetOrCreateExperimentAsync(_name, cancellationToken).ConfigureAwait(false)
            : await client.GetExperimentAsync(_id!, cancellationToken).ConfigureAwait(false);
        if (experiment.LifecycleStage == LifecycleStage.Deleted)
        {
            throw LeatException.InvalidParameter(
                $"Cannot set a deleted experiment '{experiment.Name}' as the active experiment. Restore it first.");
        }

        _resolved = new Resolved(client, experiment);
        return experiment;
    }

    private sealed record Resolved(LeatClient Client, Experiment Experiment);
}
