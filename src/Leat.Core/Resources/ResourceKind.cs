namespace Leat.Core;

/// <summary>The kinds of things that have an id of their own. Registered models have a name, which means something within a workspace only.</summary>
public enum ResourceKind
{
    /// <summary>An experiment.</summary>
    Experiment,

    /// <summary>A run.</summary>
    Run,

    /// <summary>A logged model.</summary>
    LoggedModel,

    /// <summary>A trace.</summary>
    Trace,

    /// <summary>A scorer.</summary>
    Scorer,

    /// <summary>An issue.</summary>
    Issue,

    /// <summary>A label schema.</summary>
    LabelSchema,

    /// <summary>A review queue.</summary>
    ReviewQueue,

    /// <summary>An evaluation dataset.</summary>
    EvaluationDataset,

    /// <summary>A webhook.</summary>
    Webhook,
}
