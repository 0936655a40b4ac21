-- Schema version 6: what is rare among traces is found without reading all of them.
CREATE INDEX IF NOT EXISTS span_figures_by_name ON span_figures ({prefix:name}, trace);
CREATE INDEX IF NOT EXISTS span_figures_by_type ON span_figures ({prefix:type}, trace);
CREATE INDEX IF NOT EXISTS traces_by_state ON traces (experiment_id, state, timestamp_ms DESC, trace_id);
CREATE INDEX IF NOT EXISTS traces_by_duration ON traces (experiment_id, duration_ms);
