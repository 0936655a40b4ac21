-- Schema version 3: counting.

-- Answers how many runs an experiment has in each stage, and how many are in progress, without reading the runs; and which runs are not
-- active, so that counts and offsets need not look at each. 13 bytes a run in SQLite.
CREATE INDEX IF NOT EXISTS runs_by_stage ON runs (experiment_id, stage, stage_generation, status);
