-- Schema version 4: the beginnings of long texts as columns, where an index cannot hold texts of any length. The index then answers what asks
-- for no more, without reading rows, and yields the order of texts on every database.

{servers} ALTER TABLE params ADD COLUMN {absent} {head:value};
{servers} CREATE INDEX IF NOT EXISTS params_by_head ON params (experiment, name, head, run);
{servers} DROP INDEX {present} params_by_value {of:params};

{servers} ALTER TABLE tags ADD COLUMN {absent} {head:value};
{servers} CREATE INDEX IF NOT EXISTS tags_by_head ON tags (experiment, name, head, run);
{servers} DROP INDEX {present} tags_by_value {of:tags};

{servers} ALTER TABLE trace_tags ADD COLUMN {absent} {head:value};
{servers} CREATE INDEX IF NOT EXISTS trace_tags_by_head ON trace_tags (experiment, name, head, trace);
{servers} DROP INDEX {present} trace_tags_by_value {of:trace_tags};

{servers} ALTER TABLE trace_metadata ADD COLUMN {absent} {head:value};
{servers} CREATE INDEX IF NOT EXISTS trace_metadata_by_head ON trace_metadata (experiment, name, head, trace);
{servers} DROP INDEX {present} trace_metadata_by_value {of:trace_metadata};

{servers} ALTER TABLE assessments ADD COLUMN {absent} {head:value};
{servers} CREATE INDEX IF NOT EXISTS assessments_by_head ON assessments (experiment, name, head, trace);
{servers} DROP INDEX {present} assessments_by_value {of:assessments};
