-- Schema version 1. A step that has been released never changes: what is needed later is another step.
--
-- Written in the tokens of SchemaTypes. Every table of a run's data leads with the run in its key. Times are Unix milliseconds, UTC. Text
-- compares byte by byte. What clients send as JSON is text: types that parse it would change numbers, and forget the order of members.
-- Where DDL commits by itself a step may be cut short and run again, so that its statements must bear it: CREATE … IF NOT EXISTS.

-- Names of metrics, params and tags as small numbers. Rows are never changed or removed.
CREATE TABLE IF NOT EXISTS names (
  id {rowid},
  name {key:250} NOT NULL UNIQUE) {heap};

-- Experiments. Their runs are deleted and restored with them by one change of a row: see runs.stage.
CREATE TABLE IF NOT EXISTS experiments (
  id {identity},
  name {key:500} NOT NULL UNIQUE,
  artifact_location {text} NOT NULL,
  stage {int} NOT NULL,              -- 0 active, 1 deleted, 2 being removed for good
  generation {int} NOT NULL,         -- grows with each delete and restore
  created_ms {int} NOT NULL,
  updated_ms {int} NOT NULL) {heap};

-- Tags of experiments.
CREATE TABLE IF NOT EXISTS experiment_tags (
  experiment {int} NOT NULL REFERENCES experiments (id),
  name {int} NOT NULL REFERENCES names (id),
  value {text} NOT NULL,
  PRIMARY KEY (experiment, name)) {clustered};

-- Runs.
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
  stage {int} NOT NULL,              -- as of experiments; 0 and 1 count only if stage_generation is the experiment's generation
  stage_generation {int} NOT NULL,
  deleted_ms {int}) {heap};
CREATE INDEX IF NOT EXISTS runs_by_start ON runs (experiment_id, start_ms DESC, run_id);
CREATE INDEX IF NOT EXISTS runs_by_name ON runs (experiment_id, {prefix:name});

-- Params of runs. Searches begin at the values of one name in one experiment: the experiment stands beside each value, since no index
-- spans two tables.
CREATE TABLE IF NOT EXISTS params (
  run {int} NOT NULL REFERENCES runs (id),
  name {int} NOT NULL REFERENCES names (id),
  value {text} NOT NULL,
  experiment {int} NOT NULL,         -- the run's
  PRIMARY KEY (run, name)) {clustered};
CREATE INDEX IF NOT EXISTS params_by_value ON params (experiment, name, {prefix:value}, run);

-- Tags of runs, searched as params are.
CREATE TABLE IF NOT EXISTS tags (
  run {int} NOT NULL REFERENCES runs (id),
  name {int} NOT NULL REFERENCES names (id),
  value {text} NOT NULL,
  experiment {int} NOT NULL,         -- the run's
  PRIMARY KEY (run, name)) {clustered};
CREATE INDEX IF NOT EXISTS tags_by_value ON tags (experiment, name, {prefix:value}, run);

-- The latest point of each series, for searches and tables. NaN is value 0 with is_nan 1.
CREATE TABLE IF NOT EXISTS metric_latest (
  run {int} NOT NULL {owner:runs},
  name {int} NOT NULL {owner:names},
  value {real} NOT NULL,
  is_nan {int} NOT NULL,
  step {int} NOT NULL,
  timestamp_ms {int} NOT NULL,
  min_value {real},                  -- NaN aside; null while there is no other value
  max_value {real},
  experiment {int} NOT NULL,         -- the run's
  PRIMARY KEY (run, name)) {clustered};
CREATE INDEX IF NOT EXISTS metric_latest_by_value ON metric_latest (experiment, name, is_nan, value, run);

-- Points as they arrive: one row for each commit and run (docs/formats/metric-tail.md).
CREATE TABLE IF NOT EXISTS metric_tail (
  run {int} NOT NULL {owner:runs},
  seq {int} NOT NULL,
  points {blob} NOT NULL,
  PRIMARY KEY (run, seq)) {clustered};
{external} ALTER TABLE metric_tail ALTER COLUMN points SET STORAGE EXTERNAL;

-- Sealed points (docs/formats/metric-block.md). Not clustered: the data would swell the tree that finds it.
CREATE TABLE IF NOT EXISTS metric_blocks (
  run {int} NOT NULL {owner:runs},
  name {int} NOT NULL {owner:names},
  ordinal {int} NOT NULL,            -- order within the series; gaps are normal
  first_step {int} NOT NULL,
  first_ms {int} NOT NULL,
  last_step {int} NOT NULL,
  last_ms {int} NOT NULL,
  points {int} NOT NULL,             -- how many there are
  min_value {real},
  max_value {real},
  time_ascends {int} NOT NULL,
  data {blob} NOT NULL,
  PRIMARY KEY (run, name, ordinal)) {heap};
{external} ALTER TABLE metric_blocks ALTER COLUMN data SET STORAGE EXTERNAL;

-- The series of a run that have fewer than 64 points, in one row (docs/formats/metric-bundle.md): rows and keys of their own would take
-- more than their points do. The only key is the run, which in SQLite is the number of the row and takes no index.
CREATE TABLE IF NOT EXISTS metric_bundles (
  run {int} NOT NULL {owner:runs},
  points {int} NOT NULL,             -- how many there are
  data {blob} NOT NULL,
  PRIMARY KEY (run)) {heap};
{external} ALTER TABLE metric_bundles ALTER COLUMN data SET STORAGE EXTERNAL;

-- Datasets that runs used. One belongs to the experiment that first used it.
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

-- Which run used which dataset.
CREATE TABLE IF NOT EXISTS inputs (
  run {int} NOT NULL REFERENCES runs (id),
  dataset {int} NOT NULL REFERENCES datasets (id),
  ordinal {int} NOT NULL,
  PRIMARY KEY (run, dataset)) {clustered};
CREATE INDEX IF NOT EXISTS inputs_by_dataset ON inputs (dataset, run);

-- Tags of one use of a dataset.
CREATE TABLE IF NOT EXISTS input_tags (
  run {int} NOT NULL,
  dataset {int} NOT NULL,
  tag_key {key:255} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (run, dataset, tag_key),
  FOREIGN KEY (run, dataset) REFERENCES inputs (run, dataset)) {clustered};

-- Logged models.
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
  source_run_id {text} NOT NULL,     -- as sent: the run need not exist
  deleted_ms {int}) {heap};
CREATE INDEX IF NOT EXISTS models_by_creation ON models (experiment_id, created_ms DESC);

-- Params of logged models.
CREATE TABLE IF NOT EXISTS model_params (
  model {int} NOT NULL REFERENCES models (id),
  name {int} NOT NULL REFERENCES names (id),
  value {text} NOT NULL,
  PRIMARY KEY (model, name)) {clustered};

-- Tags of logged models.
CREATE TABLE IF NOT EXISTS model_tags (
  model {int} NOT NULL REFERENCES models (id),
  name {int} NOT NULL REFERENCES names (id),
  value {text} NOT NULL,
  PRIMARY KEY (model, name)) {clustered};

-- Values measured on a logged model, each also a point of the run. No dataset is two empty texts. Removing a run looks for its rows, by
-- itself and for the foreign key: hence the index.
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
CREATE INDEX IF NOT EXISTS model_metrics_by_run ON model_metrics (run);

-- Logged models that runs used or made.
CREATE TABLE IF NOT EXISTS run_models (
  run {int} NOT NULL REFERENCES runs (id),
  direction {int} NOT NULL,          -- 0 used, 1 made
  model_id {key:256} NOT NULL,       -- as sent: the model need not exist
  step {int} NOT NULL,
  ordinal {int} NOT NULL,
  PRIMARY KEY (run, direction, model_id)) {clustered};

-- Registered models.
CREATE TABLE IF NOT EXISTS registered_models (
  id {identity},
  name {key:500} NOT NULL UNIQUE,
  description {text} NOT NULL,
  created_ms {int} NOT NULL,
  updated_ms {int} NOT NULL,
  last_version {int} NOT NULL        -- the highest number given so far; deleting versions never lowers it
  ) {heap};

-- Tags of registered models. Not clustered, nor the tags of versions: values may be long, as the texts of prompts are.
CREATE TABLE IF NOT EXISTS registered_model_tags (
  registered_model {int} NOT NULL REFERENCES registered_models (id),
  name {int} NOT NULL REFERENCES names (id),
  value {text} NOT NULL,
  PRIMARY KEY (registered_model, name)) {heap};

-- Versions of registered models.
CREATE TABLE IF NOT EXISTS model_versions (
  id {identity},
  registered_model {int} NOT NULL REFERENCES registered_models (id),
  version {int} NOT NULL,
  created_ms {int} NOT NULL,
  updated_ms {int} NOT NULL,
  stage {int} NOT NULL,              -- 0 none, 1 staging, 2 production, 3 archived
  description {text} NOT NULL,
  source {text} NOT NULL,
  storage_location {text} NOT NULL,  -- the source with models:/ resolved; empty: no files to hand out
  run_id {text} NOT NULL,            -- as sent: the run need not exist
  run_link {text} NOT NULL,
  UNIQUE (registered_model, version)) {heap};
CREATE INDEX IF NOT EXISTS model_versions_by_stage ON model_versions (registered_model, stage, version);
CREATE INDEX IF NOT EXISTS model_versions_by_run ON model_versions {lookup:run_id};
CREATE INDEX IF NOT EXISTS model_versions_by_update ON model_versions (updated_ms DESC);

-- Tags of versions.
CREATE TABLE IF NOT EXISTS model_version_tags (
  model_version {int} NOT NULL REFERENCES model_versions (id),
  name {int} NOT NULL REFERENCES names (id),
  value {text} NOT NULL,
  PRIMARY KEY (model_version, name)) {heap};

-- Aliases of registered models, each for one version.
CREATE TABLE IF NOT EXISTS registered_model_aliases (
  registered_model {int} NOT NULL REFERENCES registered_models (id),
  alias {key:255} NOT NULL,
  model_version {int} NOT NULL REFERENCES model_versions (id),
  PRIMARY KEY (registered_model, alias)) {clustered};
CREATE INDEX IF NOT EXISTS registered_model_aliases_by_version ON registered_model_aliases (model_version);

-- Addresses that are told of changes in the model registry. They are few: what asks for more than one reads all.
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

-- Evaluation datasets.
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

-- Tags of evaluation datasets. Their keys may be longer than names are.
CREATE TABLE IF NOT EXISTS evaluation_dataset_tags (
  dataset {int} NOT NULL REFERENCES evaluation_datasets (id),
  tag {key:255} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (dataset, tag)) {heap};

-- Experiments that use an evaluation dataset.
CREATE TABLE IF NOT EXISTS evaluation_dataset_experiments (
  dataset {int} NOT NULL REFERENCES evaluation_datasets (id),
  experiment {int} NOT NULL REFERENCES experiments (id),
  PRIMARY KEY (dataset, experiment)) {clustered};
CREATE INDEX IF NOT EXISTS evaluation_dataset_experiments_by_experiment ON evaluation_dataset_experiments (experiment, dataset);

-- Records of evaluation datasets. Not clustered: they may be long.
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

-- Scorers of experiments.
CREATE TABLE IF NOT EXISTS scorers (
  id {identity},
  experiment_id {int} NOT NULL REFERENCES experiments (id),
  name {key:256} NOT NULL,
  scorer_id {key:36} NOT NULL UNIQUE,
  UNIQUE (experiment_id, name)) {heap};

-- Versions of scorers.
CREATE TABLE IF NOT EXISTS scorer_versions (
  scorer {int} NOT NULL REFERENCES scorers (id),
  version {int} NOT NULL,
  serialized_scorer {text} NOT NULL,
  created_ms {int} NOT NULL,
  PRIMARY KEY (scorer, version)) {heap};

-- Traces of applications. Their tags, metadata and assessments name the experiment too, as searches begin at values.
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

-- Tags of traces.
CREATE TABLE IF NOT EXISTS trace_tags (
  trace {int} NOT NULL {owner:traces},
  name {int} NOT NULL {owner:names},
  value {text} NOT NULL,
  experiment {int} NOT NULL,         -- the trace's
  PRIMARY KEY (trace, name)) {clustered};
CREATE INDEX IF NOT EXISTS trace_tags_by_value ON trace_tags (experiment, name, {prefix:value}, trace);

-- What was sent with traces.
CREATE TABLE IF NOT EXISTS trace_metadata (
  trace {int} NOT NULL {owner:traces},
  name {int} NOT NULL {owner:names},
  value {text} NOT NULL,
  experiment {int} NOT NULL,         -- the trace's
  PRIMARY KEY (trace, name)) {clustered};
CREATE INDEX IF NOT EXISTS trace_metadata_by_value ON trace_metadata (experiment, name, {prefix:value}, trace);

-- What is said of traces.
CREATE TABLE IF NOT EXISTS assessments (
  trace {int} NOT NULL {owner:traces},
  assessment_id {key:64} NOT NULL,
  name {int} NOT NULL {owner:names},
  kind {int} NOT NULL,               -- 0 feedback, 1 expectation
  value {text} NOT NULL,             -- JSON
  experiment {int} NOT NULL,         -- the trace's
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

-- Spans of traces. What filters and sums need stands before the JSON, so that it need not be read for them.
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

-- Links from traces to runs that runs have set.
CREATE TABLE IF NOT EXISTS trace_runs (
  run {int} NOT NULL REFERENCES runs (id),
  trace_id {key:256} NOT NULL,       -- as sent: the trace may come later
  PRIMARY KEY (run, trace_id)) {clustered};
CREATE INDEX IF NOT EXISTS trace_runs_by_trace ON trace_runs (trace_id);

-- Writers of databases that may go away while servers live (docs/adr/0008-a-writer-counts-its-transactions.md). A SQLite file is never away.
{servers} CREATE TABLE IF NOT EXISTS writers (
  id {identity},
  last_batch {int} NOT NULL,         -- the number of its last transaction
  seen_ms {int} NOT NULL) {heap};
