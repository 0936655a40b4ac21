namespace Leat.Core;

/// <summary>What a store can do beyond experiments, runs, metrics and their datasets. Immutable; null for what it cannot do.</summary>
/// <remarks>A store that wraps another takes the features of the inner one <c>with</c> its own changes, so that a new feature needs no
/// change of the wrapper.</remarks>
public sealed record StoreFeatures
{
    /// <summary>Logged models.</summary>
    public ILoggedModelStore? Models { get; init; }

    /// <summary>Runs as tables.</summary>
    public ITableStore? Tables { get; init; }

    /// <summary>Registered models and their versions.</summary>
    public IRegistryStore? Registry { get; init; }

    /// <summary>Webhooks.</summary>
    public IWebhookStore? Webhooks { get; init; }

    /// <summary>Evaluation datasets and their records.</summary>
    public IEvaluationDatasetStore? EvaluationDatasets { get; init; }

    /// <summary>Scorers of experiments.</summary>
    public IScorerStore? Scorers { get; init; }

    /// <summary>Traces of applications.</summary>
    public ITraceStore? Traces { get; init; }

    /// <summary>Assessments of traces.</summary>
    public IAssessmentStore? Assessments { get; init; }

    /// <summary>Issues that traces show.</summary>
    public IIssueStore? Issues { get; init; }

    /// <summary>Questions to reviewers of traces.</summary>
    public ILabelSchemaStore? LabelSchemas { get; init; }

    /// <summary>Traces that await review.</summary>
    public IReviewQueueStore? ReviewQueues { get; init; }

    /// <summary>Workspaces.</summary>
    public IWorkspaceStore? Workspaces { get; init; }

    /// <summary>Removal for good of what was deleted.</summary>
    public IPurgeStore? Purge { get; init; }

    /// <summary>Loading of many complete runs.</summary>
    public IBulkLoad? Bulk { get; init; }

    /// <summary>What the store can report about itself.</summary>
    public IStoreDiagnostics? Diagnostics { get; init; }

    /// <summary>Whether anything has changed.</summary>
    public IStoreVersion? Version { get; init; }

    /// <summary>Making the store's file complete by itself.</summary>
    public IStoreCheckpoint? Checkpoint { get; init; }

    /// <summary>The limits of its input that its owner may choose. Requests to it are created within them.</summary>
    public InputLimits Limits { get; init; } = InputLimits.Default;

    /// <summary>How many reads it runs at once while further ones wait; null for no limit.</summary>
    public int? Readers { get; init; }

    /// <summary>Whether the store itself retries transient failures, so that callers need not.</summary>
    public bool RetriesItself { get; init; }

    /// <summary>A feature, or the error that says in one sentence what the store cannot do.</summary>
    internal static T Require<T>(T? feature, string lack)
        where T : class =>
        feature ?? throw new LeatException(ErrorCode.NotImplemented, $"This store {lack}.");
}
