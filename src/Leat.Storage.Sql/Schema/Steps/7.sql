-- Schema version 7: workspaces. A name is taken within one workspace, where it was taken for all. Only SQLite cannot drop a key, so that it
-- copies the three tables, which are small: runs, and whatever belongs to them, stay where they are. A dataset keeps the workspace in which it
-- was first used, even if its experiment goes to another: there, it is another dataset. A new key is dropped before it is added, as an
-- earlier try may have added it.

-- Workspaces. Number 0 is 'default', to which everything belongs that was there before.
CREATE TABLE IF NOT EXISTS workspaces (
  id {identity},
  name {key:63} NOT NULL UNIQUE,
  description {text},
  artifact_root {text},              -- where files of new experiments go; null: below the server's root
  created_ms {int} NOT NULL) {heap};

ALTER TABLE experiments ADD COLUMN {absent} workspace {int} NOT NULL DEFAULT 0;
{servers} ALTER TABLE experiments DROP {namekey:experiments_name_key};
{file} CREATE TABLE experiments_new (
    id {identity},
    name {key:500} NOT NULL,
    artifact_location {text} NOT NULL,
    stage {int} NOT NULL,
    generation {int} NOT NULL,
    created_ms {int} NOT NULL,
    updated_ms {int} NOT NULL,
    workspace {int} NOT NULL DEFAULT 0,
    UNIQUE (workspace, name)) {heap};
{file} INSERT INTO experiments_new SELECT id, name, artifact_location, stage, generation, created_ms, updated_ms, workspace FROM experiments;
{file} DELETE FROM sqlite_sequence WHERE name = 'experiments_new';
{file} INSERT INTO sqlite_sequence (name, seq) SELECT 'experiments_new', q.seq FROM sqlite_sequence q WHERE q.name = 'experiments';
{file} DROP TABLE experiments;
{file} ALTER TABLE experiments_new RENAME TO experiments;
{servers} ALTER TABLE experiments DROP {namekey:experiments_by_name};
{servers} ALTER TABLE experiments ADD CONSTRAINT experiments_by_name UNIQUE (workspace, name);

ALTER TABLE registered_models ADD COLUMN {absent} workspace {int} NOT NULL DEFAULT 0;
{servers} ALTER TABLE registered_models DROP {namekey:registered_models_name_key};
{file} CREATE TABLE registered_models_new (
    id {identity},
    name {key:500} NOT NULL,
    description {text} NOT NULL,
    created_ms {int} NOT NULL,
    updated_ms {int} NOT NULL,
    last_version {int} NOT NULL,
    workspace {int} NOT NULL DEFAULT 0,
    UNIQUE (workspace, name)) {heap};
{file} INSERT INTO registered_models_new SELECT id, name, description, created_ms, updated_ms, last_version, workspace FROM registered_models;
{file} DELETE FROM sqlite_sequence WHERE name = 'registered_models_new';
{file} INSERT INTO sqlite_sequence (name, seq) SELECT 'registered_models_new', q.seq FROM sqlite_sequence q WHERE q.name = 'registered_models';
{file} DROP TABLE registered_models;
{file} ALTER TABLE registered_models_new RENAME TO registered_models;
{servers} ALTER TABLE registered_models DROP {namekey:registered_models_by_name};
{servers} ALTER TABLE registered_models ADD CONSTRAINT registered_models_by_name UNIQUE (workspace, name);

ALTER TABLE datasets ADD COLUMN {absent} workspace {int} NOT NULL DEFAULT 0;
{servers} ALTER TABLE datasets DROP {namekey:datasets_name_digest_key};
{file} CREATE TABLE datasets_new (
    id {identity},
    experiment_id {int} NOT NULL REFERENCES experiments (id),
    name {key:500} NOT NULL,
    digest {key:36} NOT NULL,
    source_type {text} NOT NULL,
    source {text} NOT NULL,
    schema_json {text},
    profile_json {text},
    workspace {int} NOT NULL DEFAULT 0,
    UNIQUE (workspace, name, digest)) {heap};
{file} INSERT INTO datasets_new SELECT id, experiment_id, name, digest, source_type, source, schema_json, profile_json, workspace FROM datasets;
{file} DELETE FROM sqlite_sequence WHERE name = 'datasets_new';
{file} INSERT INTO sqlite_sequence (name, seq) SELECT 'datasets_new', q.seq FROM sqlite_sequence q WHERE q.name = 'datasets';
{file} DROP TABLE datasets;
{file} ALTER TABLE datasets_new RENAME TO datasets;
{servers} ALTER TABLE datasets DROP {namekey:datasets_by_name};
{servers} ALTER TABLE datasets ADD CONSTRAINT datasets_by_name UNIQUE (workspace, name, digest);
CREATE INDEX IF NOT EXISTS datasets_by_experiment ON datasets (experiment_id);

ALTER TABLE webhooks ADD COLUMN {absent} workspace {int} NOT NULL DEFAULT 0;
ALTER TABLE evaluation_datasets ADD COLUMN {absent} workspace {int} NOT NULL DEFAULT 0;
