using System.Globalization;
using Leat.Core;
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
            async session =>
            {
                var summaries = new List<DatasetSummary>();
                var reader = await session.QueryAsync(
                    $"""
                    SELECT DISTINCT d.experiment_id, d.name, d.digest, t.value
                    FROM datasets d
                    JOIN inputs i ON i.dataset = d.id
                    LEFT JOIN input_tags t ON t.run = i.run AND t.dataset = i.dataset AND t.tag_key = 'mlflow.data.context'
                    WHERE {database.Syntax.InList("d.experiment_id", "@p0")}
                    {session.Syntax.First(MaxSummaries, "d.experiment_id, d.name, d.digest, t.value")}
                    """,
                    cancellationToken,
                    database.Syntax.ListOf(keys)).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        summaries.Add(new DatasetSummary(
                            reader.GetInt64(0).ToString(CultureInfo.InvariantCulture),
                            reader.GetString(1),
                            reader.GetString(2),
                            reader.IsDBNull(3) ? null : reader.GetString(3)));
                    }
                }

                return summaries;
            },
            cancellationToken);
    }
}
