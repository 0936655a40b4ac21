namespace Leat.Storage.Sql.Schema;

/// <summary>The schema of every database, step by step. A step that has been released never changes; what is needed later is
/// another step.</summary>
/// <remarks>Written in the tokens of <see cref="SchemaTypes"/>. Every table of a run's data leads with the run in its key. Times are
/// Unix milliseconds, UTC. Text compares byte by byte. Where DDL commits by itself a step may be cut short and run again, so that its
/// statements must bear it: <c>CREATE … IF NOT EXISTS</c>, and what fills in data must come to the same twice.</remarks>
internal static class LeatSchema
{
    /// <summary>The steps for one kind of database, each a list of statements.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Steps(SchemaTypes types) =>
        [.. Templates.Select((template, index) => (IReadOnlyList<string>)[.. types.Render(template), .. types.Extras(index + 1)])];

    private static IReadOnlyList<string> Templates { get; } = [Version1, Version2, Version3, Version4, Version5, Version6, Version7, Version8];

    /// <summary>Traces of applications, with what is said of them. Tags, metadata and assessments name the experiment too, as searches begin
    /// at values. Spans hold beside their JSON what filters and sums need, before it, so that it need not be read for them.</summary>
    private const string Version8 =
        """
        CREATE TABLE IF NOT EXISTS traces (
          id {identity},
          experiment_id {int} NOT NULL REFERENCES experiments (id),
          trace_id {key:256} NOT NULL UNIQUE,
          timestamp_ms {int} NOT NULL,
          duration_ms {int},
          state {int} NOT NULL,              -- 0 not said, 1 ok, 2 error, 3 in progress
          client_request_id {text},
          request_preview {text},
          response_preview {text}) {heap};
        CREATE INDEX IF NOT EXISTS traces_by_time ON traces (experiment_id, timestamp_ms DESC, trace_id);

        CREATE TABLE IF NOT EXISTS trace_tags (
          trace {int} NOT NULL {owner:traces},
          name {int} NOT NULL {owner:names},
          value {text} NOT NULL,
          experiment {int} NOT NULL,
          PRIMARY KEY (trace, name)) {clustered};
        CREATE INDEX IF NOT EXISTS trace_tags_by_value ON trace_tags (experiment, name, {prefix:value}, trace);

        CREATE TABLE IF NOT EXISTS trace_metadata (
          trace {int} NOT NULL {owner:traces},
          name {int} NOT NULL {owner:names},
          value {text} NOT NULL,
          experiment {int} NOT NULL,
          PRIMARY KEY (trace, name)) {clustered};
        CREATE INDEX IF NOT EXISTS trace_metadata_by_value ON trace_metadata (experiment, name, {prefix:value}, trace);

        CREATE TABLE IF NOT EXISTS assessments (
          trace {int} NOT NULL {owner:traces},
          assessment_id {key:64} NOT NULL,
          name {int} NOT NULL {owner:names},
          kind {int} NOT NULL,               -- 0 feedback, 1 expectation
          value {text} NOT NULL,             -- JSON
          experiment {int} NOT NULL,
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL,
          source_type {text} NOT NULL,
          source_id {text},
          span_id {text},
          rationale {text},
          error_json {text},
          metadata_json {text},
          overrides {text},
          valid {int} NOT NULL,
          PRIMARY KEY (trace, assessment_id)) {heap};
        CREATE INDEX IF NOT EXISTS assessments_by_value ON assessments (experiment, name, {prefix:value}, trace);

        CREATE TABLE IF NOT EXISTS spans (
          trace {int} NOT NULL {owner:traces},
          span_id {key:64} NOT NULL,
          parent_span_id {text},
          name {text} NOT NULL,
          type {text} NOT NULL,
          status {int} NOT NULL,             -- 0 unset, 1 ok, 2 error
          start_ns {int} NOT NULL,
          end_ns {int},
          input_tokens {int},
          output_tokens {int},
          total_tokens {int},
          content {text} NOT NULL,           -- JSON
          PRIMARY KEY (trace, span_id)) {heap};

        -- Links that runs have set. Ids of traces as sent: the trace may come later.
        CREATE TABLE IF NOT EXISTS trace_runs (
          run {int} NOT NULL REFERENCES runs (id),
          trace_id {key:256} NOT NULL,
          PRIMARY KEY (run, trace_id)) {clustered};
        CREATE INDEX IF NOT EXISTS trace_runs_by_trace ON trace_runs (trace_id);
        """;

    /// <summary>Evaluation datasets and scorers. What clients send as JSON is text here: types that parse it would change numbers, and
    /// forget the order of members.</summary>
    private const string Version7 =
        """
        CREATE TABLE IF NOT EXISTS evaluation_datasets (
          id {identity},
          dataset_id {key:36} NOT NULL UNIQUE,
          name {key:255} NOT NULL,
          field_types {text},                -- what fields its records have had, as JSON; null before the first records
          records {int} NOT NULL,            -- how many there are
          digest {key:64} NOT NULL,
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL,
          created_by {text},
          updated_by {text}) {heap};
        CREATE INDEX IF NOT EXISTS evaluation_datasets_by_time ON evaluation_datasets (created_ms, dataset_id);
        CREATE INDEX IF NOT EXISTS evaluation_datasets_by_name ON evaluation_datasets (name);

        CREATE TABLE IF NOT EXISTS evaluation_dataset_tags (
          dataset {int} NOT NULL REFERENCES evaluation_datasets (id),
          tag {key:255} NOT NULL,            -- longer than names may be
          value {text} NOT NULL,
          PRIMARY KEY (dataset, tag)) {heap};

        CREATE TABLE IF NOT EXISTS evaluation_dataset_experiments (
          dataset {int} NOT NULL REFERENCES evaluation_datasets (id),
          experiment {int} NOT NULL REFERENCES experiments (id),
          PRIMARY KEY (dataset, experiment)) {clustered};
        CREATE INDEX IF NOT EXISTS evaluation_dataset_experiments_by_experiment ON evaluation_dataset_experiments (experiment, dataset);

        -- Not WITHOUT ROWID: records may be long.
        CREATE TABLE IF NOT EXISTS evaluation_dataset_records (
          dataset {int} NOT NULL REFERENCES evaluation_datasets (id),
          input_hash {key:64} NOT NULL,
          record_id {key:36} NOT NULL,
          inputs {text} NOT NULL,
          outputs {text},
          expectations {text},
          tags {text} NOT NULL,
          source {text},
          source_id {text},
          source_type {text},
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL,
          created_by {text},
          updated_by {text},
          PRIMARY KEY (dataset, input_hash)) {heap};
        CREATE INDEX IF NOT EXISTS evaluation_dataset_records_by_time ON evaluation_dataset_records (dataset, created_ms, record_id);

        CREATE TABLE IF NOT EXISTS scorers (
          id {identity},
          experiment_id {int} NOT NULL REFERENCES experiments (id),
          name {key:256} NOT NULL,
          scorer_id {key:36} NOT NULL UNIQUE,
          UNIQUE (experiment_id, name)) {heap};

        CREATE TABLE IF NOT EXISTS scorer_versions (
          scorer {int} NOT NULL REFERENCES scorers (id),
          version {int} NOT NULL,
          serialized_scorer {text} NOT NULL,
          created_ms {int} NOT NULL,
          PRIMARY KEY (scorer, version)) {heap};
        """;

    /// <summary>Addresses that are told of changes in the model registry. They are few: what asks for more than one reads all.</summary>
    private const string Version6 =
        """
        CREATE TABLE IF NOT EXISTS webhooks (
          id {identity},
          webhook_id {key:36} NOT NULL UNIQUE,
          name {text} NOT NULL,
          description {text} NOT NULL,
          url {text} NOT NULL,
          events {text} NOT NULL,            -- ENTITY.ACTION, with spaces between
          status {int} NOT NULL,             -- 1 active, 2 disabled
          secret {text},                     -- encrypted where the server has a key; null: nothing is signed
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL) {heap};
        """;

    /// <summary>Series of under 64 points take more for rows and keys of their own than for their points: those of a run share a row
    /// (docs/formats/metric-bundle.md). Its only key is the run, which in SQLite is the number of the row and takes no index.</summary>
    private const string Version5 =
        """
        CREATE TABLE IF NOT EXISTS metric_bundles (
          run {int} NOT NULL {owner:runs},
          points {int} NOT NULL,
          data {blob} NOT NULL,
          PRIMARY KEY (run)) {heap};
        """;

    /// <summary>Searches begin at values: those of one name in one experiment, in order. Of texts the first 64 characters lie in the
    /// index where long ones are no keys. The experiment stands beside each value, since no index spans two tables.</summary>
    private const string Version4 =
        """
        ALTER TABLE metric_latest ADD COLUMN {absent} experiment {int} NOT NULL DEFAULT -1;
        ALTER TABLE params ADD COLUMN {absent} experiment {int} NOT NULL DEFAULT -1;
        ALTER TABLE tags ADD COLUMN {absent} experiment {int} NOT NULL DEFAULT -1;
        UPDATE metric_latest SET experiment = COALESCE((SELECT r.experiment_id FROM runs r WHERE r.id = metric_latest.run), -1) WHERE experiment = -1;
        UPDATE params SET experiment = COALESCE((SELECT r.experiment_id FROM runs r WHERE r.id = params.run), -1) WHERE experiment = -1;
        UPDATE tags SET experiment = COALESCE((SELECT r.experiment_id FROM runs r WHERE r.id = tags.run), -1) WHERE experiment = -1;
        CREATE INDEX IF NOT EXISTS metric_latest_by_value ON metric_latest (experiment, name, is_nan, value, run);
        CREATE INDEX IF NOT EXISTS params_by_value ON params (experiment, name, {prefix:value}, run);
        CREATE INDEX IF NOT EXISTS tags_by_value ON tags (experiment, name, {prefix:value}, run);
        CREATE INDEX IF NOT EXISTS runs_by_name ON runs (experiment_id, {prefix:name});
        """;

    /// <summary>Writers of databases that may go away while servers live: <see cref="Writes.WriterRow"/>. A SQLite file is never away.</summary>
    private const string Version3 =
        """
        {servers} CREATE TABLE IF NOT EXISTS writers (
          id {identity},
          last_batch {int} NOT NULL,         -- the number of its last transaction
          seen_ms {int} NOT NULL) {heap};
        """;

    /// <summary>Removing a run looks for what it measured on models, by itself and for the foreign key: without this each time in the
    /// whole table.</summary>
    private const string Version2 = "CREATE INDEX IF NOT EXISTS model_metrics_by_run ON model_metrics (run);";

    private const string Version1 =
        """
        -- Names of metrics, params and tags as small numbers. Rows are never changed or removed.
        CREATE TABLE IF NOT EXISTS names (id {rowid}, name {key:250} NOT NULL UNIQUE) {heap};

        CREATE TABLE IF NOT EXISTS experiments (
          id {identity},
          name {key:500} NOT NULL UNIQUE,
          artifact_location {text} NOT NULL,
          stage {int} NOT NULL,              -- 0 active, 1 deleted
          generation {int} NOT NULL,         -- grows with each delete and restore
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL) {heap};

        CREATE TABLE IF NOT EXISTS experiment_tags (
          experiment {int} NOT NULL REFERENCES experiments (id),
          name {int} NOT NULL REFERENCES names (id),
          value {text} NOT NULL,
          PRIMARY KEY (experiment, name)) {clustered};

        CREATE TABLE IF NOT EXISTS runs (
          id {identity},
          experiment_id {int} NOT NULL REFERENCES experiments (id),
          run_id {key:256} NOT NULL UNIQUE,
          name {text} NOT NULL,
          user_id {text} NOT NULL,
          status {int} NOT NULL,
          start_ms {int} NOT NULL,
          end_ms {int},
          artifact_uri {text} NOT NULL,
          stage {int} NOT NULL,              -- counts only if stage_generation is the experiment's generation
          stage_generation {int} NOT NULL,
          deleted_ms {int}) {heap};
        CREATE INDEX IF NOT EXISTS runs_by_start ON runs (experiment_id, start_ms DESC, run_id);

        CREATE TABLE IF NOT EXISTS params (
          run {int} NOT NULL REFERENCES runs (id),
          name {int} NOT NULL REFERENCES names (id),
          value {text} NOT NULL,
          PRIMARY KEY (run, name)) {clustered};

        CREATE TABLE IF NOT EXISTS tags (
          run {int} NOT NULL REFERENCES runs (id),
          name {int} NOT NULL REFERENCES names (id),
          value {text} NOT NULL,
          PRIMARY KEY (run, name)) {clustered};

        -- The latest point of each series, for searches and tables. NaN is value 0 with is_nan 1.
        CREATE TABLE IF NOT EXISTS metric_latest (
          run {int} NOT NULL {owner:runs},
          name {int} NOT NULL {owner:names},
          value {real} NOT NULL,
          is_nan {int} NOT NULL,
          step {int} NOT NULL,
          timestamp_ms {int} NOT NULL,
          min_value {real},                      -- NaN aside; null while there is no other value
          max_value {real},
          PRIMARY KEY (run, name)) {clustered};

        -- Arrival log: one row a commit and run (docs/formats/metric-tail.md).
        CREATE TABLE IF NOT EXISTS metric_tail (
          run {int} NOT NULL {owner:runs},
          seq {int} NOT NULL,
          points {blob} NOT NULL,
          PRIMARY KEY (run, seq)) {clustered};

        -- Sealed points (docs/formats/metric-block.md), not WITHOUT ROWID: the data would swell the tree that finds it.
        CREATE TABLE IF NOT EXISTS metric_blocks (
          run {int} NOT NULL {owner:runs},
          name {int} NOT NULL {owner:names},
          ordinal {int} NOT NULL,            -- order within the series; gaps are normal
          first_step {int} NOT NULL,
          first_ms {int} NOT NULL,
          last_step {int} NOT NULL,
          last_ms {int} NOT NULL,
          points {int} NOT NULL,
          min_value {real},
          max_value {real},
          time_ascends {int} NOT NULL,
          data {blob} NOT NULL,
          PRIMARY KEY (run, name, ordinal)) {heap};

        CREATE TABLE IF NOT EXISTS datasets (
          id {identity},
          experiment_id {int} NOT NULL REFERENCES experiments (id),
          name {key:500} NOT NULL,
          digest {key:36} NOT NULL,
          source_type {text} NOT NULL,
          source {text} NOT NULL,
          schema_json {text},
          profile_json {text},
          UNIQUE (name, digest)) {heap};
        CREATE INDEX IF NOT EXISTS datasets_by_experiment ON datasets (experiment_id);

        CREATE TABLE IF NOT EXISTS inputs (
          run {int} NOT NULL REFERENCES runs (id),
          dataset {int} NOT NULL REFERENCES datasets (id),
          ordinal {int} NOT NULL,
          PRIMARY KEY (run, dataset)) {clustered};
        CREATE INDEX IF NOT EXISTS inputs_by_dataset ON inputs (dataset, run);

        CREATE TABLE IF NOT EXISTS input_tags (
          run {int} NOT NULL,
          dataset {int} NOT NULL,
          tag_key {key:255} NOT NULL,
          value {text} NOT NULL,
          PRIMARY KEY (run, dataset, tag_key),
          FOREIGN KEY (run, dataset) REFERENCES inputs (run, dataset)) {clustered};

        CREATE TABLE IF NOT EXISTS models (
          id {identity},
          experiment_id {int} NOT NULL REFERENCES experiments (id),
          model_id {key:256} NOT NULL UNIQUE,
          name {text} NOT NULL,
          artifact_uri {text} NOT NULL,
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL,
          status {int} NOT NULL,
          model_type {text} NOT NULL,
          source_run_id {text} NOT NULL,
          deleted_ms {int}) {heap};
        CREATE INDEX IF NOT EXISTS models_by_creation ON models (experiment_id, created_ms DESC);

        CREATE TABLE IF NOT EXISTS model_params (
          model {int} NOT NULL REFERENCES models (id),
          name {int} NOT NULL REFERENCES names (id),
          value {text} NOT NULL,
          PRIMARY KEY (model, name)) {clustered};

        CREATE TABLE IF NOT EXISTS model_tags (
          model {int} NOT NULL REFERENCES models (id),
          name {int} NOT NULL REFERENCES names (id),
          value {text} NOT NULL,
          PRIMARY KEY (model, name)) {clustered};

        -- Values measured on a model, each also a point of the run. No dataset is two empty texts.
        CREATE TABLE IF NOT EXISTS model_metrics (
          model {int} NOT NULL REFERENCES models (id),
          name {int} NOT NULL REFERENCES names (id),
          run {int} NOT NULL REFERENCES runs (id),
          timestamp_ms {int} NOT NULL,
          step {int} NOT NULL,
          value {real} NOT NULL,
          is_nan {int} NOT NULL,
          dataset_name {key:500} NOT NULL,
          dataset_digest {key:36} NOT NULL,
          PRIMARY KEY (model, name, run, timestamp_ms, step, value, is_nan, dataset_name, dataset_digest)) {clustered};

        -- Models that runs used (0) or made (1). Ids as sent: the model need not exist.
        CREATE TABLE IF NOT EXISTS run_models (
          run {int} NOT NULL REFERENCES runs (id),
          direction {int} NOT NULL,
          model_id {key:256} NOT NULL,
          step {int} NOT NULL,
          ordinal {int} NOT NULL,
          PRIMARY KEY (run, direction, model_id)) {clustered};

        CREATE TABLE IF NOT EXISTS registered_models (
          id {identity},
          name {key:500} NOT NULL UNIQUE,
          description {text} NOT NULL,
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL,
          last_version {int} NOT NULL) {heap};      -- the highest number given so far; deleting versions never lowers it

        -- Not WITHOUT ROWID, nor the tags of versions: values may be long, as the texts of prompts are.
        CREATE TABLE IF NOT EXISTS registered_model_tags (
          registered_model {int} NOT NULL REFERENCES registered_models (id),
          name {int} NOT NULL REFERENCES names (id),
          value {text} NOT NULL,
          PRIMARY KEY (registered_model, name)) {heap};

        CREATE TABLE IF NOT EXISTS model_versions (
          id {identity},
          registered_model {int} NOT NULL REFERENCES registered_models (id),
          version {int} NOT NULL,
          created_ms {int} NOT NULL,
          updated_ms {int} NOT NULL,
          stage {int} NOT NULL,              -- 0 none, 1 staging, 2 production, 3 archived
          description {text} NOT NULL,
          source {text} NOT NULL,
          storage_location {text} NOT NULL,      -- the source with models:/ resolved; empty: no files to hand out
          run_id {text} NOT NULL,                -- as sent: the run need not exist
          run_link {text} NOT NULL,
          UNIQUE (registered_model, version)) {heap};
        CREATE INDEX IF NOT EXISTS model_versions_by_stage ON model_versions (registered_model, stage, version);
        CREATE INDEX IF NOT EXISTS model_versions_by_run ON model_versions {lookup:run_id};
        CREATE INDEX IF NOT EXISTS model_versions_by_update ON model_versions (updated_ms DESC);

        CREATE TABLE IF NOT EXISTS model_version_tags (
          model_version {int} NOT NULL REFERENCES model_versions (id),
          name {int} NOT NULL REFERENCES names (id),
          value {text} NOT NULL,
          PRIMARY KEY (model_version, name)) {heap};

        CREATE TABLE IF NOT EXISTS registered_model_aliases (
          registered_model {int} NOT NULL REFERENCES registered_models (id),
          alias {key:255} NOT NULL,
          model_version {int} NOT NULL REFERENCES model_versions (id),
          PRIMARY KEY (registered_model, alias)) {clustered};
        CREATE INDEX IF NOT EXISTS registered_model_aliases_by_version ON registered_model_aliases (model_version);
        """;
}
