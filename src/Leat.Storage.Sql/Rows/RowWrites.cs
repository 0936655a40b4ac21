using static Leat.Storage.Sql.Rows.ColumnType;
using static Leat.Storage.Sql.Rows.OnConflict;

namespace Leat.Storage.Sql.Rows;

/// <summary>The rows that are written by key or in bulk.</summary>
internal static class RowWrites
{
    /// <summary>A name that others may be storing at the same time.</summary>
    public static RowWrite Name { get; } = new("names", 1, Keep, new RowColumn("name", Text));

    /// <summary>Parameters: run, name, value, the run's experiment.</summary>
    public static RowWrite Param { get; } = OfRun("params", Fail);

    /// <summary>Parameters: run, name, value, the run's experiment.</summary>
    public static RowWrite Tag { get; } = OfRun("tags", Replace);

    /// <summary>Parameters: experiment, name, value.</summary>
    public static RowWrite ExperimentTag { get; } = Pair("experiment_tags", "experiment", Replace);

    /// <summary>Parameters: model, name, value.</summary>
    public static RowWrite ModelParam { get; } = Pair("model_params", "model", Fail);

    /// <summary>Parameters: model, name, value.</summary>
    public static RowWrite ModelTag { get; } = Pair("model_tags", "model", Replace);

    /// <summary>Parameters: registered model, name, value.</summary>
    public static RowWrite RegisteredModelTag { get; } = Pair("registered_model_tags", "registered_model", Replace);

    /// <summary>Parameters: model version, name, value.</summary>
    public static RowWrite ModelVersionTag { get; } = Pair("model_version_tags", "model_version", Replace);

    /// <summary>Makes an alias name a version. Parameters: registered model, alias, model version.</summary>
    public static RowWrite Alias { get; } = new(
        "registered_model_aliases",
        2,
        Replace,
        new RowColumn("registered_model", Integer),
        new RowColumn("alias", Text),
        new RowColumn("model_version", Integer));

    /// <summary>The latest point of a series. Parameters: run, name, value, is_nan, step, timestamp, min, max, the run's
    /// experiment.</summary>
    public static RowWrite LatestMetric { get; } = new(
        "metric_latest",
        2,
        Latest,
        new RowColumn("run", Integer),
        new RowColumn("name", Integer),
        new RowColumn("value", Real),
        new RowColumn("is_nan", Integer),
        new RowColumn("step", Integer),
        new RowColumn("timestamp_ms", Integer),
        new RowColumn("min_value", Real),
        new RowColumn("max_value", Real),
        new RowColumn("experiment", Integer));

    /// <summary>A commit's points of one run. Parameters: run, seq, points.</summary>
    public static RowWrite MetricTail { get; } = new(
        "metric_tail", 2, Fail, new RowColumn("run", Integer), new RowColumn("seq", Integer), new RowColumn("points", Blob));

    /// <summary>The short series of a run. Parameters: run, how many points, data.</summary>
    public static RowWrite MetricBundle { get; } = new(
        "metric_bundles", 1, Replace, new RowColumn("run", Integer), new RowColumn("points", Integer), new RowColumn("data", Blob));

    /// <summary>A point measured on a logged model. Parameters: model, name, run, timestamp, step, value, is_nan, dataset name,
    /// dataset digest.</summary>
    public static RowWrite ModelMetric { get; } = new(
        "model_metrics",
        9,
        Keep,
        new RowColumn("model", Integer),
        new RowColumn("name", Integer),
        new RowColumn("run", Integer),
        new RowColumn("timestamp_ms", Integer),
        new RowColumn("step", Integer),
        new RowColumn("value", Real),
        new RowColumn("is_nan", Integer),
        new RowColumn("dataset_name", Text),
        new RowColumn("dataset_digest", Text));

    /// <summary>Parameters: evaluation dataset, key, value.</summary>
    public static RowWrite EvaluationDatasetTag { get; } = new(
        "evaluation_dataset_tags", 2, Replace, new RowColumn("dataset", Integer), new RowColumn("tag", Text), new RowColumn("value", Text));

    /// <summary>Makes an evaluation dataset part of an experiment. Parameters: evaluation dataset, experiment.</summary>
    public static RowWrite EvaluationDatasetExperiment { get; } = new(
        "evaluation_dataset_experiments", 2, Keep, new RowColumn("dataset", Integer), new RowColumn("experiment", Integer));

    /// <summary>Parameters: evaluation dataset, hash of the inputs, record id, inputs, outputs, expectations, tags, source, its id and
    /// type, times of creation and change, by whom.</summary>
    public static RowWrite EvaluationDatasetRecord { get; } = new(
        "evaluation_dataset_records",
        2,
        Replace,
        new RowColumn("dataset", Integer),
        new RowColumn("input_hash", Text),
        new RowColumn("record_id", Text),
        new RowColumn("inputs", Text),
        new RowColumn("outputs", Text),
        new RowColumn("expectations", Text),
        new RowColumn("tags", Text),
        new RowColumn("source", Text),
        new RowColumn("source_id", Text),
        new RowColumn("source_type", Text),
        new RowColumn("created_ms", Integer),
        new RowColumn("updated_ms", Integer),
        new RowColumn("created_by", Text),
        new RowColumn("updated_by", Text));

    /// <summary>Parameters: trace, name, value, the trace's experiment.</summary>
    public static RowWrite TraceTag { get; } = Searched("trace_tags", "trace", Replace);

    /// <summary>Parameters: trace, name, value, the trace's experiment.</summary>
    public static RowWrite TraceMetadata { get; } = Searched("trace_metadata", "trace", Replace);

    /// <summary>Links a trace to a run. Parameters: run, the public id of the trace.</summary>
    public static RowWrite TraceRun { get; } = new(
        "trace_runs", 2, Keep, new RowColumn("run", Integer), new RowColumn("trace_id", Text));

    /// <summary>An assessment, in the order of the table.</summary>
    public static RowWrite Assessment { get; } = new(
        "assessments",
        2,
        Replace,
        new RowColumn("trace", Integer),
        new RowColumn("assessment_id", Text),
        new RowColumn("name", Integer),
        new RowColumn("kind", Integer),
        new RowColumn("value", Text),
        new RowColumn("experiment", Integer),
        new RowColumn("created_ms", Integer),
        new RowColumn("updated_ms", Integer),
        new RowColumn("source_type", Text),
        new RowColumn("source_id", Text),
        new RowColumn("span_id", Text),
        new RowColumn("rationale", Text),
        new RowColumn("error_json", Text),
        new RowColumn("metadata_json", Text),
        new RowColumn("overrides", Text),
        new RowColumn("valid", Integer));

    /// <summary>A span, in the order of the table.</summary>
    public static RowWrite Span { get; } = new(
        "spans",
        2,
        Replace,
        new RowColumn("trace", Integer),
        new RowColumn("span_id", Text),
        new RowColumn("parent_span_id", Text),
        new RowColumn("name", Text),
        new RowColumn("type", Text),
        new RowColumn("status", Integer),
        new RowColumn("start_ns", Integer),
        new RowColumn("end_ns", Integer),
        new RowColumn("input_tokens", Integer),
        new RowColumn("output_tokens", Integer),
        new RowColumn("total_tokens", Integer),
        new RowColumn("content", Text));

    private static RowWrite OfRun(string table, OnConflict conflict) => Searched(table, "run", conflict);

    /// <summary>Texts by name that searches begin at.</summary>
    private static RowWrite Searched(string table, string owner, OnConflict conflict) => new(
        table,
        2,
        conflict,
        new RowColumn(owner, Integer),
        new RowColumn("name", Integer),
        new RowColumn("value", Text),
        new RowColumn("experiment", Integer));

    private static RowWrite Pair(string table, string owner, OnConflict conflict) => new(
        table, 2, conflict, new RowColumn(owner, Integer), new RowColumn("name", Integer), new RowColumn("value", Text));
}
