-- Schema version 8: what is measured of traces and their spans, added up by hours, so that it costs about the same however many there are.

-- Hours whose traces have changed since they were added up. A row belongs to one writer, so that writers do not wait for each other.
CREATE TABLE IF NOT EXISTS trace_hour_changes (
  experiment {int} NOT NULL {owner:experiments},
  hour {int} NOT NULL,
  writer {int} NOT NULL,             -- a number of its own, drawn at its start; 0 for traces from before this version
  stamp {int} NOT NULL,              -- another one for each transaction
  changed_ms {int} NOT NULL,
  PRIMARY KEY (experiment, hour, writer)) {clustered};
INSERT INTO trace_hour_changes (experiment, hour, writer, stamp, changed_ms)
SELECT h.experiment_id, h.hour, 0, 0, 0
FROM (SELECT DISTINCT t.experiment_id, (t.timestamp_ms - ((t.timestamp_ms % 3600000) + 3600000) % 3600000) / 3600000 AS hour FROM traces t) h
WHERE NOT EXISTS (SELECT 1 FROM trace_hour_changes c WHERE c.experiment = h.experiment_id AND c.hour = h.hour AND c.writer = 0);

-- What began in one hour. Holds only as long as the hour has no row in trace_hour_changes; otherwise the rows of its traces tell.
CREATE TABLE IF NOT EXISTS trace_hours (
  experiment {int} NOT NULL {owner:experiments},
  hour {int} NOT NULL,               -- since 1970
  traces {blob},                     -- see docs/formats/trace-hour.md; null: the rows tell
  spans {blob},                      -- the same
  trace_values {blob},               -- the same
  span_values {blob},                -- the same
  PRIMARY KEY (experiment, hour)) {clustered};
