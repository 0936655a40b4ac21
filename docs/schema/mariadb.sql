-- The tables of schema version 9. Written by a test, from the database's own words: see CONTRIBUTING.md.

-- Steps of the schema that this database has had.
CREATE TABLE leat_schema (
  version BIGINT(20) NOT NULL,
  applied_ms BIGINT(20) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Names of metrics, params and tags as small numbers. Rows are never changed or removed.
CREATE TABLE names (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(250) NOT NULL UNIQUE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Experiments. Their runs are deleted and restored with them by one change of a row: see runs.stage.
CREATE TABLE experiments (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(500) NOT NULL,
  artifact_location LONGTEXT NOT NULL,
  stage BIGINT(20) NOT NULL,             -- 0 active, 1 deleted, 2 being removed for good
  generation BIGINT(20) NOT NULL,        -- grows with each delete and restore
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  workspace BIGINT(20) NOT NULL DEFAULT 0,
  UNIQUE (workspace, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Tags of experiments.
CREATE TABLE experiment_tags (
  experiment BIGINT(20) NOT NULL REFERENCES experiments (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  value LONGTEXT NOT NULL,
  PRIMARY KEY (experiment, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX name ON experiment_tags (name);

-- Runs.
CREATE TABLE runs (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  experiment_id BIGINT(20) NOT NULL REFERENCES experiments (id),
  run_id VARCHAR(256) NOT NULL UNIQUE,
  name LONGTEXT NOT NULL,
  user_id LONGTEXT NOT NULL,
  status BIGINT(20) NOT NULL,
  start_ms BIGINT(20) NOT NULL,
  end_ms BIGINT(20),
  artifact_uri LONGTEXT NOT NULL,
  stage BIGINT(20) NOT NULL,             -- as of experiments; 0 and 1 count only if stage_generation is the experiment's generation
  stage_generation BIGINT(20) NOT NULL,
  deleted_ms BIGINT(20)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX runs_by_name ON runs (experiment_id, name(64));
CREATE INDEX runs_by_stage ON runs (experiment_id, stage, stage_generation, status);
CREATE INDEX runs_by_start ON runs (experiment_id, start_ms DESC, run_id);

-- Params of runs. Searches begin at the values of one name in one experiment: the experiment stands beside each value, since no index
-- spans two tables.
CREATE TABLE params (
  run BIGINT(20) NOT NULL REFERENCES runs (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  value LONGTEXT NOT NULL,
  experiment BIGINT(20) NOT NULL,        -- the run's
  head VARCHAR(64) STORED GENERATED,
  PRIMARY KEY (run, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX name ON params (name);
CREATE INDEX params_by_head ON params (experiment, name, head, run);

-- Tags of runs, searched as params are.
CREATE TABLE tags (
  run BIGINT(20) NOT NULL REFERENCES runs (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  value LONGTEXT NOT NULL,
  experiment BIGINT(20) NOT NULL,        -- the run's
  head VARCHAR(64) STORED GENERATED,
  PRIMARY KEY (run, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX name ON tags (name);
CREATE INDEX tags_by_head ON tags (experiment, name, head, run);

-- The latest point of each series, for searches and tables. NaN is value 0 with is_nan 1.
CREATE TABLE metric_latest (
  run BIGINT(20) NOT NULL,
  name BIGINT(20) NOT NULL,
  value DOUBLE NOT NULL,
  is_nan BIGINT(20) NOT NULL,
  step BIGINT(20) NOT NULL,
  timestamp_ms BIGINT(20) NOT NULL,
  min_value DOUBLE,                      -- NaN aside; null while there is no other value
  max_value DOUBLE,
  experiment BIGINT(20) NOT NULL,        -- the run's
  PRIMARY KEY (run, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX metric_latest_by_value ON metric_latest (experiment, name, is_nan, value, run);

-- Points as they arrive: one row for each commit and run (docs/formats/metric-tail.md).
CREATE TABLE metric_tail (
  run BIGINT(20) NOT NULL,
  seq BIGINT(20) NOT NULL,
  points LONGBLOB NOT NULL,
  PRIMARY KEY (run, seq)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Sealed points (docs/formats/metric-block.md). Not clustered: the data would swell the tree that finds it.
CREATE TABLE metric_blocks (
  run BIGINT(20) NOT NULL,
  name BIGINT(20) NOT NULL,
  ordinal BIGINT(20) NOT NULL,           -- order within the series; gaps are normal
  first_step BIGINT(20) NOT NULL,
  first_ms BIGINT(20) NOT NULL,
  last_step BIGINT(20) NOT NULL,
  last_ms BIGINT(20) NOT NULL,
  points BIGINT(20) NOT NULL,            -- how many there are
  min_value DOUBLE,
  max_value DOUBLE,
  time_ascends BIGINT(20) NOT NULL,
  data LONGBLOB NOT NULL,
  PRIMARY KEY (run, name, ordinal)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- The series of a run that have fewer than 64 points, in one row (docs/formats/metric-bundle.md): rows and keys of their own would take
-- more than their points do. The only key is the run, which in SQLite is the number of the row and takes no index.
CREATE TABLE metric_bundles (
  run BIGINT(20) PRIMARY KEY,
  points BIGINT(20) NOT NULL,            -- how many there are
  data LONGBLOB NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Datasets that runs used. One belongs to the experiment that first used it.
CREATE TABLE datasets (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  experiment_id BIGINT(20) NOT NULL REFERENCES experiments (id),
  name VARCHAR(500) NOT NULL,
  digest VARCHAR(36) NOT NULL,
  source_type LONGTEXT NOT NULL,
  source LONGTEXT NOT NULL,
  schema_json LONGTEXT,
  profile_json LONGTEXT,
  workspace BIGINT(20) NOT NULL DEFAULT 0,
  UNIQUE (workspace, name, digest)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX datasets_by_experiment ON datasets (experiment_id);

-- Which run used which dataset.
CREATE TABLE inputs (
  run BIGINT(20) NOT NULL REFERENCES runs (id),
  dataset BIGINT(20) NOT NULL REFERENCES datasets (id),
  ordinal BIGINT(20) NOT NULL,
  source_type LONGTEXT,                  -- of the run's own source
  source LONGTEXT,                       -- the run's own, if the first run to use the dataset named another
  PRIMARY KEY (run, dataset)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX inputs_by_dataset ON inputs (dataset, run);

-- Tags of one use of a dataset.
CREATE TABLE input_tags (
  run BIGINT(20) NOT NULL,
  dataset BIGINT(20) NOT NULL,
  tag_key VARCHAR(255) NOT NULL,
  value LONGTEXT NOT NULL,
  PRIMARY KEY (run, dataset, tag_key),
  FOREIGN KEY (run, dataset) REFERENCES inputs (run, dataset)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Logged models.
CREATE TABLE models (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  experiment_id BIGINT(20) NOT NULL REFERENCES experiments (id),
  model_id VARCHAR(256) NOT NULL UNIQUE,
  name LONGTEXT NOT NULL,
  artifact_uri LONGTEXT NOT NULL,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  status BIGINT(20) NOT NULL,
  model_type LONGTEXT NOT NULL,
  source_run_id LONGTEXT NOT NULL,       -- as sent: the run need not exist
  deleted_ms BIGINT(20)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX models_by_creation ON models (experiment_id, created_ms DESC);

-- Params of logged models.
CREATE TABLE model_params (
  model BIGINT(20) NOT NULL REFERENCES models (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  value LONGTEXT NOT NULL,
  long_name LONGTEXT,                    -- the whole key, if it is longer than names are and the name stands for it
  PRIMARY KEY (model, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX name ON model_params (name);

-- Tags of logged models.
CREATE TABLE model_tags (
  model BIGINT(20) NOT NULL REFERENCES models (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  value LONGTEXT NOT NULL,
  PRIMARY KEY (model, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX name ON model_tags (name);

-- Values measured on a logged model, each also a point of the run. No dataset is two empty texts. Removing a run looks for its rows, by
-- itself and for the foreign key: hence the index.
CREATE TABLE model_metrics (
  model BIGINT(20) NOT NULL REFERENCES models (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  run BIGINT(20) NOT NULL REFERENCES runs (id),
  timestamp_ms BIGINT(20) NOT NULL,
  step BIGINT(20) NOT NULL,
  value DOUBLE NOT NULL,
  is_nan BIGINT(20) NOT NULL,
  dataset_name VARCHAR(500) NOT NULL,
  dataset_digest VARCHAR(36) NOT NULL,
  PRIMARY KEY (model, name, run, timestamp_ms, step, value, is_nan, dataset_name, dataset_digest)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX model_metrics_by_run ON model_metrics (run);
CREATE INDEX name ON model_metrics (name);

-- Logged models that runs used or made.
CREATE TABLE run_models (
  run BIGINT(20) NOT NULL REFERENCES runs (id),
  direction BIGINT(20) NOT NULL,         -- 0 used, 1 made
  model_id VARCHAR(256) NOT NULL,        -- as sent: the model need not exist
  step BIGINT(20) NOT NULL,
  ordinal BIGINT(20) NOT NULL,
  PRIMARY KEY (run, direction, model_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Registered models.
CREATE TABLE registered_models (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(500) NOT NULL,
  description LONGTEXT NOT NULL,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  last_version BIGINT(20) NOT NULL,      -- the highest number given so far; deleting versions never lowers it
  workspace BIGINT(20) NOT NULL DEFAULT 0,
  UNIQUE (workspace, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Tags of registered models. Not clustered, nor the tags of versions: values may be long, as the texts of prompts are.
CREATE TABLE registered_model_tags (
  registered_model BIGINT(20) NOT NULL REFERENCES registered_models (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  value LONGTEXT NOT NULL,
  PRIMARY KEY (registered_model, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX name ON registered_model_tags (name);

-- Versions of registered models.
CREATE TABLE model_versions (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  registered_model BIGINT(20) NOT NULL REFERENCES registered_models (id),
  version BIGINT(20) NOT NULL,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  stage BIGINT(20) NOT NULL,             -- 0 none, 1 staging, 2 production, 3 archived
  description LONGTEXT NOT NULL,
  source LONGTEXT NOT NULL,
  storage_location LONGTEXT NOT NULL,    -- the source with models:/ resolved; empty: no files to hand out
  run_id LONGTEXT NOT NULL,              -- as sent: the run need not exist
  run_link LONGTEXT NOT NULL,
  UNIQUE (registered_model, version)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX model_versions_by_run ON model_versions (run_id(255));
CREATE INDEX model_versions_by_stage ON model_versions (registered_model, stage, version);
CREATE INDEX model_versions_by_update ON model_versions (updated_ms DESC);

-- Tags of versions.
CREATE TABLE model_version_tags (
  model_version BIGINT(20) NOT NULL REFERENCES model_versions (id),
  name BIGINT(20) NOT NULL REFERENCES names (id),
  value LONGTEXT NOT NULL,
  PRIMARY KEY (model_version, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX name ON model_version_tags (name);

-- Aliases of registered models, each for one version.
CREATE TABLE registered_model_aliases (
  registered_model BIGINT(20) NOT NULL REFERENCES registered_models (id),
  alias VARCHAR(255) NOT NULL,
  model_version BIGINT(20) NOT NULL REFERENCES model_versions (id),
  PRIMARY KEY (registered_model, alias)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX registered_model_aliases_by_version ON registered_model_aliases (model_version);

-- Addresses that are told of changes in the model registry. They are few: what asks for more than one reads all.
CREATE TABLE webhooks (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  webhook_id VARCHAR(36) NOT NULL UNIQUE,
  name LONGTEXT NOT NULL,
  description LONGTEXT NOT NULL,
  url LONGTEXT NOT NULL,
  events LONGTEXT NOT NULL,              -- ENTITY.ACTION, with spaces between
  status BIGINT(20) NOT NULL,            -- 1 active, 2 disabled
  secret LONGTEXT,                       -- encrypted where the server has a key; null: nothing is signed
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  workspace BIGINT(20) NOT NULL DEFAULT 0
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Evaluation datasets.
CREATE TABLE evaluation_datasets (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  dataset_id VARCHAR(36) NOT NULL UNIQUE,
  name VARCHAR(255) NOT NULL,
  field_types LONGTEXT,                  -- what fields its records have had, as JSON; null before the first records
  records BIGINT(20) NOT NULL,           -- how many there are
  digest VARCHAR(64) NOT NULL,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  created_by LONGTEXT,
  updated_by LONGTEXT,
  workspace BIGINT(20) NOT NULL DEFAULT 0
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX evaluation_datasets_by_name ON evaluation_datasets (name);
CREATE INDEX evaluation_datasets_by_time ON evaluation_datasets (created_ms, dataset_id);

-- Tags of evaluation datasets. Their keys may be longer than names are.
CREATE TABLE evaluation_dataset_tags (
  dataset BIGINT(20) NOT NULL REFERENCES evaluation_datasets (id),
  tag VARCHAR(255) NOT NULL,
  value LONGTEXT NOT NULL,
  PRIMARY KEY (dataset, tag)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Experiments that use an evaluation dataset.
CREATE TABLE evaluation_dataset_experiments (
  dataset BIGINT(20) NOT NULL REFERENCES evaluation_datasets (id),
  experiment BIGINT(20) NOT NULL REFERENCES experiments (id),
  PRIMARY KEY (dataset, experiment)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX evaluation_dataset_experiments_by_experiment ON evaluation_dataset_experiments (experiment, dataset);

-- Records of evaluation datasets. Not clustered: they may be long.
CREATE TABLE evaluation_dataset_records (
  dataset BIGINT(20) NOT NULL REFERENCES evaluation_datasets (id),
  input_hash VARCHAR(64) NOT NULL,
  record_id VARCHAR(36) NOT NULL,
  inputs LONGTEXT NOT NULL,
  outputs LONGTEXT,
  expectations LONGTEXT,
  tags LONGTEXT NOT NULL,
  source LONGTEXT,
  source_id LONGTEXT,
  source_type LONGTEXT,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  created_by LONGTEXT,
  updated_by LONGTEXT,
  PRIMARY KEY (dataset, input_hash)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX evaluation_dataset_records_by_time ON evaluation_dataset_records (dataset, created_ms, record_id);

-- Scorers of experiments.
CREATE TABLE scorers (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  experiment_id BIGINT(20) NOT NULL REFERENCES experiments (id),
  name VARCHAR(256) NOT NULL,
  scorer_id VARCHAR(36) NOT NULL UNIQUE,
  UNIQUE (experiment_id, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Versions of scorers.
CREATE TABLE scorer_versions (
  scorer BIGINT(20) NOT NULL REFERENCES scorers (id),
  version BIGINT(20) NOT NULL,
  serialized_scorer LONGTEXT NOT NULL,
  created_ms BIGINT(20) NOT NULL,
  PRIMARY KEY (scorer, version)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Sums over the spans of a trace, or what its client has said. Null while nobody has said.
CREATE TABLE traces (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  experiment_id BIGINT(20) NOT NULL REFERENCES experiments (id),
  trace_id VARCHAR(256) NOT NULL UNIQUE,
  timestamp_ms BIGINT(20) NOT NULL,
  duration_ms BIGINT(20),
  state BIGINT(20) NOT NULL,             -- 0 not said, 1 ok, 2 error, 3 in progress
  client_request_id LONGTEXT,
  request_preview LONGTEXT,
  response_preview LONGTEXT,
  input_tokens BIGINT(20),
  output_tokens BIGINT(20),
  total_tokens BIGINT(20),
  cache_read_tokens BIGINT(20),
  cache_creation_tokens BIGINT(20)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX traces_by_duration ON traces (experiment_id, duration_ms);
CREATE INDEX traces_by_figures ON traces (experiment_id, timestamp_ms, state, duration_ms, input_tokens, output_tokens, total_tokens, cache_read_tokens, cache_creation_tokens);
CREATE INDEX traces_by_state ON traces (experiment_id, state, timestamp_ms DESC, trace_id);
CREATE INDEX traces_by_time ON traces (experiment_id, timestamp_ms DESC, trace_id);

-- Tags of traces.
CREATE TABLE trace_tags (
  trace BIGINT(20) NOT NULL,
  name BIGINT(20) NOT NULL,
  value LONGTEXT NOT NULL,
  experiment BIGINT(20) NOT NULL,        -- the trace's
  head VARCHAR(64) STORED GENERATED,
  PRIMARY KEY (trace, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX trace_tags_by_head ON trace_tags (experiment, name, head, trace);

-- What was sent with traces.
CREATE TABLE trace_metadata (
  trace BIGINT(20) NOT NULL,
  name BIGINT(20) NOT NULL,
  value LONGTEXT NOT NULL,
  experiment BIGINT(20) NOT NULL,        -- the trace's
  head VARCHAR(64) STORED GENERATED,
  PRIMARY KEY (trace, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX trace_metadata_by_head ON trace_metadata (experiment, name, head, trace);

-- What is said of traces.
CREATE TABLE assessments (
  trace BIGINT(20) NOT NULL,
  assessment_id VARCHAR(64) NOT NULL,
  name BIGINT(20) NOT NULL,
  kind BIGINT(20) NOT NULL,              -- 0 feedback, 1 expectation
  value LONGTEXT NOT NULL,               -- JSON
  experiment BIGINT(20) NOT NULL,        -- the trace's
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  source_type LONGTEXT NOT NULL,
  source_id LONGTEXT,
  span_id LONGTEXT,
  rationale LONGTEXT,
  error_json LONGTEXT,
  metadata_json LONGTEXT,
  overrides LONGTEXT,
  valid BIGINT(20) NOT NULL,
  head VARCHAR(64) STORED GENERATED,
  PRIMARY KEY (trace, assessment_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX assessments_by_head ON assessments (experiment, name, head, trace);

-- Spans of traces. What filters and sums need stands before the JSON, so that it need not be read for them.
CREATE TABLE spans (
  trace BIGINT(20) NOT NULL,
  span_id VARCHAR(64) NOT NULL,
  parent_span_id LONGTEXT,
  name LONGTEXT NOT NULL,
  type LONGTEXT NOT NULL,
  status BIGINT(20) NOT NULL,            -- 0 unset, 1 ok, 2 error
  start_ns BIGINT(20) NOT NULL,
  end_ns BIGINT(20),
  input_tokens BIGINT(20),
  output_tokens BIGINT(20),
  total_tokens BIGINT(20),
  content LONGTEXT NOT NULL,             -- JSON
  PRIMARY KEY (trace, span_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Links from traces to runs that runs have set.
CREATE TABLE trace_runs (
  run BIGINT(20) NOT NULL REFERENCES runs (id),
  trace_id VARCHAR(256) NOT NULL,        -- as sent: the trace may come later
  PRIMARY KEY (run, trace_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX trace_runs_by_trace ON trace_runs (trace_id);

-- Writers of databases that may go away while servers live (docs/adr/0008-a-writer-counts-its-transactions.md). A SQLite file is never away.
CREATE TABLE writers (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  last_batch BIGINT(20) NOT NULL,        -- the number of its last transaction
  seen_ms BIGINT(20) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- What is measured of spans, in few pages: their own rows hold their JSON.
CREATE TABLE span_figures (
  trace BIGINT(20) NOT NULL,
  span_id VARCHAR(64) NOT NULL,
  name LONGTEXT NOT NULL,
  type LONGTEXT NOT NULL,
  status BIGINT(20) NOT NULL,            -- as of spans
  start_ns BIGINT(20) NOT NULL,
  end_ns BIGINT(20),
  input_tokens BIGINT(20),
  output_tokens BIGINT(20),
  total_tokens BIGINT(20),
  cache_read_tokens BIGINT(20),
  cache_creation_tokens BIGINT(20),
  input_cost DOUBLE,
  output_cost DOUBLE,
  total_cost DOUBLE,
  model LONGTEXT,
  provider LONGTEXT,
  PRIMARY KEY (trace, span_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX span_figures_by_name ON span_figures (name(64), trace);
CREATE INDEX span_figures_by_type ON span_figures (type(64), trace);

-- Versions of prompts that a trace used.
CREATE TABLE trace_prompts (
  trace BIGINT(20) NOT NULL,
  name VARCHAR(500) NOT NULL,
  version VARCHAR(100) NOT NULL,
  PRIMARY KEY (trace, name, version)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX trace_prompts_by_prompt ON trace_prompts (name, version, trace);

-- Problems that traces show. A trace shows one through an assessment of kind 2 whose name is the issue's id.
CREATE TABLE issues (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  issue_id VARCHAR(36) NOT NULL UNIQUE,
  experiment BIGINT(20) NOT NULL REFERENCES experiments (id),
  name LONGTEXT NOT NULL,
  description LONGTEXT NOT NULL,
  status BIGINT(20) NOT NULL,            -- 0 pending, 1 rejected, 2 resolved
  severity BIGINT(20),                   -- 0 not an issue, 1 low, 2 medium, 3 high
  root_causes LONGTEXT NOT NULL,         -- JSON, a list of texts
  categories LONGTEXT NOT NULL,          -- JSON, a list of texts
  source_run_id LONGTEXT,
  created_by LONGTEXT,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX issues_by_time ON issues (experiment, created_ms, issue_id);

-- How scorers score new traces.
CREATE TABLE online_scorings (
  scorer BIGINT(20) PRIMARY KEY REFERENCES scorers (id),
  config_id VARCHAR(36) NOT NULL,
  sample_rate DOUBLE NOT NULL,
  filter LONGTEXT
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- What reviewers are asked about traces.
CREATE TABLE label_schemas (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  schema_id VARCHAR(36) NOT NULL UNIQUE,
  experiment BIGINT(20) NOT NULL REFERENCES experiments (id),
  name VARCHAR(150) NOT NULL,
  type BIGINT(20) NOT NULL,              -- 0 feedback, 1 expectation
  title LONGTEXT,
  instruction LONGTEXT,
  has_comment BIGINT(20) NOT NULL,
  input LONGTEXT NOT NULL,               -- JSON, as it was sent
  created_by LONGTEXT,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  UNIQUE (experiment, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Queues of traces for reviewers.
CREATE TABLE review_queues (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  queue_id VARCHAR(36) NOT NULL UNIQUE,
  experiment BIGINT(20) NOT NULL REFERENCES experiments (id),
  name LONGTEXT NOT NULL,
  folded_name VARCHAR(255) NOT NULL,     -- in one case
  type BIGINT(20) NOT NULL,              -- 0 of a user, 1 of several
  created_by LONGTEXT,
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  UNIQUE (experiment, folded_name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX review_queues_by_time ON review_queues (experiment, created_ms, queue_id);

-- Who reviews.
CREATE TABLE review_queue_users (
  queue BIGINT(20) NOT NULL REFERENCES review_queues (id),
  reviewer VARCHAR(255) NOT NULL,
  place BIGINT(20) NOT NULL,
  PRIMARY KEY (queue, reviewer)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- What is asked, as far as it is still there.
CREATE TABLE review_queue_schemas (
  queue BIGINT(20) NOT NULL REFERENCES review_queues (id),
  schema_id VARCHAR(36) NOT NULL,
  place BIGINT(20) NOT NULL,
  PRIMARY KEY (queue, schema_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX review_queue_schemas_by_schema ON review_queue_schemas (schema_id);

-- What is reviewed.
CREATE TABLE review_queue_items (
  queue BIGINT(20) NOT NULL REFERENCES review_queues (id),
  item_id VARCHAR(256) NOT NULL,         -- a trace's
  status BIGINT(20) NOT NULL,            -- 0 pending, 1 complete, 2 declined
  completed_by LONGTEXT,
  completed_ms BIGINT(20),
  created_ms BIGINT(20) NOT NULL,
  updated_ms BIGINT(20) NOT NULL,
  PRIMARY KEY (queue, item_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
CREATE INDEX review_queue_items_by_time ON review_queue_items (queue, created_ms, item_id);

-- Workspaces. Number 0 is 'default', to which everything belongs that was there before.
CREATE TABLE workspaces (
  id BIGINT(20) PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(63) NOT NULL UNIQUE,
  description LONGTEXT,
  artifact_root LONGTEXT,                -- where files of new experiments go; null: below the server's root
  created_ms BIGINT(20) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Hours whose traces have changed since they were added up. A row belongs to one writer, so that writers do not wait for each other.
CREATE TABLE trace_hour_changes (
  experiment BIGINT(20) NOT NULL,
  hour BIGINT(20) NOT NULL,
  writer BIGINT(20) NOT NULL,            -- a number of its own, drawn at its start; 0 for traces from before this version
  stamp BIGINT(20) NOT NULL,             -- another one for each transaction
  changed_ms BIGINT(20) NOT NULL,
  PRIMARY KEY (experiment, hour, writer)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- What began in one hour. Holds only as long as the hour has no row in trace_hour_changes; otherwise the rows of its traces tell.
CREATE TABLE trace_hours (
  experiment BIGINT(20) NOT NULL,
  hour BIGINT(20) NOT NULL,              -- since 1970
  traces LONGBLOB,                       -- see docs/formats/trace-hour.md; null: the rows tell
  spans LONGBLOB,                        -- the same
  trace_values LONGBLOB,                 -- the same
  span_values LONGBLOB,                  -- the same
  PRIMARY KEY (experiment, hour)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- Periods whose shorter ones have been stored anew since the period was added up. Hours that have changed are in trace_hour_changes only.
CREATE TABLE trace_period_changes (
  experiment BIGINT(20) NOT NULL,
  hours BIGINT(20) NOT NULL,             -- the length: 24 or 768
  period BIGINT(20) NOT NULL,
  stamp BIGINT(20) NOT NULL,             -- another one for each change
  changed_ms BIGINT(20) NOT NULL,        -- when its traces changed last
  PRIMARY KEY (experiment, hours, period)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;

-- What began in one period. Holds only as long as neither the period nor a shorter one or an hour in it has a row in trace_period_changes or
-- trace_hour_changes; otherwise the shorter ones tell.
CREATE TABLE trace_periods (
  experiment BIGINT(20) NOT NULL,
  hours BIGINT(20) NOT NULL,             -- the length: 24 or 768
  period BIGINT(20) NOT NULL,            -- since 1970, in lengths
  traces LONGBLOB,                       -- see docs/formats/trace-hour.md; null: the shorter ones tell
  spans LONGBLOB,                        -- the same
  trace_values LONGBLOB,                 -- the same
  span_values LONGBLOB,                  -- the same
  PRIMARY KEY (experiment, hours, period)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC COLLATE utf8mb4_nopad_bin;
