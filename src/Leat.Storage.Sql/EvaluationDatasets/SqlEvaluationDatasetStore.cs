using Leat.Core;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>Evaluation datasets in SQL. Writing records locks the dataset's row, so that merges see each other's results.</summary>
/// <param name="database">The database.</param>
/// <param name="workspace">Where datasets are created and searched.</param>
internal sealed class SqlEvaluationDatasetStore(SqlDatabase database, WorkspaceScope workspace) : IEvaluationDatasetStore
{
    public async Task<EvaluationDataset> CreateDatasetAsync(NewEvaluationDataset dataset, CancellationToken cancellationToken = default)
    {
        // Generated before the transaction, so that a retry creates the same dataset.
        var datasetId = EvaluationDatasetRules.NewDatasetId();
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            transaction => InsertAsync(transaction, dataset, datasetId, now), cancellationToken).ConfigureAwait(false);
        return await GetDatasetAsync(datasetId, cancellationToken).ConfigureAwait(false);
    }

    public Task<EvaluationDataset> GetDatasetAsync(string datasetId, CancellationToken cancellationToken = default) =>
        ReadAsync(reads => reads.GetAsync(datasetId), cancellationToken);

    public Task DeleteDatasetAsync(string datasetId, CancellationToken cancellationToken = default) => database.Writes.WriteAsync(
        async transaction =>
        {
            if (await EvaluationDatasetState.FindAsync(transaction.Session, datasetId).ConfigureAwait(false) is not { Key: var dataset })
                return 0;
            await transaction.Session.LockRowAsync("evaluation_datasets", dataset).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM evaluation_dataset_records WHERE dataset = @p0", dataset).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM evaluation_dataset_experiments WHERE dataset = @p0", dataset).ConfigureAwait(false);
            await transaction.WriteAsync("DELETE FROM evaluation_dataset_tags WHERE dataset = @p0", dataset).ConfigureAwait(false);
            return await transaction.WriteAsync("DELETE FROM evaluation_datasets WHERE id = @p0", dataset).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<Page<EvaluationDataset>> SearchDatasetsAsync(EvaluationDatasetQuery query, CancellationToken cancellationToken = default)
    {
        var offset = PageToken.ToOffset(query.PageToken);
        return database.Readers.ReadAsync(
            session =>
            {
                var search = new SearchStatement<EvaluationDataset>(database, session, EvaluationDatasetSearchTable.Instance, SearchNames.None);
                search.Where(text => $"d.workspace = {text.Parameter(workspace.Key)}");
                search.Where(text => query.ExperimentIds.Count == 0 ? null : InExperiments(text, query.ExperimentIds));
                search.Where(query.Filter);
                return search.ReadPageAsync(
                    query.OrderBy.Total,
                    ((int)query.MaxResults, offset),
                    EvaluationDatasetColumns.Read,
                    new EvaluationDatasetReads(database, session, cancellationToken).HydrateAsync,
                    PageToken.FromOffset,
                    cancellationToken);
            },
            cancellationToken);
    }

    public Task SetTagsAsync(string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default)
    {
        var last = EvaluationDatasetRules.CheckTags(tags);
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var dataset = await EvaluationDatasetState.LockAsync(transaction, datasetId).ConfigureAwait(false);
                await WriteTagsAsync(transaction, dataset.Key, last).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(string datasetId, string key, CancellationToken cancellationToken = default) => database.Writes.WriteAsync(
        transaction => transaction.WriteAsync(
            "DELETE FROM evaluation_dataset_tags WHERE dataset = (SELECT d.id FROM evaluation_datasets d WHERE d.dataset_id = @p0) AND tag = @p1",
            datasetId,
            key),
        cancellationToken);

    public Task<EvaluationDatasetUpsert> UpsertRecordsAsync(
        string datasetId, NewEvaluationDatasetRecords records, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var dataset = await EvaluationDatasetState.LockAsync(transaction, datasetId).ConfigureAwait(false);
                var done = await new EvaluationRecordWrites(transaction, dataset.Key, now).WriteAsync(records.Records).ConfigureAwait(false);
                var schema = EvaluationDatasetSchema.Parse(dataset.Schema);
                schema.Add(records.Schema);
                await transaction.WriteAsync(
                    """
                    UPDATE evaluation_datasets SET records = records + @p1, field_types = @p2, digest = @p3, updated_ms = @p4,
                      updated_by = COALESCE(@p5, updated_by) WHERE id = @p0
                    """,
                    dataset.Key,
                    done.Inserted,
                    dataset.Schema is null && records.Records.Count == 0 ? null : schema.ToJson(),
                    EvaluationDatasetRules.Digest(dataset.Name, now),
                    now,
                    records.User).ConfigureAwait(false);
                return done;
            },
            cancellationToken);
    }

    public Task<Page<EvaluationDatasetRecord>> GetRecordsAsync(
        string datasetId, long maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        var pageSize = (int)Math.Min(PageSize.Check(maxResults), IEvaluationDatasetStore.MaxRecordsPerPage);
        var after = EvaluationDatasetRecordToken.Parse(pageToken);
        return ReadAsync(
            async reads =>
            {
                var found = await reads.GetRecordsAsync(datasetId, after, pageSize + 1).ConfigureAwait(false);
                if (found.Count <= pageSize)
                    return new Page<EvaluationDatasetRecord>(found, null);
                var last = found[pageSize - 1];
                return new Page<EvaluationDatasetRecord>(
                    found.GetRange(0, pageSize), new EvaluationDatasetRecordToken(last.CreatedTimeMs, last.RecordId).ToString());
            },
            cancellationToken);
    }

    public Task<long> DeleteRecordsAsync(string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        return database.Writes.WriteAsync(
            async transaction =>
            {
                var dataset = await EvaluationDatasetState.LockAsync(transaction, datasetId).ConfigureAwait(false);
                long deleted = await transaction.WriteAsync(
                    $"DELETE FROM evaluation_dataset_records WHERE dataset = @p0 AND {transaction.Syntax.InTexts("record_id", "@p1")}",
                    dataset.Key,
                    transaction.Syntax.ListOf(recordIds)).ConfigureAwait(false);
                if (deleted > 0)
                {
                    await transaction.WriteAsync(
                        "UPDATE evaluation_datasets SET records = records - @p1, digest = @p2, updated_ms = @p3 WHERE id = @p0",
                        dataset.Key,
                        deleted,
                        EvaluationDatasetRules.Digest(dataset.Name, now),
                        now).ConfigureAwait(false);
                }

                return deleted;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<string>> GetExperimentIdsAsync(string datasetId, CancellationToken cancellationToken = default) =>
        ReadAsync(reads => reads.GetExperimentIdsAsync(datasetId), cancellationToken);

    public async Task<EvaluationDataset> AddToExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            async transaction =>
            {
                var dataset = await EvaluationDatasetState.LockAsync(transaction, datasetId).ConfigureAwait(false);
                var experiments = await EvaluationDatasetState.FindExperimentsAsync(transaction, experimentIds).ConfigureAwait(false);
                await WriteExperimentsAsync(transaction, dataset.Key, experiments).ConfigureAwait(false);
                return await TouchAsync(transaction, dataset.Key, now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return await GetDatasetAsync(datasetId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<EvaluationDataset> RemoveFromExperimentsAsync(
        string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        var now = database.NextStampMs();
        await database.Writes.WriteAsync(
            async transaction =>
            {
                var dataset = await EvaluationDatasetState.LockAsync(transaction, datasetId).ConfigureAwait(false);
                var removed = 0;
                foreach (var id in experimentIds)
                {
                    if (ExperimentKey.TryParse(id, out var experiment))
                    {
                        removed += await transaction.WriteAsync(
                            "DELETE FROM evaluation_dataset_experiments WHERE dataset = @p0 AND experiment = @p1", dataset.Key, experiment)
                            .ConfigureAwait(false);
                    }
                }

                return removed == 0 ? 0 : await TouchAsync(transaction, dataset.Key, now).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return await GetDatasetAsync(datasetId, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<long> InsertAsync(WriteTransaction transaction, NewEvaluationDataset dataset, string datasetId, long now)
    {
        await workspace.RequireAsync(transaction).ConfigureAwait(false);
        var experiments = await EvaluationDatasetState.FindExperimentsAsync(transaction, dataset.ExperimentIds).ConfigureAwait(false);
        var key = await transaction.InsertAsync(
            """
            INSERT INTO evaluation_datasets (dataset_id, name, records, digest, created_ms, updated_ms, created_by, updated_by, workspace)
            VALUES (@p0, @p1, 0, @p2, @p3, @p3, @p4, @p4, @p5)
            """,
            datasetId,
            dataset.Name,
            EvaluationDatasetRules.Digest(dataset.Name, now),
            now,
            dataset.User,
            workspace.Key).ConfigureAwait(false);
        await WriteTagsAsync(transaction, key, dataset.Tags).ConfigureAwait(false);
        await WriteExperimentsAsync(transaction, key, experiments).ConfigureAwait(false);
        return key;
    }

    private static async ValueTask WriteTagsAsync(WriteTransaction transaction, long dataset, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
            await transaction.WriteRowAsync(RowWrites.EvaluationDatasetTag, dataset, tag.Key, tag.Value).ConfigureAwait(false);
    }

    private static async ValueTask WriteExperimentsAsync(WriteTransaction transaction, long dataset, IReadOnlyList<long> experiments)
    {
        foreach (var experiment in experiments)
            await transaction.WriteRowAsync(RowWrites.EvaluationDatasetExperiment, dataset, experiment).ConfigureAwait(false);
    }

    private static ValueTask<int> TouchAsync(WriteTransaction transaction, long dataset, long now) =>
        transaction.WriteAsync("UPDATE evaluation_datasets SET updated_ms = @p1 WHERE id = @p0", dataset, now);

    private static string InExperiments(SqlText text, IReadOnlyList<string> experimentIds)
    {
        var list = text.Parameter(text.Syntax.ListOf(ExperimentKey.ParseValid(experimentIds)));
        return $"EXISTS (SELECT 1 FROM evaluation_dataset_experiments e WHERE e.dataset = d.id AND {text.Syntax.InList("e.experiment", list)})";
    }

    private Task<T> ReadAsync<T>(Func<EvaluationDatasetReads, Task<T>> read, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => read(new EvaluationDatasetReads(database, session, cancellationToken)), cancellationToken);
}
