using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Reads the logged models of an MLflow database.</summary>
internal sealed class MlflowModelReader(SourceReader reader, MlflowTables tables)
{
    private const int ModelsPerPage = 200;

    public async IAsyncEnumerable<IReadOnlyList<BulkModel>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (tables.Models is not { } table)
            yield break;
        var sql =
            $"""
            SELECT {table.List(
                "model_id", "experiment_id", "name", "artifact_location", "creation_timestamp_ms", "last_updated_timestamp_ms", "status", "model_type",
                "source_run_id", "lifecycle_stage")}
            FROM logged_models WHERE model_id > @p0 AND {tables.IsTaken} ORDER BY model_id {MlflowSyntax.First(ModelsPerPage)}
            """;
        var after = "";
        while (true)
        {
            var page = await reader.ListAsync(
                sql,
                [after],
                row =>
                {
                    var updated = row.Integer(5) ?? 0;
                    var model = new LoggedModel(
                        row.GetString(0), row.Id(1), row.Text(2) ?? "", row.Text(3) ?? "", row.Integer(4) ?? 0, updated, StatusOf(row.Integer(6) ?? 0),
                        row.Text(7) ?? "", row.Text(8) ?? "", Tags: [], Params: [], Metrics: []);
                    return new BulkModel(model) { DeletedTimeMs = row.Text(9) == "deleted" ? updated : null };
                },
                cancellationToken).ConfigureAwait(false);
            if (page.Count > 0)
                yield return await CompleteAsync(page, cancellationToken).ConfigureAwait(false);
            if (page.Count < ModelsPerPage)
                yield break;
            after = page[^1].Model.ModelId;
        }
    }

    private static LoggedModelStatus StatusOf(long number) => number is >= 0 and <= 3 ? (LoggedModelStatus)number : LoggedModelStatus.Unspecified;

    private async Task<IReadOnlyList<BulkModel>> CompleteAsync(List<BulkModel> page, CancellationToken cancellationToken)
    {
        string[] ids = [.. page.Select(model => model.Model.ModelId)];
        var of = $"WHERE model_id IN ({MlflowRunReader.ParametersOf(ids.Length)})";
        var parameters = await reader.LookupAsync(
            $"SELECT model_id, param_key, param_value FROM logged_model_params {of}",
            ids,
            row => new Param(row.GetString(1), row.Text(2) ?? ""),
            cancellationToken).ConfigureAwait(false);
        var tags = await reader.LookupAsync(
            $"SELECT model_id, tag_key, tag_value FROM logged_model_tags {of}", ids, row => new Tag(row.GetString(1), row.Text(2) ?? ""), cancellationToken)
            .ConfigureAwait(false);
        var metrics = await reader.LookupAsync(
            $"""
            SELECT model_id, run_id, metric_name, metric_value, metric_timestamp_ms, metric_step, dataset_name, dataset_digest
            FROM logged_model_metrics {of}
            """,
            ids,
            row => new ModelMetric(
                row.GetString(1),
                new Metric(
                    row.GetString(2),
                    row.IsDBNull(3) ? double.NaN : MetricValues.Canonical(row.GetDouble(3)),
                    row.Integer(4) ?? 0,
                    row.Integer(5) ?? 0,
                    new MetricLink(row.GetString(0), row.Text(6), row.Text(7)))),
            cancellationToken).ConfigureAwait(false);
        return page.ConvertAll(model => model with
        {
            Model = model.Model with
            {
                Params = [.. parameters[model.Model.ModelId]],
                Tags = [.. tags[model.Model.ModelId]],
                Metrics = [.. metrics[model.Model.ModelId]],
            },
        });
    }
}
