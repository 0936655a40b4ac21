using Leat.Storage.Sql.Schema;
using static Leat.Storage.Sql.Rows.OnConflict;

namespace Leat.Storage.Sql.Rows;

/// <summary>The rows that are written by key or in bulk.</summary>
internal static class RowWrites
{
    /// <summary>A name that others may be storing at the same time.</summary>
    public static RowWrite Name { get; } = To("names", Keep);

    public static RowWrite Run { get; } = To("runs", Fail);

    public static RowWrite Param { get; } = To("params", Fail);

    public static RowWrite Tag { get; } = To("tags", Replace);

    public static RowWrite ExperimentTag { get; } = To("experiment_tags", Replace);

    public static RowWrite ModelParam { get; } = To("model_params", Fail);

    public static RowWrite ModelTag { get; } = To("model_tags", Replace);

    public static RowWrite RegisteredModelTag { get; } = To("registered_model_tags", Replace);

    public static RowWrite ModelVersionTag { get; } = To("model_version_tags", Replace);

    /// <summary>Makes an alias name a version.</summary>
    public static RowWrite Alias { get; } = To("registered_model_aliases", Replace);

    /// <summary>The latest point of a series.</summary>
    public static RowWrite LatestMetric { get; } = To("metric_latest", Latest);

    /// <summary>The latest point of a series of a new run.</summary>
    public static RowWrite NewLatestMetric { get; } = To("metric_latest", Fail);

    /// <summary>Sealed points of one series.</summary>
    public static RowWrite MetricBlock { get; } = To("metric_blocks", Fail);

    /// <summary>A commit's points of one run.</summary>
    public static RowWrite MetricTail { get; } = To("metric_tail", Fail);

    /// <summary>The short series of a run.</summary>
    public static RowWrite MetricBundle { get; } = To("metric_bundles", Replace);

    /// <summary>A point measured on a logged model.</summary>
    public static RowWrite ModelMetric { get; } = To("model_metrics", Keep);

    public static RowWrite EvaluationDatasetTag { get; } = To("evaluation_dataset_tags", Replace);

    /// <summary>Makes an evaluation dataset part of an experiment.</summary>
    public static RowWrite EvaluationDatasetExperiment { get; } = To("evaluation_dataset_experiments", Keep);

    public static RowWrite EvaluationDatasetRecord { get; } = To("evaluation_dataset_records", Replace);

    /// <summary>A trace that another server may be making at the same time.</summary>
    public static RowWrite Trace { get; } = To("traces", Fail);

    public static RowWrite TraceTag { get; } = To("trace_tags", Replace);

    public static RowWrite TraceMetadata { get; } = To("trace_metadata", Replace);

    /// <summary>What a span says of its trace, which does not take the place of what the trace says itself.</summary>
    public static RowWrite TraceMetadataKept { get; } = To("trace_metadata", Keep);

    /// <summary>Notes a version of a prompt that a trace used.</summary>
    public static RowWrite TracePrompt { get; } = To("trace_prompts", Keep);

    /// <summary>Puts a trace into a review queue, where it stays as it is if it is there.</summary>
    public static RowWrite ReviewQueueItem { get; } = To("review_queue_items", Keep);

    /// <summary>How a scorer scores new traces.</summary>
    public static RowWrite OnlineScoring { get; } = To("online_scorings", Replace);

    /// <summary>Links a trace to a run.</summary>
    public static RowWrite TraceRun { get; } = To("trace_runs", Keep);

    public static RowWrite Assessment { get; } = To("assessments", Replace);

    public static RowWrite Span { get; } = To("spans", Replace);

    public static RowWrite SpanFigures { get; } = To("span_figures", Replace);

    /// <summary>Notes that traces of an hour have changed.</summary>
    public static RowWrite TraceHourChange { get; } = To("trace_hour_changes", Replace);

    /// <summary>What began in an hour, added up.</summary>
    public static RowWrite TraceHour { get; } = To("trace_hours", Replace);

    /// <summary>Notes that hours of a period have been added up anew.</summary>
    public static RowWrite TracePeriodChange { get; } = To("trace_period_changes", Replace);

    /// <summary>What began in a period, added up.</summary>
    public static RowWrite TracePeriod { get; } = To("trace_periods", Replace);

    private static RowWrite To(string table, OnConflict conflict) => new(SchemaTables.Of(table), conflict);
}
