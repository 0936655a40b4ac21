using Leat.Core;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Experiments;

namespace Leat.Storage.Sql.Datasets;

/// <summary>Datasets that runs used, in SQL.</summary>
internal sealed class SqlDatasetStore(SqlDatabase database) : IDatasetStore
{
    private const int MaxSummaries = 1_000;

    public Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        var keys = ExperimentKey.ParseValid(experimentIds);
        return database.Readers.ReadAsync<IReadOnlyList<DatasetSummary>>(
            async session => await session.ReadAsync(
                $"""
                SELECT DISTINCT d.experiment_id, d.name, d.digest, t.value
                FROM datasets d
                JOIN inputs i ON i.dataset = d.id
                LEFT JOIN input_tags t ON t.run = i.run AND t.dataset = i.dataset AND t.tag_key = 'mlflow.data.context'
                WHERE {database.Syntax.InList("d.experiment_id", "@p0")}
                {session.Syntax.First(MaxSummaries, "d.experiment_id, d.name, d.digest, t.value")}
                """,
                [database.Syntax.ListOf(keys)],
                row => new DatasetSummary(row.NextExperimentId(), row.NextText(), row.NextText(), row.NextTextOrNull()),
                cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }
}
