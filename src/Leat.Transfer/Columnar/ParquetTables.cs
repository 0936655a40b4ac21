using Leat.Core;
using Leat.Transfer.Export;
using Parquet;
using Parquet.Schema;

namespace Leat.Transfer.Columnar;

/// <summary>The tables of an export, each a file. docs/formats/parquet.md shows them, from here.</summary>
/// <param name="times">Turns times into those of columns.</param>
internal sealed class ParquetTables(ColumnTimes times)
{
    public ParquetTable<Experiment> Experiments { get; } = new(
        "experiments", "Experiments, deleted ones too.",
        Id<Experiment>("experiment_id", "Its id", row => row.ExperimentId),
        Text<Experiment>("name", "Its name", row => row.Name),
        Text<Experiment>("artifact_location", "Where files of its runs go", row => row.ArtifactLocation),
        Word<Experiment>("lifecycle_stage", "`active` or `deleted`", row => row.LifecycleStage.WireName()),
        Time<Experiment>("creation_time", "When it was made", row => times.Of(row.CreationTimeMs)),
        Time<Experiment>("last_update_time", "When its attributes last changed", row => times.Of(row.LastUpdateTimeMs)));

    public ParquetTable<OwnedText> ExperimentTags { get; } = Texts("experiment_tags", "Tags of experiments.", "experiment_id");

    public ParquetTable<BulkRun> Runs { get; } = new(
        "runs", "Runs, deleted ones too.",
        Id<BulkRun>("run_id", "Its id", row => row.Info.RunId),
        Word<BulkRun>("experiment_id", "Its experiment", row => row.Info.ExperimentId),
        Text<BulkRun>("name", "Its name", row => row.Info.RunName),
        Word<BulkRun>("status", "`RUNNING`, `SCHEDULED`, `FINISHED`, `FAILED` or `KILLED`", row => row.Info.Status.WireName()),
        Word<BulkRun>("user", "Who started it", row => row.Info.UserId),
        Time<BulkRun>("start_time", "When it began", row => times.Of(row.Info.StartTimeMs)),
        Time<BulkRun>("end_time", "When it ended", row => times.Of(row.Info.EndTimeMs)),
        Word<BulkRun>("lifecycle_stage", "`active` or `deleted`", row => row.Info.LifecycleStage.WireName()),
        Time<BulkRun>("deleted_time", "When it was deleted, if that is known", row => times.Of(row.DeletedTimeMs)),
        Text<BulkRun>("artifact_uri", "Where its files are", row => row.Info.ArtifactUri));

    public ParquetTable<OwnedText> Params { get; } = Texts("params", "Params of runs.", "run_id");

    public ParquetTable<OwnedText> Tags { get; } = Texts("tags", "Tags of runs, notes (`mlflow.note.content`) included.", "run_id");

    public ParquetTable<SeriesSummary> LatestMetrics { get; } = new(
        "metrics_latest", "The last value of each metric of each run: that of the highest step, then timestamp, then value.",
        Word<SeriesSummary>("run_id", "The run", row => row.RunId),
        Word<SeriesSummary>("key", "The metric", row => row.Key),
        Number<SeriesSummary>("value", "The value; NaN and infinities are themselves", row => row.Last.Value),
        Integer<SeriesSummary>("step", "Its step", row => row.Last.Step),
        Integer<SeriesSummary>("timestamp_ms", "When it was logged, Unix milliseconds UTC", row => row.Last.TimestampMs),
        Integer<SeriesSummary>("points", "How many points the metric has", row => row.Points),
        Number<SeriesSummary>("min", "The lowest value; NaN only if all are", row => row.Min),
        Number<SeriesSummary>("max", "The highest value; NaN only if all are", row => row.Max));

    public ParquetTable<SeriesPoint> Points { get; } = new(
        "metric_points", "All points of all metrics of runs: run by run, and by step, timestamp and value in each metric.",
        Word<SeriesPoint>("run_id", "The run", row => row.RunId),
        Word<SeriesPoint>("key", "The metric", row => row.Key),
        Integer<SeriesPoint>("step", "The step", row => row.Point.Step),
        Integer<SeriesPoint>("timestamp_ms", "When it was logged, Unix milliseconds UTC", row => row.Point.TimestampMs),
        Number<SeriesPoint>("value", "The value; NaN and infinities are themselves", row => row.Point.Value));

    public ParquetTable<UsedDataset> RunDatasets { get; } = new(
        "run_datasets", "Datasets that runs used.",
        Word<UsedDataset>("run_id", "The run", row => row.RunId),
        Word<UsedDataset>("name", "The name of the dataset", row => row.Input.Dataset.Name),
        Word<UsedDataset>("digest", "The digest of what is in it", row => row.Input.Dataset.Digest),
        Word<UsedDataset>("source_type", "What kind of source it has", row => row.Input.Dataset.SourceType),
        Text<UsedDataset>("source", "Its source, mostly JSON", row => row.Input.Dataset.Source),
        Optional<UsedDataset>("schema", "Its columns, mostly JSON", row => row.Input.Dataset.Schema),
        Optional<UsedDataset>("profile", "What is known of its contents, mostly JSON", row => row.Input.Dataset.Profile),
        Text<UsedDataset>("tags", "Tags of this use, a JSON object; `mlflow.data.context` says for what", row => TraceTexts.ObjectOf(row.Input.Tags)));

    public ParquetTable<RunModel> RunModels { get; } = new(
        "run_models", "Logged models that runs used or made.",
        Word<RunModel>("run_id", "The run", row => row.RunId),
        Word<RunModel>("direction", "`input` or `output`", row => row.Step is null ? "input" : "output"),
        Word<RunModel>("model_id", "The model", row => row.ModelId),
        OptionalInteger<RunModel>("step", "The step at which it was made", row => row.Step));

    public ParquetTable<BulkModel> Models { get; } = new(
        "logged_models", "Logged models, deleted ones too.",
        Id<BulkModel>("model_id", "Its id", row => row.Model.ModelId),
        Word<BulkModel>("experiment_id", "Its experiment", row => row.Model.ExperimentId),
        Text<BulkModel>("name", "Its name", row => row.Model.Name),
        Word<BulkModel>("status", "`LOGGED_MODEL_READY` and so on", row => row.Model.Status.WireName()),
        Word<BulkModel>("model_type", "What it is, as its maker says", row => row.Model.ModelType),
        Word<BulkModel>("source_run_id", "The run that made it; empty if none did", row => row.Model.SourceRunId),
        Time<BulkModel>("creation_time", "When it was made", row => times.Of(row.Model.CreationTimestampMs)),
        Time<BulkModel>("last_updated_time", "When it last changed", row => times.Of(row.Model.LastUpdatedTimestampMs)),
        Time<BulkModel>("deleted_time", "When it was deleted, if it is", row => times.Of(row.DeletedTimeMs)),
        Text<BulkModel>("artifact_uri", "Where its files are", row => row.Model.ArtifactUri));

    public ParquetTable<OwnedText> ModelParams { get; } = Texts("logged_model_params", "Params of logged models.", "model_id");

    public ParquetTable<OwnedText> ModelTags { get; } = Texts("logged_model_tags", "Tags of logged models.", "model_id");

    public ParquetTable<ScoredModel> ModelMetrics { get; } = new(
        "logged_model_metrics", "Metrics of logged models.",
        Word<ScoredModel>("model_id", "The model", row => row.ModelId),
        Word<ScoredModel>("run_id", "The run that measured it", row => row.Score.RunId),
        Word<ScoredModel>("key", "The metric", row => row.Score.Metric.Key),
        Number<ScoredModel>("value", "The value", row => row.Score.Metric.Value),
        Integer<ScoredModel>("step", "The step", row => row.Score.Metric.Step),
        Integer<ScoredModel>("timestamp_ms", "When it was logged, Unix milliseconds UTC", row => row.Score.Metric.TimestampMs),
        Optional<ScoredModel>("dataset_name", "The dataset that it was measured on", row => row.Score.Metric.Link?.DatasetName),
        Optional<ScoredModel>("dataset_digest", "The digest of that dataset", row => row.Score.Metric.Link?.DatasetDigest));

    public ParquetTable<RegisteredModel> Registered { get; } = new(
        "registered_models", "Registered models and prompts.",
        Id<RegisteredModel>("name", "Its name", row => row.Name),
        Text<RegisteredModel>("description", "What its owner says of it", row => row.Description),
        Time<RegisteredModel>("creation_time", "When it was made", row => times.Of(row.CreationTimestampMs)),
        Time<RegisteredModel>("last_updated_time", "When it last changed", row => times.Of(row.LastUpdatedTimestampMs)));

    public ParquetTable<OwnedText> RegisteredTags { get; } = Texts("registered_model_tags", "Tags of registered models; `mlflow.prompt.is_prompt` marks a prompt.", "name");

    public ParquetTable<AliasOfModel> Aliases { get; } = new(
        "registered_model_aliases", "Aliases of registered models.",
        Word<AliasOfModel>("name", "The registered model", row => row.Name),
        Word<AliasOfModel>("alias", "The alias", row => row.Alias.Alias),
        Integer<AliasOfModel>("version", "The version that it names", row => row.Alias.Version));

    public ParquetTable<ModelVersion> Versions { get; } = new(
        "model_versions", "Versions of registered models and prompts.",
        Word<ModelVersion>("name", "The registered model", row => row.Name),
        Integer<ModelVersion>("version", "The number of the version", row => row.Version),
        Word<ModelVersion>("stage", "`None`, `Staging`, `Production` or `Archived`", row => row.Stage.WireName()),
        Text<ModelVersion>("description", "What its owner says of it", row => row.Description),
        Text<ModelVersion>("source", "What it was made of", row => row.Source),
        Text<ModelVersion>("storage_location", "Where its files are", row => row.StorageLocation),
        Word<ModelVersion>("run_id", "The run that made it; empty if none did", row => row.RunId),
        Text<ModelVersion>("run_link", "A link to that run", row => row.RunLink),
        Time<ModelVersion>("creation_time", "When it was made", row => times.Of(row.CreationTimestampMs)),
        Time<ModelVersion>("last_updated_time", "When it last changed", row => times.Of(row.LastUpdatedTimestampMs)));

    public ParquetTable<VersionTag> VersionTags { get; } = new(
        "model_version_tags", "Tags of versions; `mlflow.prompt.text` has the text of a prompt.",
        Word<VersionTag>("name", "The registered model", row => row.Version.Name),
        Integer<VersionTag>("version", "The number of the version", row => row.Version.Version),
        Word<VersionTag>("key", "The key", row => row.Tag.Key),
        Text<VersionTag>("value", "The value", row => row.Tag.Value));

    public ParquetTable<TraceInfo> Traces { get; } = new(
        "traces", "Traces.",
        Id<TraceInfo>("trace_id", "Its id", row => row.TraceId),
        Word<TraceInfo>("experiment_id", "Its experiment", row => row.ExperimentId),
        Word<TraceInfo>("state", "`OK`, `ERROR`, `IN_PROGRESS` or `STATE_UNSPECIFIED`", row => row.State.WireName()),
        Time<TraceInfo>("request_time", "When it began", row => times.Of(row.RequestTimeMs)),
        OptionalInteger<TraceInfo>("execution_duration_ms", "How long it took, milliseconds", row => row.ExecutionDurationMs),
        Optional<TraceInfo>("client_request_id", "The application's own id", row => row.ClientRequestId),
        Optional<TraceInfo>("request_preview", "The beginning of the input", row => row.RequestPreview),
        Optional<TraceInfo>("response_preview", "The beginning of the output", row => row.ResponsePreview));

    public ParquetTable<OwnedText> TraceTags { get; } = Texts("trace_tags", "Tags of traces; `mlflow.traceName` has the name.", "trace_id");

    public ParquetTable<OwnedText> TraceMetadata { get; } = Texts("trace_metadata", "What traces say of their request: session, user, tokens.", "trace_id");

    public ParquetTable<TraceOfRun> TraceRuns { get; } = new(
        "trace_runs", "Which runs a trace belongs to.",
        Word<TraceOfRun>("trace_id", "The trace", row => row.TraceId),
        Word<TraceOfRun>("run_id", "The run", row => row.RunId));

    public ParquetTable<Span> Spans { get; } = new(
        "spans", "Spans of traces.",
        Word<Span>("trace_id", "The trace", row => row.TraceId),
        Text<Span>("span_id", "Its id", row => row.SpanId),
        Optional<Span>("parent_span_id", "The span around it; missing for a root", row => row.ParentSpanId),
        Word<Span>("name", "Its name", row => row.Name),
        Optional<Span>("type", "`LLM`, `CHAIN`, `TOOL` and so on", TraceTexts.TypeOf),
        Word<Span>("status", "`OK`, `ERROR` or `UNSET`", TraceTexts.StatusOf),
        Integer<Span>("start_time_unix_nano", "When it began, Unix nanoseconds UTC", row => row.StartUnixNano),
        OptionalInteger<Span>("end_time_unix_nano", "When it ended, Unix nanoseconds UTC", row => row.EndUnixNano),
        Text<Span>("content", "All of it as JSON, with attributes and events, as MLflow's API has it", SpanJson.Write));

    public ParquetTable<Assessment> Assessments { get; } = new(
        "assessments", "Feedback, expectations and issues of traces.",
        Text<Assessment>("assessment_id", "Its id", row => row.AssessmentId),
        Word<Assessment>("trace_id", "The trace", row => row.TraceId),
        Optional<Assessment>("span_id", "The span; missing for the whole trace", row => row.SpanId),
        Word<Assessment>("name", "What was judged", row => row.Name),
        Word<Assessment>("kind", "`feedback`, `expectation` or `issue`", TraceTexts.KindOf),
        Text<Assessment>("value", "The value, as JSON", row => row.Value),
        Optional<Assessment>("rationale", "The reason given", row => row.Rationale),
        Optional<Assessment>("error", "Why there is no value, a JSON object", TraceTexts.ErrorOf),
        Word<Assessment>("source_type", "`HUMAN`, `LLM_JUDGE` or `CODE`", row => row.Source.Type),
        Optional<Assessment>("source_id", "Who or what judged", row => row.Source.Id),
        Time<Assessment>("create_time", "When it was made", row => times.Of(row.CreateTimeMs)),
        Time<Assessment>("last_update_time", "When it last changed", row => times.Of(row.LastUpdateTimeMs)),
        Optional<Assessment>("overrides", "The assessment that it replaces", row => row.Overrides),
        new ValueColumn<Assessment, bool>("valid", "BOOLEAN", "False if another has replaced it", new DataField<bool>("valid"), row => row.Valid),
        Text<Assessment>("metadata", "What else is known, a JSON object", row => TraceTexts.ObjectOf(row.Metadata)));

    /// <summary>All tables, in the order of docs/formats/parquet.md.</summary>
    public IReadOnlyList<ParquetTable> All =>
    [
        Experiments, ExperimentTags, Runs, Params, Tags, LatestMetrics, Points, RunDatasets, RunModels, Models, ModelParams, ModelTags, ModelMetrics, Registered,
        RegisteredTags, Aliases, Versions, VersionTags, Traces, TraceTags, TraceMetadata, TraceRuns, Spans, Assessments,
    ];

    private static ParquetTable<OwnedText> Texts(string name, string about, string owner) => new(
        name, about,
        Word<OwnedText>(owner, "What has it", row => row.Owner),
        Word<OwnedText>("key", "The key", row => row.Key),
        Text<OwnedText>("value", "The value", row => row.Value));

    /// <summary>Texts of which each occurs once.</summary>
    private static TextColumn<TRow> Id<TRow>(string name, string about, Func<TRow, string> read) => new(name, about, read, isNullable: false, repeats: false);

    /// <summary>Texts of which the same occur again and again.</summary>
    private static TextColumn<TRow> Word<TRow>(string name, string about, Func<TRow, string> read) => new(name, about, read, isNullable: false, repeats: true);

    private static TextColumn<TRow> Text<TRow>(string name, string about, Func<TRow, string> read) => new(name, about, read, isNullable: false, repeats: false);

    private static TextColumn<TRow> Optional<TRow>(string name, string about, Func<TRow, string?> read) => new(name, about, read, isNullable: true, repeats: false);

    private static ValueColumn<TRow, double> Number<TRow>(string name, string about, Func<TRow, double> read) =>
        new(name, "DOUBLE", about, new DataField<double>(name), read);

    private static ValueColumn<TRow, long> Integer<TRow>(string name, string about, Func<TRow, long> read) =>
        new(name, "BIGINT", about, new DataField<long>(name), read, EncodingHint.DeltaBinaryPacked);

    private static OptionalColumn<TRow, long> OptionalInteger<TRow>(string name, string about, Func<TRow, long?> read) =>
        new(name, "BIGINT", about, new DataField<long?>(name), read);

    private static OptionalColumn<TRow, DateTime> Time<TRow>(string name, string about, Func<TRow, DateTime?> read) => new(
        name, "TIMESTAMP WITH TIME ZONE", about,
        new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true), read);
}
