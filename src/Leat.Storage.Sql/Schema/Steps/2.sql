-- Schema version 2: what is longer or other than the tables had room for.

ALTER TABLE model_params ADD COLUMN {absent} long_name {text};  -- the whole key, if it is longer than names are and the name stands for it
ALTER TABLE inputs ADD COLUMN {absent} source_type {text};      -- of the run's own source
ALTER TABLE inputs ADD COLUMN {absent} source {text};           -- the run's own, if the first run to use the dataset named another
