namespace Leat.Transfer.Mlflow;

/// <summary>The tables of an MLflow database; null for those that came with a later MLflow.</summary>
internal sealed class MlflowTables
{
    public required SourceTable Experiments { get; init; }

    public required SourceTable Runs { get; init; }

    public SourceTable? Models { get; private init; }

    public SourceTable? RegisteredModels { get; private init; }

    public SourceTable? ModelVersions { get; private init; }

    public SourceTable? RegisteredModelTags { get; private init; }

    public SourceTable? ModelVersionTags { get; private init; }

    public SourceTable? Aliases { get; private init; }

    public SourceTable? Traces { get; private init; }

    public SourceTable? Spans { get; private init; }

    public SourceTable? Assessments { get; private init; }

    public SourceTable? Associations { get; private init; }

    public SourceTable? ExperimentTags { get; private init; }

    public SourceTable? LatestMetrics { get; private init; }

    public SourceTable? Datasets { get; private init; }

    public SourceTable? Inputs { get; private init; }

    public SourceTable? InputTags { get; private init; }

    public required SourceTable Metrics { get; init; }

    /// <summary>A condition on rows that name an experiment: those of the default workspace.</summary>
    public string IsTaken => Experiments.Has("workspace")
        ? $"experiment_id IN (SELECT experiment_id FROM experiments WHERE {Experiments.InDefaultWorkspace})"
        : "1 = 1";

    /// <summary>Looks which tables and columns there are; null if this is no database of MLflow.</summary>
    public static async Task<MlflowTables?> FindAsync(SourceReader reader, CancellationToken cancellationToken)
    {
        async Task<SourceTable?> FindTableAsync(string name) =>
            await reader.FindColumnsAsync(name, cancellationToken).ConfigureAwait(false) is { } columns ? new SourceTable(name, columns, reader) : null;

        var experiments = await FindTableAsync("experiments").ConfigureAwait(false);
        var runs = await FindTableAsync("runs").ConfigureAwait(false);
        var metrics = await FindTableAsync("metrics").ConfigureAwait(false);
        if (experiments?.Has("experiment_id") != true || runs?.Has("run_uuid") != true || metrics?.Has("run_uuid") != true
            || (await FindTableAsync("params").ConfigureAwait(false))?.Has("run_uuid") != true
            || (await FindTableAsync("tags").ConfigureAwait(false))?.Has("run_uuid") != true)
            return null;
        return new MlflowTables
        {
            Experiments = experiments,
            Runs = runs,
            Metrics = metrics,
            Models = await FindTableAsync("logged_models").ConfigureAwait(false),
            RegisteredModels = await FindTableAsync("registered_models").ConfigureAwait(false),
            ModelVersions = await FindTableAsync("model_versions").ConfigureAwait(false),
            RegisteredModelTags = await FindTableAsync("registered_model_tags").ConfigureAwait(false),
            ModelVersionTags = await FindTableAsync("model_version_tags").ConfigureAwait(false),
            Aliases = await FindTableAsync("registered_model_aliases").ConfigureAwait(false),
            Traces = await FindTableAsync("trace_info").ConfigureAwait(false),
            Spans = await FindTableAsync("spans").ConfigureAwait(false),
            Assessments = await FindTableAsync("assessments").ConfigureAwait(false),
            Associations = await FindTableAsync("entity_associations").ConfigureAwait(false),
            ExperimentTags = await FindTableAsync("experiment_tags").ConfigureAwait(false),
            LatestMetrics = await FindTableAsync("latest_metrics").ConfigureAwait(false),
            Datasets = await FindTableAsync("datasets").ConfigureAwait(false),
            Inputs = await FindTableAsync("inputs").ConfigureAwait(false),
            InputTags = await FindTableAsync("input_tags").ConfigureAwait(false),
        };
    }
}
