using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Names;

namespace Leat.Storage.Sql.Models;

/// <summary>Fetches tags, params and metrics of many models with one query each, never per model.</summary>
internal sealed class ModelHydrator(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    private static readonly NamedTexts Tags = new("model_tags", "model", Order: "x.name");
    private static readonly NamedTexts Params = new("model_params", "model", Order: "x.name") { Name = "COALESCE(x.long_name, n.name)" };

    public async Task<List<LoggedModel>> HydrateAsync(IReadOnlyList<(long Key, LoggedModel Model)> found)
    {
        if (found.Count == 0)
            return [];
        var keys = database.Syntax.ListOf([.. found.Select(entry => entry.Key)]);
        var tags = await Tags.ReadAsync(session, keys, (name, value) => new Tag(name, value), cancellationToken).ConfigureAwait(false);
        var parameters = await Params.ReadAsync(session, keys, (name, value) => new Param(name, value), cancellationToken).ConfigureAwait(false);
        var metrics = await ReadMetricsAsync(found, keys).ConfigureAwait(false);
        return [.. found.Select(entry => entry.Model with
        {
            Tags = [.. tags[entry.Key]],
            Params = [.. parameters[entry.Key]],
            Metrics = [.. metrics[entry.Key]],
        })];
    }

    private async Task<ILookup<long, ModelMetric>> ReadMetricsAsync(IReadOnlyList<(long Key, LoggedModel Model)> found, object keys)
    {
        var ids = found.ToDictionary(entry => entry.Key, entry => entry.Model.ModelId);
        var rows = await session.ReadAsync(
            $"""
            SELECT x.model, n.name, r.run_id, x.value, x.is_nan, x.timestamp_ms, x.step, x.dataset_name, x.dataset_digest
            FROM model_metrics x JOIN names n ON n.id = x.name JOIN runs r ON r.id = x.run
            WHERE {database.Syntax.InList("x.model", "@p0")}
            ORDER BY x.model, x.name, x.run, x.timestamp_ms, x.step, x.value
            """,
            [keys],
            Read,
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Model, row => row.Metric);

        (long Model, ModelMetric Metric) Read(SqlRow row)
        {
            var (model, name, run) = (row.NextInt64(), row.NextText(), row.NextText());
            var metric = new Metric(name, row.NextMetricValue(), row.NextInt64(), row.NextInt64());
            var (dataset, digest) = (row.NextText(), row.NextText());
            var link = dataset.Length > 0 ? new MetricLink(ids[model], dataset, digest) : new MetricLink(ids[model], null, null);
            return (model, new ModelMetric(run, metric with { Link = link }));
        }
    }
}
