-- Schema version 9: hours of traces added up to days, and these to periods of 32 days, so that what is measured of them costs about the same
-- however long ago they began.

-- Periods whose shorter ones have been stored anew since the period was added up. Hours that have changed are in trace_hour_changes only.
CREATE TABLE IF NOT EXISTS trace_period_changes (
  experiment {int} NOT NULL {owner:experiments},
  hours {int} NOT NULL,              -- the length: 24 or 768
  period {int} NOT NULL,
  stamp {int} NOT NULL,              -- another one for each change
  changed_ms {int} NOT NULL,         -- when its traces changed last
  PRIMARY KEY (experiment, hours, period)) {clustered};
INSERT INTO trace_period_changes (experiment, hours, period, stamp, changed_ms)
SELECT d.experiment, 24, d.period, 0, 0
FROM (SELECT DISTINCT h.experiment, (h.hour - ((h.hour % 24) + 24) % 24) / 24 AS period FROM trace_hours h) d
WHERE NOT EXISTS (SELECT 1 FROM trace_period_changes c WHERE c.experiment = d.experiment AND c.hours = 24 AND c.period = d.period);

-- What began in one period. Holds only as long as neither the period nor a shorter one or an hour in it has a row in trace_period_changes or
-- trace_hour_changes; otherwise the shorter ones tell.
CREATE TABLE IF NOT EXISTS trace_periods (
  experiment {int} NOT NULL {owner:experiments},
  hours {int} NOT NULL,              -- the length: 24 or 768
  period {int} NOT NULL,             -- since 1970, in lengths
  traces {blob},                     -- see docs/formats/trace-hour.md; null: the shorter ones tell
  spans {blob},                      -- the same
  trace_values {blob},               -- the same
  span_values {blob},                -- the same
  PRIMARY KEY (experiment, hours, period)) {clustered};
