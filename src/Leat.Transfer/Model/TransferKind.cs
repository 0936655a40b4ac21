namespace Leat.Transfer;

/// <summary>A kind of thing that tracking stores hold.</summary>
public enum TransferKind
{
    /// <summary>Experiments.</summary>
    Experiment,

    /// <summary>Runs with all they logged.</summary>
    Run,

    /// <summary>Logged models.</summary>
    LoggedModel,

    /// <summary>Registered models and prompts.</summary>
    RegisteredModel,

    /// <summary>Versions of registered models.</summary>
    ModelVersion,

    /// <summary>Traces with their spans and assessments.</summary>
    Trace,

    /// <summary>Evaluation datasets with their records.</summary>
    EvaluationDataset,

    /// <summary>Scorers.</summary>
    Scorer,

    /// <summary>Webhooks.</summary>
    Webhook,

    /// <summary>What has no counterpart.</summary>
    Other,
}
