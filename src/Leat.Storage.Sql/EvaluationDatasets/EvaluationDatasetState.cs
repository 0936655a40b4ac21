using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.EvaluationDatasets;

/// <summary>An evaluation dataset as a write finds it.</summary>
/// <param name="Key">The number of its row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Schema">The fields that its records have had; null before the first record.</param>
internal sealed record EvaluationDatasetState(long Key, string Name, string? Schema)
{
    /// <summary>The dataset, locked against other writers until the transaction ends.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such dataset.</exception>
    public static async ValueTask<EvaluationDatasetState> LockAsync(WriteTransaction transaction, string datasetId)
    {
        var found = await FindAsync(transaction.Session, datasetId).ConfigureAwait(false);
        if (found is null || !await transaction.Session.LockRowAsync("evaluation_datasets", found.Key).ConfigureAwait(false))
            throw EvaluationDatasetRules.NotFound(datasetId);

        // Read again, because another server may have written while this one waited for the row.
        return await FindAsync(transaction.Session, datasetId).ConfigureAwait(false) ?? throw EvaluationDatasetRules.NotFound(datasetId);
    }

    /// <summary>The dataset; null if there is none.</summary>
    public static async ValueTask<EvaluationDatasetState?> FindAsync(SqlSession session, string datasetId)
    {
        var found = await session.ReadAsync(
            "SELECT id, name, field_types FROM evaluation_datasets WHERE dataset_id = @p0",
            [datasetId],
            row => new EvaluationDatasetState(row.NextInt64(), row.NextText(), row.NextTextOrNull()),
            CancellationToken.None).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    /// <summary>The numbers of experiments, deleted ones among them, each once.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: one is not there.</exception>
    public static async ValueTask<IReadOnlyList<long>> FindExperimentsAsync(WriteTransaction transaction, IReadOnlyList<string> experimentIds)
    {
        var keys = new SortedSet<long>();
        foreach (var id in experimentIds)
        {
            var isThere = ExperimentKey.TryParse(id, out var key)
                && await transaction.Session.ScalarAsync(
                    $"SELECT 1 FROM experiments WHERE id = @p0 AND stage <> {StageSql.Purged}", key).ConfigureAwait(false) is not null;
            if (!isThere)
                throw EvaluationDatasetRules.ExperimentNotFound(id);
            keys.Add(key);
        }

        return [.. keys];
    }
}
