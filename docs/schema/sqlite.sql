-- The tables of schema version 9. Written by a test, from the database's own words: see CONTRIBUTING.md.

-- Steps of the schema that this database has had.
CREATE TABLE leat_schema (
  version INTEGER NOT NULL,
  applied_ms INTEGER NOT NULL
);

-- Names of metrics, params and tags as small numbers. Rows are never changed or removed.
CREATE TABLE names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- Experiments. Their runs are deleted and restored with them by one change of a row: see runs.stage.
CREATE TABLE experiments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  artifact_location TEXT NOT NULL,
  stage INTEGER NOT NULL,                -- 0 active, 1 deleted, 2 being removed for good
  generation INTEGER NOT NULL,           -- grows with each delete and restore
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  workspace INTEGER NOT NULL DEFAULT 0,
  UNIQUE (workspace, name)
);

-- Tags of experiments.
CREATE TABLE experiment_tags (
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  PRIMARY KEY (experiment, name)
) WITHOUT ROWID;

-- Runs.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id),
  run_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  end_ms INTEGER,
  artifact_uri TEXT NOT NULL,
  stage INTEGER NOT NULL,                -- as of experiments; 0 and 1 count only if stage_generation is the experiment's generation
  stage_generation INTEGER NOT NULL,
  deleted_ms INTEGER
);
CREATE INDEX runs_by_name ON runs (experiment_id, name);
CREATE INDEX runs_by_stage ON runs (experiment_id, stage, stage_generation, status);
CREATE INDEX runs_by_start ON runs (experiment_id, start_ms DESC, run_id);

-- Params of runs. Searches begin at the values of one name in one experiment: the experiment stands beside each value, since no index
-- spans two tables.
CREATE TABLE params (
  run INTEGER NOT NULL REFERENCES runs (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  experiment INTEGER NOT NULL,           -- the run's
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE INDEX params_by_value ON params (experiment, name, value, run);

-- Tags of runs, searched as params are.
CREATE TABLE tags (
  run INTEGER NOT NULL REFERENCES runs (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  experiment INTEGER NOT NULL,           -- the run's
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE INDEX tags_by_value ON tags (experiment, name, value, run);

-- The latest point of each series, for searches and tables. NaN is value 0 with is_nan 1.
CREATE TABLE metric_latest (
  run INTEGER NOT NULL REFERENCES runs (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value REAL NOT NULL,
  is_nan INTEGER NOT NULL,
  step INTEGER NOT NULL,
  timestamp_ms INTEGER NOT NULL,
  min_value REAL,                        -- NaN aside; null while there is no other value
  max_value REAL,
  experiment INTEGER NOT NULL,           -- the run's
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE INDEX metric_latest_by_value ON metric_latest (experiment, name, is_nan, value, run);

-- Points as they arrive: one row for each commit and run (docs/formats/metric-tail.md).
CREATE TABLE metric_tail (
  run INTEGER NOT NULL REFERENCES runs (id),
  seq INTEGER NOT NULL,
  points BLOB NOT NULL,
  PRIMARY KEY (run, seq)
) WITHOUT ROWID;

-- Sealed points (docs/formats/metric-block.md). Not clustered: the data would swell the tree that finds it.
CREATE TABLE metric_blocks (
  run INTEGER NOT NULL REFERENCES runs (id),
  name INTEGER NOT NULL REFERENCES names (id),
  ordinal INTEGER NOT NULL,              -- order within the series; gaps are normal
  first_step INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  points INTEGER NOT NULL,               -- how many there are
  min_value REAL,
  max_value REAL,
  time_ascends INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (run, name, ordinal)
);

-- The series of a run that have fewer than 64 points, in one row (docs/formats/metric-bundle.md): rows and keys of their own would take
-- more than their points do. The only key is the run, which in SQLite is the number of the row and takes no index.
CREATE TABLE metric_bundles (
  run INTEGER PRIMARY KEY REFERENCES runs (id),
  points INTEGER NOT NULL,               -- how many there are
  data BLOB NOT NULL
);

-- Datasets that runs used. One belongs to the experiment that first used it.
CREATE TABLE datasets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id),
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  schema_json TEXT,
  profile_json TEXT,
  workspace INTEGER NOT NULL DEFAULT 0,
  UNIQUE (workspace, name, digest)
);
CREATE INDEX datasets_by_experiment ON datasets (experiment_id);

-- Which run used which dataset.
CREATE TABLE inputs (
  run INTEGER NOT NULL REFERENCES runs (id),
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  ordinal INTEGER NOT NULL,
  source_type TEXT,                      -- of the run's own source
  source TEXT,                           -- the run's own, if the first run to use the dataset named another
  PRIMARY KEY (run, dataset)
) WITHOUT ROWID;
CREATE INDEX inputs_by_dataset ON inputs (dataset, run);

-- Tags of one use of a dataset.
CREATE TABLE input_tags (
  run INTEGER NOT NULL,
  dataset INTEGER NOT NULL,
  tag_key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, dataset, tag_key),
  FOREIGN KEY (run, dataset) REFERENCES inputs (run, dataset)
) WITHOUT ROWID;

-- Logged models.
CREATE TABLE models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id),
  model_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  artifact_uri TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  status INTEGER NOT NULL,
  model_type TEXT NOT NULL,
  source_run_id TEXT NOT NULL,           -- as sent: the run need not exist
  deleted_ms INTEGER
);
CREATE INDEX models_by_creation ON models (experiment_id, created_ms DESC);

-- Params of logged models.
CREATE TABLE model_params (
  model INTEGER NOT NULL REFERENCES models (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  long_name TEXT,                        -- the whole key, if it is longer than names are and the name stands for it
  PRIMARY KEY (model, name)
) WITHOUT ROWID;

-- Tags of logged models.
CREATE TABLE model_tags (
  model INTEGER NOT NULL REFERENCES models (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  PRIMARY KEY (model, name)
) WITHOUT ROWID;

-- Values measured on a logged model, each also a point of the run. No dataset is two empty texts. Removing a run looks for its rows, by
-- itself and for the foreign key: hence the index.
CREATE TABLE model_metrics (
  model INTEGER NOT NULL REFERENCES models (id),
  name INTEGER NOT NULL REFERENCES names (id),
  run INTEGER NOT NULL REFERENCES runs (id),
  timestamp_ms INTEGER NOT NULL,
  step INTEGER NOT NULL,
  value REAL NOT NULL,
  is_nan INTEGER NOT NULL,
  dataset_name TEXT NOT NULL,
  dataset_digest TEXT NOT NULL,
  PRIMARY KEY (model, name, run, timestamp_ms, step, value, is_nan, dataset_name, dataset_digest)
) WITHOUT ROWID;
CREATE INDEX model_metrics_by_run ON model_metrics (run);

-- Logged models that runs used or made.
CREATE TABLE run_models (
  run INTEGER NOT NULL REFERENCES runs (id),
  direction INTEGER NOT NULL,            -- 0 used, 1 made
  model_id TEXT NOT NULL,                -- as sent: the model need not exist
  step INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (run, direction, model_id)
) WITHOUT ROWID;

-- Registered models.
CREATE TABLE registered_models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  last_version INTEGER NOT NULL,         -- the highest number given so far; deleting versions never lowers it
  workspace INTEGER NOT NULL DEFAULT 0,
  UNIQUE (workspace, name)
);

-- Tags of registered models. Not clustered, nor the tags of versions: values may be long, as the texts of prompts are.
CREATE TABLE registered_model_tags (
  registered_model INTEGER NOT NULL REFERENCES registered_models (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  PRIMARY KEY (registered_model, name)
);

-- Versions of registered models.
CREATE TABLE model_versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  registered_model INTEGER NOT NULL REFERENCES registered_models (id),
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  stage INTEGER NOT NULL,                -- 0 none, 1 staging, 2 production, 3 archived
  description TEXT NOT NULL,
  source TEXT NOT NULL,
  storage_location TEXT NOT NULL,        -- the source with models:/ resolved; empty: no files to hand out
  run_id TEXT NOT NULL,                  -- as sent: the run need not exist
  run_link TEXT NOT NULL,
  UNIQUE (registered_model, version)
);
CREATE INDEX model_versions_by_run ON model_versions (run_id);
CREATE INDEX model_versions_by_stage ON model_versions (registered_model, stage, version);
CREATE INDEX model_versions_by_update ON model_versions (updated_ms DESC);

-- Tags of versions.
CREATE TABLE model_version_tags (
  model_version INTEGER NOT NULL REFERENCES model_versions (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  PRIMARY KEY (model_version, name)
);

-- Aliases of registered models, each for one version.
CREATE TABLE registered_model_aliases (
  registered_model INTEGER NOT NULL REFERENCES registered_models (id),
  alias TEXT NOT NULL,
  model_version INTEGER NOT NULL REFERENCES model_versions (id),
  PRIMARY KEY (registered_model, alias)
) WITHOUT ROWID;
CREATE INDEX registered_model_aliases_by_version ON registered_model_aliases (model_version);

-- Addresses that are told of changes in the model registry. They are few: what asks for more than one reads all.
CREATE TABLE webhooks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  url TEXT NOT NULL,
  events TEXT NOT NULL,                  -- ENTITY.ACTION, with spaces between
  status INTEGER NOT NULL,               -- 1 active, 2 disabled
  secret TEXT,                           -- encrypted where the server has a key; null: nothing is signed
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  workspace INTEGER NOT NULL DEFAULT 0
);

-- Evaluation datasets.
CREATE TABLE evaluation_datasets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  field_types TEXT,                      -- what fields its records have had, as JSON; null before the first records
  records INTEGER NOT NULL,              -- how many there are
  digest TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  created_by TEXT,
  updated_by TEXT,
  workspace INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX evaluation_datasets_by_name ON evaluation_datasets (name);
CREATE INDEX evaluation_datasets_by_time ON evaluation_datasets (created_ms, dataset_id);

-- Tags of evaluation datasets. Their keys may be longer than names are.
CREATE TABLE evaluation_dataset_tags (
  dataset INTEGER NOT NULL REFERENCES evaluation_datasets (id),
  tag TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (dataset, tag)
);

-- Experiments that use an evaluation dataset.
CREATE TABLE evaluation_dataset_experiments (
  dataset INTEGER NOT NULL REFERENCES evaluation_datasets (id),
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  PRIMARY KEY (dataset, experiment)
) WITHOUT ROWID;
CREATE INDEX evaluation_dataset_experiments_by_experiment ON evaluation_dataset_experiments (experiment, dataset);

-- Records of evaluation datasets. Not clustered: they may be long.
CREATE TABLE evaluation_dataset_records (
  dataset INTEGER NOT NULL REFERENCES evaluation_datasets (id),
  input_hash TEXT NOT NULL,
  record_id TEXT NOT NULL,
  inputs TEXT NOT NULL,
  outputs TEXT,
  expectations TEXT,
  tags TEXT NOT NULL,
  source TEXT,
  source_id TEXT,
  source_type TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  created_by TEXT,
  updated_by TEXT,
  PRIMARY KEY (dataset, input_hash)
);
CREATE INDEX evaluation_dataset_records_by_time ON evaluation_dataset_records (dataset, created_ms, record_id);

-- Scorers of experiments.
CREATE TABLE scorers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id),
  name TEXT NOT NULL,
  scorer_id TEXT NOT NULL UNIQUE,
  UNIQUE (experiment_id, name)
);

-- Versions of scorers.
CREATE TABLE scorer_versions (
  scorer INTEGER NOT NULL REFERENCES scorers (id),
  version INTEGER NOT NULL,
  serialized_scorer TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (scorer, version)
);

-- Sums over the spans of a trace, or what its client has said. Null while nobody has said.
CREATE TABLE traces (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id),
  trace_id TEXT NOT NULL UNIQUE,
  timestamp_ms INTEGER NOT NULL,
  duration_ms INTEGER,
  state INTEGER NOT NULL,                -- 0 not said, 1 ok, 2 error, 3 in progress
  client_request_id TEXT,
  request_preview TEXT,
  response_preview TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  total_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_creation_tokens INTEGER
);
CREATE INDEX traces_by_duration ON traces (experiment_id, duration_ms);
CREATE INDEX traces_by_figures ON traces (experiment_id, timestamp_ms, state, duration_ms, input_tokens, output_tokens,
  total_tokens, cache_read_tokens, cache_creation_tokens);
CREATE INDEX traces_by_state ON traces (experiment_id, state, timestamp_ms DESC, trace_id);
CREATE INDEX traces_by_time ON traces (experiment_id, timestamp_ms DESC, trace_id);

-- Tags of traces.
CREATE TABLE trace_tags (
  trace INTEGER NOT NULL REFERENCES traces (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  experiment INTEGER NOT NULL,           -- the trace's
  PRIMARY KEY (trace, name)
) WITHOUT ROWID;
CREATE INDEX trace_tags_by_value ON trace_tags (experiment, name, value, trace);

-- What was sent with traces.
CREATE TABLE trace_metadata (
  trace INTEGER NOT NULL REFERENCES traces (id),
  name INTEGER NOT NULL REFERENCES names (id),
  value TEXT NOT NULL,
  experiment INTEGER NOT NULL,           -- the trace's
  PRIMARY KEY (trace, name)
) WITHOUT ROWID;
CREATE INDEX trace_metadata_by_value ON trace_metadata (experiment, name, value, trace);

-- What is said of traces.
CREATE TABLE assessments (
  trace INTEGER NOT NULL REFERENCES traces (id),
  assessment_id TEXT NOT NULL,
  name INTEGER NOT NULL REFERENCES names (id),
  kind INTEGER NOT NULL,                 -- 0 feedback, 1 expectation
  value TEXT NOT NULL,                   -- JSON
  experiment INTEGER NOT NULL,           -- the trace's
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  source_type TEXT NOT NULL,
  source_id TEXT,
  span_id TEXT,
  rationale TEXT,
  error_json TEXT,
  metadata_json TEXT,
  overrides TEXT,
  valid INTEGER NOT NULL,
  PRIMARY KEY (trace, assessment_id)
);
CREATE INDEX assessments_by_value ON assessments (experiment, name, value, trace);

-- Spans of traces. What filters and sums need stands before the JSON, so that it need not be read for them.
CREATE TABLE spans (
  trace INTEGER NOT NULL REFERENCES traces (id),
  span_id TEXT NOT NULL,
  parent_span_id TEXT,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  status INTEGER NOT NULL,               -- 0 unset, 1 ok, 2 error
  start_ns INTEGER NOT NULL,
  end_ns INTEGER,
  input_tokens INTEGER,
  output_tokens INTEGER,
  total_tokens INTEGER,
  content TEXT NOT NULL,                 -- JSON
  PRIMARY KEY (trace, span_id)
);

-- Links from traces to runs that runs have set.
CREATE TABLE trace_runs (
  run INTEGER NOT NULL REFERENCES runs (id),
  trace_id TEXT NOT NULL,                -- as sent: the trace may come later
  PRIMARY KEY (run, trace_id)
) WITHOUT ROWID;
CREATE INDEX trace_runs_by_trace ON trace_runs (trace_id);

-- What is measured of spans, in few pages: their own rows hold their JSON.
CREATE TABLE span_figures (
  trace INTEGER NOT NULL REFERENCES traces (id),
  span_id TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  status INTEGER NOT NULL,               -- as of spans
  start_ns INTEGER NOT NULL,
  end_ns INTEGER,
  input_tokens INTEGER,
  output_tokens INTEGER,
  total_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_creation_tokens INTEGER,
  input_cost REAL,
  output_cost REAL,
  total_cost REAL,
  model TEXT,
  provider TEXT,
  PRIMARY KEY (trace, span_id)
) WITHOUT ROWID;
CREATE INDEX span_figures_by_name ON span_figures (name, trace);
CREATE INDEX span_figures_by_type ON span_figures (type, trace);

-- Versions of prompts that a trace used.
CREATE TABLE trace_prompts (
  trace INTEGER NOT NULL REFERENCES traces (id),
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (trace, name, version)
);
CREATE INDEX trace_prompts_by_prompt ON trace_prompts (name, version, trace);

-- Problems that traces show. A trace shows one through an assessment of kind 2 whose name is the issue's id.
CREATE TABLE issues (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  status INTEGER NOT NULL,               -- 0 pending, 1 rejected, 2 resolved
  severity INTEGER,                      -- 0 not an issue, 1 low, 2 medium, 3 high
  root_causes TEXT NOT NULL,             -- JSON, a list of texts
  categories TEXT NOT NULL,              -- JSON, a list of texts
  source_run_id TEXT,
  created_by TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
);
CREATE INDEX issues_by_time ON issues (experiment, created_ms, issue_id);

-- How scorers score new traces.
CREATE TABLE online_scorings (
  scorer INTEGER PRIMARY KEY REFERENCES scorers (id),
  config_id TEXT NOT NULL,
  sample_rate REAL NOT NULL,
  filter TEXT
);

-- What reviewers are asked about traces.
CREATE TABLE label_schemas (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  schema_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  name TEXT NOT NULL,
  type INTEGER NOT NULL,                 -- 0 feedback, 1 expectation
  title TEXT,
  instruction TEXT,
  has_comment INTEGER NOT NULL,
  input TEXT NOT NULL,                   -- JSON, as it was sent
  created_by TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  UNIQUE (experiment, name)
);

-- Queues of traces for reviewers.
CREATE TABLE review_queues (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,             -- in one case
  type INTEGER NOT NULL,                 -- 0 of a user, 1 of several
  created_by TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  UNIQUE (experiment, folded_name)
);
CREATE INDEX review_queues_by_time ON review_queues (experiment, created_ms, queue_id);

-- Who reviews.
CREATE TABLE review_queue_users (
  queue INTEGER NOT NULL REFERENCES review_queues (id),
  reviewer TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (queue, reviewer)
) WITHOUT ROWID;

-- What is asked, as far as it is still there.
CREATE TABLE review_queue_schemas (
  queue INTEGER NOT NULL REFERENCES review_queues (id),
  schema_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (queue, schema_id)
) WITHOUT ROWID;
CREATE INDEX review_queue_schemas_by_schema ON review_queue_schemas (schema_id);

-- What is reviewed.
CREATE TABLE review_queue_items (
  queue INTEGER NOT NULL REFERENCES review_queues (id),
  item_id TEXT NOT NULL,                 -- a trace's
  status INTEGER NOT NULL,               -- 0 pending, 1 complete, 2 declined
  completed_by TEXT,
  completed_ms INTEGER,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  PRIMARY KEY (queue, item_id)
);
CREATE INDEX review_queue_items_by_time ON review_queue_items (queue, created_ms, item_id);

-- Workspaces. Number 0 is 'default', to which everything belongs that was there before.
CREATE TABLE workspaces (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  description TEXT,
  artifact_root TEXT,                    -- where files of new experiments go; null: below the server's root
  created_ms INTEGER NOT NULL
);

-- Hours whose traces have changed since they were added up. A row belongs to one writer, so that writers do not wait for each other.
CREATE TABLE trace_hour_changes (
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  hour INTEGER NOT NULL,
  writer INTEGER NOT NULL,               -- a number of its own, drawn at its start; 0 for traces from before this version
  stamp INTEGER NOT NULL,                -- another one for each transaction
  changed_ms INTEGER NOT NULL,
  PRIMARY KEY (experiment, hour, writer)
) WITHOUT ROWID;

-- What began in one hour. Holds only as long as the hour has no row in trace_hour_changes; otherwise the rows of its traces tell.
CREATE TABLE trace_hours (
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  hour INTEGER NOT NULL,                 -- since 1970
  traces BLOB,                           -- see docs/formats/trace-hour.md; null: the rows tell
  spans BLOB,                            -- the same
  trace_values BLOB,                     -- the same
  span_values BLOB,                      -- the same
  PRIMARY KEY (experiment, hour)
) WITHOUT ROWID;

-- Periods whose shorter ones have been stored anew since the period was added up. Hours that have changed are in trace_hour_changes only.
CREATE TABLE trace_period_changes (
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  hours INTEGER NOT NULL,                -- the length: 24 or 768
  period INTEGER NOT NULL,
  stamp INTEGER NOT NULL,                -- another one for each change
  changed_ms INTEGER NOT NULL,           -- when its traces changed last
  PRIMARY KEY (experiment, hours, period)
) WITHOUT ROWID;

-- What began in one period. Holds only as long as neither the period nor a shorter one or an hour in it has a row in trace_period_changes or
-- trace_hour_changes; otherwise the shorter ones tell.
CREATE TABLE trace_periods (
  experiment INTEGER NOT NULL REFERENCES experiments (id),
  hours INTEGER NOT NULL,                -- the length: 24 or 768
  period INTEGER NOT NULL,               -- since 1970, in lengths
  traces BLOB,                           -- see docs/formats/trace-hour.md; null: the shorter ones tell
  spans BLOB,                            -- the same
  trace_values BLOB,                     -- the same
  span_values BLOB,                      -- the same
  PRIMARY KEY (experiment, hours, period)
) WITHOUT ROWID;
