using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Models;

/// <summary>Fetches tags, params and metrics of many models with one query each, never per model.</summary>
internal sealed class ModelHydrator(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    public async Task<List<LoggedModel>> HydrateAsync(IReadOnlyList<(long Key, LoggedModel Model)> found)
    {
        if (found.Count == 0)
            return [];
        var keys = database.Syntax.ListOf([.. found.Select(entry => entry.Key)]);
        var tags = await ReadTextsAsync("model_tags", keys, (name, value) => new Tag(name, value)).ConfigureAwait(false);
        var parameters = await ReadTextsAsync("model_params", keys, (name, value) => new Param(name, value)).ConfigureAwait(false);
        var metrics = await ReadMetricsAsync(found, keys).ConfigureAwait(false);
        return [.. found.Select(entry => entry.Model with
        {
            Tags = [.. tags[entry.Key]],
            Params = [.. parameters[entry.Key]],
            Metrics = [.. metrics[entry.Key]],
        })];
    }

    private async Task<ILookup<long, T>> ReadTextsAsync<T>(string table, object keys, Func<string, string, T> make)
    {
        var rows = new List<(long Model, T Item)>();
        var reader = await session.QueryAsync(
            $"""
            SELECT x.model, n.name, x.value FROM {table} x JOIN names n ON n.id = x.name
            WHERE {database.Syntax.InList("x.model", "@p0")} ORDER BY x.model, x.name
            """,
            cancellationToken,
            keys).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add((reader.GetInt64(0), make(reader.GetString(1), reader.GetString(2))));
        }

        return rows.ToLookup(row => row.Model, row => row.Item);
    }

    private async Task<ILookup<long, ModelMetric>> ReadMetricsAsync(IReadOnlyList<(long Key, LoggedModel Model)> found, object keys)
    {
        var ids = found.ToDictionary(entry => entry.Key, entry => entry.Model.ModelId);
        var rows = new List<(long Model, ModelMetric Metric)>();
        var reader = await session.QueryAsync(
            $"""
            SELECT x.model, n.name, r.run_id, x.value, x.is_nan, x.timestamp_ms, x.step, x.dataset_name, x.dataset_digest
            FROM model_metrics x JOIN names n ON n.id = x.name JOIN runs r ON r.id = x.run
            WHERE {database.Syntax.InList("x.model", "@p0")}
            ORDER BY x.model, x.name, x.run, x.timestamp_ms, x.step, x.value
            """,
            cancellationToken,
            keys).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var model = reader.GetInt64(0);
                var onDataset = reader.GetString(7).Length > 0;
                var link = new MetricLink(ids[model], onDataset ? reader.GetString(7) : null, onDataset ? reader.GetString(8) : null);
                var value = reader.GetInt64(4) != 0 ? double.NaN : reader.GetDouble(3);
                rows.Add((model, new ModelMetric(
                    reader.GetString(2), new Metric(reader.GetString(1), value, reader.GetInt64(5), reader.GetInt64(6), link))));
            }
        }

        return rows.ToLookup(row => row.Model, row => row.Metric);
    }
}
