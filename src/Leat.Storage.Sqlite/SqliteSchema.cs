namespace Leat.Storage.Sqlite;

/// <summary>The schema, step by step. A step that has been released never changes; what is needed later is another step.</summary>
/// <remarks>Every table of a run's data leads with the run in its key. Times are Unix milliseconds, UTC. Text compares byte by byte
/// (SQLite's BINARY, the default).</remarks>
internal static class SqliteSchema
{
    public static IReadOnlyList<string> Migrations { get; } = [Version1, Version2];

    /// <summary>Removing a run looks for what it measured on models, by itself and for the foreign key: without this each time in the
    /// whole table.</summary>
    private const string Version2 = "CREATE INDEX IF NOT EXISTS model_metrics_by_run ON model_metrics (run);";

    private const string Version1 =
        """
        -- Names of metrics, params and tags as small numbers. Rows are never changed or removed.
        CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        CREATE TABLE experiments (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          artifact_location TEXT NOT NULL,
          stage INTEGER NOT NULL,              -- 0 active, 1 deleted
          generation INTEGER NOT NULL,         -- grows with each delete and restore
          created_ms INTEGER NOT NULL,
          updated_ms INTEGER NOT NULL);

        CREATE TABLE experiment_tags (
          experiment INTEGER NOT NULL REFERENCES experiments (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value TEXT NOT NULL,
          PRIMARY KEY (experiment, name)) WITHOUT ROWID;

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
          stage INTEGER NOT NULL,              -- counts only if stage_generation is the experiment's generation
          stage_generation INTEGER NOT NULL,
          deleted_ms INTEGER);
        CREATE INDEX runs_by_start ON runs (experiment_id, start_ms DESC, run_id);

        CREATE TABLE params (
          run INTEGER NOT NULL REFERENCES runs (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value TEXT NOT NULL,
          PRIMARY KEY (run, name)) WITHOUT ROWID;

        CREATE TABLE tags (
          run INTEGER NOT NULL REFERENCES runs (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value TEXT NOT NULL,
          PRIMARY KEY (run, name)) WITHOUT ROWID;

        -- The latest point of each series, for searches and tables. NaN is value 0 with is_nan 1.
        CREATE TABLE metric_latest (
          run INTEGER NOT NULL REFERENCES runs (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value REAL NOT NULL,
          is_nan INTEGER NOT NULL,
          step INTEGER NOT NULL,
          timestamp_ms INTEGER NOT NULL,
          min_value REAL,                      -- NaN aside; null while there is no other value
          max_value REAL,
          PRIMARY KEY (run, name)) WITHOUT ROWID;

        -- Arrival log: one row a commit and run (docs/formats/metric-tail.md).
        CREATE TABLE metric_tail (
          run INTEGER NOT NULL REFERENCES runs (id),
          seq INTEGER NOT NULL,
          points BLOB NOT NULL,
          PRIMARY KEY (run, seq)) WITHOUT ROWID;

        -- Sealed points (docs/formats/metric-block.md), not WITHOUT ROWID: the data would swell the tree that finds it.
        CREATE TABLE metric_blocks (
          run INTEGER NOT NULL REFERENCES runs (id),
          name INTEGER NOT NULL REFERENCES names (id),
          ordinal INTEGER NOT NULL,            -- order within the series; gaps are normal
          first_step INTEGER NOT NULL,
          first_ms INTEGER NOT NULL,
          last_step INTEGER NOT NULL,
          last_ms INTEGER NOT NULL,
          points INTEGER NOT NULL,
          min_value REAL,
          max_value REAL,
          time_ascends INTEGER NOT NULL,
          data BLOB NOT NULL,
          PRIMARY KEY (run, name, ordinal));

        CREATE TABLE datasets (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          experiment_id INTEGER NOT NULL REFERENCES experiments (id),
          name TEXT NOT NULL,
          digest TEXT NOT NULL,
          source_type TEXT NOT NULL,
          source TEXT NOT NULL,
          schema_json TEXT,
          profile_json TEXT,
          UNIQUE (name, digest));
        CREATE INDEX datasets_by_experiment ON datasets (experiment_id);

        CREATE TABLE inputs (
          run INTEGER NOT NULL REFERENCES runs (id),
          dataset INTEGER NOT NULL REFERENCES datasets (id),
          ordinal INTEGER NOT NULL,
          PRIMARY KEY (run, dataset)) WITHOUT ROWID;
        CREATE INDEX inputs_by_dataset ON inputs (dataset, run);

        CREATE TABLE input_tags (
          run INTEGER NOT NULL,
          dataset INTEGER NOT NULL,
          tag_key TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (run, dataset, tag_key),
          FOREIGN KEY (run, dataset) REFERENCES inputs (run, dataset)) WITHOUT ROWID;

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
          source_run_id TEXT NOT NULL,
          deleted_ms INTEGER);
        CREATE INDEX models_by_creation ON models (experiment_id, created_ms DESC);

        CREATE TABLE model_params (
          model INTEGER NOT NULL REFERENCES models (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value TEXT NOT NULL,
          PRIMARY KEY (model, name)) WITHOUT ROWID;

        CREATE TABLE model_tags (
          model INTEGER NOT NULL REFERENCES models (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value TEXT NOT NULL,
          PRIMARY KEY (model, name)) WITHOUT ROWID;

        -- Values measured on a model, each also a point of the run. No dataset is two empty texts.
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
          PRIMARY KEY (model, name, run, timestamp_ms, step, value, is_nan, dataset_name, dataset_digest)) WITHOUT ROWID;

        -- Models that runs used (0) or made (1). Ids as sent: the model need not exist.
        CREATE TABLE run_models (
          run INTEGER NOT NULL REFERENCES runs (id),
          direction INTEGER NOT NULL,
          model_id TEXT NOT NULL,
          step INTEGER NOT NULL,
          ordinal INTEGER NOT NULL,
          PRIMARY KEY (run, direction, model_id)) WITHOUT ROWID;

        CREATE TABLE registered_models (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          description TEXT NOT NULL,
          created_ms INTEGER NOT NULL,
          updated_ms INTEGER NOT NULL,
          last_version INTEGER NOT NULL);      -- the highest number given so far; deleting versions never lowers it

        -- Not WITHOUT ROWID, nor the tags of versions: values may be long, as the texts of prompts are.
        CREATE TABLE registered_model_tags (
          registered_model INTEGER NOT NULL REFERENCES registered_models (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value TEXT NOT NULL,
          PRIMARY KEY (registered_model, name));

        CREATE TABLE model_versions (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          registered_model INTEGER NOT NULL REFERENCES registered_models (id),
          version INTEGER NOT NULL,
          created_ms INTEGER NOT NULL,
          updated_ms INTEGER NOT NULL,
          stage INTEGER NOT NULL,              -- 0 none, 1 staging, 2 production, 3 archived
          description TEXT NOT NULL,
          source TEXT NOT NULL,
          storage_location TEXT NOT NULL,      -- the source with models:/ resolved; empty: no files to hand out
          run_id TEXT NOT NULL,                -- as sent: the run need not exist
          run_link TEXT NOT NULL,
          UNIQUE (registered_model, version));
        CREATE INDEX model_versions_by_stage ON model_versions (registered_model, stage, version);
        CREATE INDEX model_versions_by_run ON model_versions (run_id);
        CREATE INDEX model_versions_by_update ON model_versions (updated_ms DESC);

        CREATE TABLE model_version_tags (
          model_version INTEGER NOT NULL REFERENCES model_versions (id),
          name INTEGER NOT NULL REFERENCES names (id),
          value TEXT NOT NULL,
          PRIMARY KEY (model_version, name));

        CREATE TABLE registered_model_aliases (
          registered_model INTEGER NOT NULL REFERENCES registered_models (id),
          alias TEXT NOT NULL,
          model_version INTEGER NOT NULL REFERENCES model_versions (id),
          PRIMARY KEY (registered_model, alias)) WITHOUT ROWID;
        CREATE INDEX registered_model_aliases_by_version ON registered_model_aliases (model_version);
        """;
}
