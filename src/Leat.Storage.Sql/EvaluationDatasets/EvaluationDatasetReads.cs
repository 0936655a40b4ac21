using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>Reads evaluation datasets from one state of the database; what belongs to them is fetched with one query per kind.</summary>
internal sealed class EvaluationDatasetReads(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    public async Task<EvaluationDataset> GetAsync(string datasetId)
    {
        var found = await ReadAllAsync(
            $"SELECT {EvaluationDatasetColumns.All} FROM evaluation_datasets d WHERE d.dataset_id = @p0", EvaluationDatasetColumns.Read, datasetId)
            .ConfigureAwait(false);
        return found.Count == 0
            ? throw EvaluationDatasetRules.NotFound(datasetId)
            : (await HydrateAsync(found).ConfigureAwait(false))[0];
    }

    /// <summary>The datasets with their tags and experiments.</summary>
    public async Task<List<EvaluationDataset>> HydrateAsync(IReadOnlyList<(long Key, EvaluationDataset Dataset)> found)
    {
        if (found.Count == 0)
            return [];
        var keys = database.Syntax.ListOf([.. found.Select(entry => entry.Key)]);
        var tags = await ReadTagsAsync(keys).ConfigureAwait(false);
        var experiments = await ReadExperimentsAsync(keys).ConfigureAwait(false);
        return [.. found.Select(entry => entry.Dataset with { Tags = [.. tags[entry.Key]], ExperimentIds = [.. experiments[entry.Key]] })];
    }

    /// <summary>The experiments of a dataset; none for an unknown one.</summary>
    public async Task<IReadOnlyList<string>> GetExperimentIdsAsync(string datasetId) => await ReadAllAsync(
        """
        SELECT e.experiment FROM evaluation_dataset_experiments e JOIN evaluation_datasets d ON d.id = e.dataset
        WHERE d.dataset_id = @p0 ORDER BY e.experiment
        """,
        row => row.NextExperimentId(),
        datasetId).ConfigureAwait(false);

    /// <summary>The first records after a place.</summary>
    public Task<List<EvaluationDatasetRecord>> GetRecordsAsync(string datasetId, EvaluationDatasetRecordToken? after, int limit)
    {
        const string select = $"SELECT {EvaluationRecordColumns.All} FROM evaluation_dataset_records r "
            + "WHERE r.dataset = (SELECT d.id FROM evaluation_datasets d WHERE d.dataset_id = @p0)";
        var end = session.Syntax.First("@p1", "r.created_ms, r.record_id");
        return after is not { } place
            ? ReadAllAsync($"{select} {end}", EvaluationRecordColumns.Read, datasetId, limit)
            : ReadAllAsync(
                $"{select} AND r.created_ms >= @p2 AND (r.created_ms > @p2 OR r.record_id > @p3) {end}",
                EvaluationRecordColumns.Read,
                datasetId,
                limit,
                place.CreatedTimeMs,
                place.RecordId);
    }

    /// <summary>Every row of a query.</summary>
    public Task<List<T>> ReadAllAsync<T>(string sql, Func<SqlRow, T> read, params object?[] arguments) =>
        session.ReadAsync(sql, arguments, read, cancellationToken).AsTask();

    private async Task<ILookup<long, Tag>> ReadTagsAsync(object keys)
    {
        var rows = await ReadAllAsync(
            $"SELECT t.dataset, t.tag, t.value FROM evaluation_dataset_tags t WHERE {database.Syntax.InList("t.dataset", "@p0")} ORDER BY t.dataset, t.tag",
            row => (Dataset: row.NextInt64(), Tag: new Tag(row.NextText(), row.NextText())),
            keys).ConfigureAwait(false);
        return rows.ToLookup(row => row.Dataset, row => row.Tag);
    }

    private async Task<ILookup<long, string>> ReadExperimentsAsync(object keys)
    {
        var rows = await ReadAllAsync(
            $"""
            SELECT e.dataset, e.experiment FROM evaluation_dataset_experiments e
            WHERE {database.Syntax.InList("e.dataset", "@p0")} ORDER BY e.dataset, e.experiment
            """,
            row => (Dataset: row.NextInt64(), Experiment: row.NextExperimentId()),
            keys).ConfigureAwait(false);
        return rows.ToLookup(row => row.Dataset, row => row.Experiment);
    }
}
