-- Schema version 5: what clients newer than MLflow 3.6 log, and what they ask of traces.

-- Sums over the spans of a trace, or what its client has said. Null while nobody has said.
ALTER TABLE traces ADD COLUMN {absent} input_tokens {int};
ALTER TABLE traces ADD COLUMN {absent} output_tokens {int};
ALTER TABLE traces ADD COLUMN {absent} total_tokens {int};
ALTER TABLE traces ADD COLUMN {absent} cache_read_tokens {int};
ALTER TABLE traces ADD COLUMN {absent} cache_creation_tokens {int};
UPDATE traces SET
  input_tokens = (SELECT SUM(s.input_tokens) FROM spans s WHERE s.trace = traces.id),
  output_tokens = (SELECT SUM(s.output_tokens) FROM spans s WHERE s.trace = traces.id),
  total_tokens = (SELECT SUM(s.total_tokens) FROM spans s WHERE s.trace = traces.id)
WHERE EXISTS (SELECT 1 FROM spans s WHERE s.trace = traces.id AND s.total_tokens IS NOT NULL);

-- Answers what is measured of traces in a time, without reading their rows, which hold previews.
CREATE INDEX IF NOT EXISTS traces_by_figures ON traces (experiment_id, timestamp_ms, state, duration_ms, input_tokens, output_tokens,
  total_tokens, cache_read_tokens, cache_creation_tokens);

-- What is measured of spans, in few pages: their own rows hold their JSON.
CREATE TABLE IF NOT EXISTS span_figures (
  trace {int} NOT NULL {owner:traces},
  span_id {key:64} NOT NULL,
  name {text} NOT NULL,
  type {text} NOT NULL,
  status {int} NOT NULL,             -- as of spans
  start_ns {int} NOT NULL,
  end_ns {int},
  input_tokens {int},
  output_tokens {int},
  total_tokens {int},
  cache_read_tokens {int},
  cache_creation_tokens {int},
  input_cost {real},
  output_cost {real},
  total_cost {real},
  model {text},
  provider {text},
  PRIMARY KEY (trace, span_id)) {clustered};
INSERT INTO span_figures (trace, span_id, name, type, status, start_ns, end_ns, input_tokens, output_tokens, total_tokens)
SELECT s.trace, s.span_id, s.name, s.type, s.status, s.start_ns, s.end_ns, s.input_tokens, s.output_tokens, s.total_tokens FROM spans s
WHERE NOT EXISTS (SELECT 1 FROM span_figures f WHERE f.trace = s.trace AND f.span_id = s.span_id);

-- Versions of prompts that a trace used.
CREATE TABLE IF NOT EXISTS trace_prompts (
  trace {int} NOT NULL {owner:traces},
  name {key:500} NOT NULL,
  version {key:100} NOT NULL,
  PRIMARY KEY (trace, name, version)) {heap};
CREATE INDEX IF NOT EXISTS trace_prompts_by_prompt ON trace_prompts (name, version, trace);

-- Problems that traces show. A trace shows one through an assessment of kind 2 whose name is the issue's id.
CREATE TABLE IF NOT EXISTS issues (
  id {identity},
  issue_id {key:36} NOT NULL UNIQUE,
  experiment {int} NOT NULL REFERENCES experiments (id),
  name {text} NOT NULL,
  description {text} NOT NULL,
  status {int} NOT NULL,             -- 0 pending, 1 rejected, 2 resolved
  severity {int},                    -- 0 not an issue, 1 low, 2 medium, 3 high
  root_causes {text} NOT NULL,       -- JSON, a list of texts
  categories {text} NOT NULL,        -- JSON, a list of texts
  source_run_id {text},
  created_by {text},
  created_ms {int} NOT NULL,
  updated_ms {int} NOT NULL) {heap};
CREATE INDEX IF NOT EXISTS issues_by_time ON issues (experiment, created_ms, issue_id);

-- How scorers score new traces.
CREATE TABLE IF NOT EXISTS online_scorings (
  scorer {int} NOT NULL REFERENCES scorers (id),
  config_id {key:36} NOT NULL,
  sample_rate {real} NOT NULL,
  filter {text},
  PRIMARY KEY (scorer)) {heap};

-- What reviewers are asked about traces.
CREATE TABLE IF NOT EXISTS label_schemas (
  id {identity},
  schema_id {key:36} NOT NULL UNIQUE,
  experiment {int} NOT NULL REFERENCES experiments (id),
  name {key:150} NOT NULL,
  type {int} NOT NULL,               -- 0 feedback, 1 expectation
  title {text},
  instruction {text},
  has_comment {int} NOT NULL,
  input {text} NOT NULL,             -- JSON, as it was sent
  created_by {text},
  created_ms {int} NOT NULL,
  updated_ms {int} NOT NULL,
  UNIQUE (experiment, name)) {heap};

-- Queues of traces for reviewers.
CREATE TABLE IF NOT EXISTS review_queues (
  id {identity},
  queue_id {key:36} NOT NULL UNIQUE,
  experiment {int} NOT NULL REFERENCES experiments (id),
  name {text} NOT NULL,
  folded_name {key:255} NOT NULL,    -- in one case
  type {int} NOT NULL,               -- 0 of a user, 1 of several
  created_by {text},
  created_ms {int} NOT NULL,
  updated_ms {int} NOT NULL,
  UNIQUE (experiment, folded_name)) {heap};
CREATE INDEX IF NOT EXISTS review_queues_by_time ON review_queues (experiment, created_ms, queue_id);

-- Who reviews.
CREATE TABLE IF NOT EXISTS review_queue_users (
  queue {int} NOT NULL REFERENCES review_queues (id),
  reviewer {key:255} NOT NULL,
  place {int} NOT NULL,
  PRIMARY KEY (queue, reviewer)) {clustered};

-- What is asked, as far as it is still there.
CREATE TABLE IF NOT EXISTS review_queue_schemas (
  queue {int} NOT NULL REFERENCES review_queues (id),
  schema_id {key:36} NOT NULL,
  place {int} NOT NULL,
  PRIMARY KEY (queue, schema_id)) {clustered};
CREATE INDEX IF NOT EXISTS review_queue_schemas_by_schema ON review_queue_schemas (schema_id);

-- What is reviewed.
CREATE TABLE IF NOT EXISTS review_queue_items (
  queue {int} NOT NULL REFERENCES review_queues (id),
  item_id {key:256} NOT NULL,        -- a trace's
  status {int} NOT NULL,             -- 0 pending, 1 complete, 2 declined
  completed_by {text},
  completed_ms {int},
  created_ms {int} NOT NULL,
  updated_ms {int} NOT NULL,
  PRIMARY KEY (queue, item_id)) {heap};
CREATE INDEX IF NOT EXISTS review_queue_items_by_time ON review_queue_items (queue, created_ms, item_id);
