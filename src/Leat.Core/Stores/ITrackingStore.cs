namespace Leat.Core;

/// <summary>An opened store of experiments and runs: a database, a directory or a server, behind the same contracts.</summary>
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

    /// <summary>Logged models.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none; clients fall back.</exception>
    ILoggedModelStore Models => throw new LeatException(ErrorCode.NotImplemented, "This store keeps no logged models.");

    /// <summary>Registered models and their versions.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    IRegistryStore Registry => throw new LeatException(ErrorCode.NotImplemented, "This store keeps no model registry.");

    /// <summary>Webhooks.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    IWebhookStore Webhooks => throw new LeatException(ErrorCode.NotImplemented, "This store keeps no webhooks.");

    /// <summary>Evaluation datasets and their records.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    IEvaluationDatasetStore EvaluationDatasets =>
        throw new LeatException(ErrorCode.NotImplemented, "This store keeps no evaluation datasets.");

    /// <summary>Scorers of experiments.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    IScorerStore Scorers => throw new LeatException(ErrorCode.NotImplemented, "This store keeps no scorers.");

    /// <summary>Traces of applications.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    ITraceStore Traces => throw new LeatException(ErrorCode.NotImplemented, "This store keeps no traces.");

    /// <summary>What is said of traces.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store keeps none.</exception>
    IAssessmentStore Assessments => throw new LeatException(ErrorCode.NotImplemented, "This store keeps no assessments of traces.");

    /// <summary>Removal for good of what was deleted.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store cannot.</exception>
    IPurgeStore Purge => throw new LeatException(ErrorCode.NotImplemented, "This store cannot remove deleted runs for good.");

    /// <summary>Loading of many complete runs.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.NotImplemented"/>: this store cannot.</exception>
    IBulkLoad Bulk => throw new LeatException(ErrorCode.NotImplemented, "This store cannot load runs in bulk.");
}
