namespace Leat.Core;

/// <summary>An opened store of experiments and runs: a database, a directory or a server, behind the same contracts.</summary>
/// <remarks>Every store has the first four parts. <see cref="Features"/> tells which of the others it has; those that it lacks throw
/// <see cref="ErrorCode.NotImplemented"/> here.</remarks>
public interface ITrackingStore : IAsyncDisposable
{
    /// <summary>Experiments.</summary>
    IExperimentStore Experiments { get; }

    /// <summary>Runs with their params, tags, latest metrics and inputs.</summary>
    IRunStore Runs { get; }

    /// <summary>Metric histories.</summary>
    IMetricStore Metrics { get; }

    /// <summary>Datasets that runs used.</summary>
    IDatasetStore Datasets { get; }

    /// <summary>What else this store can do. The same for as long as it is open.</summary>
    StoreFeatures Features { get; }

    /// <summary>Logged models.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none; clients fall back.</exception>
    sealed ILoggedModelStore Models => StoreFeatures.Require(Features.Models, "keeps no logged models");

    /// <summary>Runs as tables.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store makes none; searches give the runs.</exception>
    sealed ITableStore Tables => StoreFeatures.Require(Features.Tables, "makes no tables of runs");

    /// <summary>Registered models and their versions.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed IRegistryStore Registry => StoreFeatures.Require(Features.Registry, "keeps no model registry");

    /// <summary>Webhooks.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed IWebhookStore Webhooks => StoreFeatures.Require(Features.Webhooks, "keeps no webhooks");

    /// <summary>Evaluation datasets and their records.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed IEvaluationDatasetStore EvaluationDatasets =>
        StoreFeatures.Require(Features.EvaluationDatasets, "keeps no evaluation datasets");

    /// <summary>Scorers of experiments.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed IScorerStore Scorers => StoreFeatures.Require(Features.Scorers, "keeps no scorers");

    /// <summary>Traces of applications.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed ITraceStore Traces => StoreFeatures.Require(Features.Traces, "keeps no traces");

    /// <summary>Assessments of traces.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed IAssessmentStore Assessments => StoreFeatures.Require(Features.Assessments, "keeps no assessments of traces");

    /// <summary>Issues that traces show.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed IIssueStore Issues => StoreFeatures.Require(Features.Issues, "keeps no issues");

    /// <summary>Questions to reviewers of traces.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed ILabelSchemaStore LabelSchemas => StoreFeatures.Require(Features.LabelSchemas, "keeps no label schemas");

    /// <summary>Traces that await review.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    sealed IReviewQueueStore ReviewQueues => StoreFeatures.Require(Features.ReviewQueues, "keeps no review queues");

    /// <summary>Workspaces.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none; everything is in one.</exception>
    sealed IWorkspaceStore Workspaces => StoreFeatures.Require(Features.Workspaces, "keeps no workspaces");

    /// <summary>Removal for good of what was deleted.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store cannot.</exception>
    sealed IPurgeStore Purge => StoreFeatures.Require(Features.Purge, "cannot remove deleted runs for good");

    /// <summary>Loading of many complete runs.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store cannot.</exception>
    sealed IBulkLoad Bulk => StoreFeatures.Require(Features.Bulk, "cannot load runs in bulk");
}
