using Leat.Core;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Runs;

/// <summary>Links between runs and the datasets they used.</summary>
internal static class RunDatasets
{
    /// <summary>Adds a use of a dataset; an existing one stays as it is, so that a client may always retry.</summary>
    public static async ValueTask AddAsync(WriteTransaction transaction, RunState run, DatasetInput input)
    {
        var (dataset, source) = await FindOrAddDatasetAsync(transaction, run, input.Dataset).ConfigureAwait(false);
        var known = await transaction.Session.ScalarAsync(
            "SELECT 1 FROM inputs WHERE run = @p0 AND dataset = @p1", run.Key, dataset).ConfigureAwait(false);
        if (known is not null)
            return;
        await transaction.WriteAsync(
            """
            INSERT INTO inputs (run, dataset, ordinal, source_type, source)
            SELECT @p0, @p1, COALESCE(MAX(ordinal), 0) + 1, @p2, @p3 FROM inputs WHERE run = @p0
            """,
            run.Key,
            dataset,
            source?.Type,
            source?.Text).ConfigureAwait(false);
        foreach (var tag in input.Tags)
        {
            await transaction.WriteAsync(
                "INSERT INTO input_tags (run, dataset, tag_key, value) VALUES (@p0, @p1, @p2, @p3)",
                run.Key,
                dataset,
                tag.Key,
                tag.Value).ConfigureAwait(false);
        }
    }

    /// <summary>Datasets are identified by name and digest across all experiments of a workspace, and what the first run said about one stays. A different
    /// source is returned, to be kept with the run: the same data may lie in several places.</summary>
    private static async ValueTask<(long Key, (string Type, string Text)? Source)> FindOrAddDatasetAsync(
        WriteTransaction transaction, RunState run, Dataset dataset)
    {
        var known = await transaction.Session.ReadAsync(
            """
            SELECT id, source_type, source FROM datasets
            WHERE name = @p0 AND digest = @p1 AND workspace = (SELECT e.workspace FROM experiments e WHERE e.id = @p2)
            """,
            [dataset.Name, dataset.Digest, run.ExperimentKey],
            row => (Key: row.NextInt64(), Type: row.NextText(), Source: row.NextText()),
            CancellationToken.None).ConfigureAwait(false);
        if (known is [var stored, ..])
        {
            var isOther = stored.Type != dataset.SourceType || stored.Source != dataset.Source;
            return (stored.Key, isOther ? (dataset.SourceType, dataset.Source) : null);
        }

        var added = await transaction.InsertAsync(
            """
            INSERT INTO datasets (experiment_id, name, digest, source_type, source, schema_json, profile_json, workspace)
            SELECT e.id, @p1, @p2, @p3, @p4, @p5, @p6, e.workspace FROM experiments e WHERE e.id = @p0
            """,
            run.ExperimentKey,
            dataset.Name,
            dataset.Digest,
            dataset.SourceType,
            dataset.Source,
            dataset.Schema,
            dataset.Profile).ConfigureAwait(false);
        return (added, null);
    }
}
