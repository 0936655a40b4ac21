using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Reads what runs used and made.</summary>
internal sealed class MlflowLinkReader(SourceReader reader, MlflowTables tables)
{
    private readonly Dictionary<string, List<DatasetInput>> _datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ModelOutput>> _outputs = new(StringComparer.Ordinal);

    /// <summary>Reads the links of some runs.</summary>
    public async Task<MlflowLinkReader> ReadAsync(string[] runs, CancellationToken cancellationToken)
    {
        if (tables.Inputs is null)
            return this;
        var ids = MlflowRunReader.ParametersOf(runs.Length);
        if (tables.Datasets is not null)
            await ReadDatasetsAsync(runs, ids, cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(
            $"""
            SELECT source_id, destination_id, destination_type, {tables.Inputs.Column("step")} FROM inputs
            WHERE source_type IN ('RUN_INPUT', 'RUN_OUTPUT') AND source_id IN ({ids})
            """,
            runs,
            row =>
            {
                var (run, model) = (row.GetString(0), row.GetString(1));
                if (row.GetString(2) == "MODEL_OUTPUT")
                    Add(_outputs, run, new ModelOutput(model, row.Integer(3) ?? 0));
                else
                    Add(_models, run, model);
            },
            cancellationToken).ConfigureAwait(false);
        return this;
    }

    public RunInputs InputsOf(string run) => new(_datasets.GetValueOrDefault(run) ?? []) { ModelIds = _models.GetValueOrDefault(run) ?? [] };

    public IReadOnlyList<ModelOutput> OutputsOf(string run) => _outputs.GetValueOrDefault(run) ?? [];

    private async Task ReadDatasetsAsync(string[] runs, string ids, CancellationToken cancellationToken)
    {
        var tags = await ReadTagsAsync(runs, ids, cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(
            $"""
            SELECT i.destination_id, i.input_uuid, d.name, d.digest, d.dataset_source_type, d.dataset_source, d.dataset_schema, d.dataset_profile
            FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
            WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id IN ({ids})
            """,
            runs,
            row =>
            {
                var dataset = new Dataset(row.GetString(2), row.GetString(3), row.Text(4) ?? "", row.Text(5) ?? "", row.Text(6), row.Text(7));
                Add(_datasets, row.GetString(0), new DatasetInput(dataset, [.. tags[row.GetString(1)]]));
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<ILookup<string, Tag>> ReadTagsAsync(string[] runs, string ids, CancellationToken cancellationToken)
    {
        if (tables.InputTags is null)
            return Array.Empty<Tag>().ToLookup(_ => "", StringComparer.Ordinal);
        var rows = await reader.ListAsync(
            $"""
            SELECT t.input_uuid, t.name, t.{reader.Quote("value")} FROM input_tags t JOIN inputs i ON i.input_uuid = t.input_uuid
            WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id IN ({ids})
            """,
            runs,
            row => (Input: row.GetString(0), Tag: new Tag(row.GetString(1), row.Text(2) ?? "")),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Input, row => row.Tag, StringComparer.Ordinal);
    }

    private static void Add<T>(Dictionary<string, List<T>> lists, string run, T entry)
    {
        if (!lists.TryGetValue(run, out var list))
            lists.Add(run, list = []);
        list.Add(entry);
    }
}
