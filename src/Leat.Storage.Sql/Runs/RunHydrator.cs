using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Models;

namespace Leat.Storage.Sql.Runs;

/// <summary>Fetches metrics, params, tags and inputs of many runs with one query each, never per run.</summary>
internal sealed class RunHydrator(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    public async Task<List<Run>> HydrateAsync(IReadOnlyList<(long Key, RunInfo Info)> found)
    {
        var parts = new Dictionary<long, Parts>(found.Count);
        foreach (var (key, _) in found)
            parts.Add(key, new Parts());
        if (parts.Count > 0)
        {
            var keys = database.Syntax.ListOf([.. parts.Keys]);
            await AddMetricsAsync(parts, keys).ConfigureAwait(false);
            await AddParamsAsync(parts, keys).ConfigureAwait(false);
            await AddTagsAsync(parts, keys).ConfigureAwait(false);
            await AddInputsAsync(parts, keys).ConfigureAwait(false);
            await AddModelsAsync(parts, keys).ConfigureAwait(false);
        }

        var runs = new List<Run>(found.Count);
        foreach (var (key, info) in found)
        {
            var part = parts[key];
            runs.Add(new Run(info, new RunData(part.Metrics, part.Params, part.Tags), new RunInputs(part.Inputs) { ModelIds = part.ModelInputs })
            {
                Outputs = part.ModelOutputs,
            });
        }

        return runs;
    }

    private async Task AddMetricsAsync(Dictionary<long, Parts> parts, object keys)
    {
        var rows = await session.ReadAsync(
            $"""
            SELECT m.run, m.name, m.value, m.is_nan, m.timestamp_ms, m.step FROM metric_latest m
            WHERE {database.Syntax.InList("m.run", "@p0")} ORDER BY m.run, m.name
            """,
            [keys],
            row => (Run: row.NextInt64(), Name: row.NextInt64(), Value: row.NextMetricValue(), TimestampMs: row.NextInt64(), Step: row.NextInt64()),
            cancellationToken).ConfigureAwait(false);
        foreach (var (run, name, value, timestampMs, step) in rows)
            parts[run].Metrics.Add(new Metric(await NameOfAsync(name).ConfigureAwait(false), value, timestampMs, step));
    }

    private async Task AddParamsAsync(Dictionary<long, Parts> parts, object keys)
    {
        foreach (var (run, name, value) in await ReadTextsAsync("params", keys).ConfigureAwait(false))
            parts[run].Params.Add(new Param(await NameOfAsync(name).ConfigureAwait(false), value));
    }

    private async Task AddTagsAsync(Dictionary<long, Parts> parts, object keys)
    {
        foreach (var (run, name, value) in await ReadTextsAsync("tags", keys).ConfigureAwait(false))
            parts[run].Tags.Add(new Tag(await NameOfAsync(name).ConfigureAwait(false), value));
    }

    /// <summary>Rows of params or tags. Names are looked up only after the reader is closed: not every driver runs two at once.</summary>
    private ValueTask<List<(long Run, long Name, string Value)>> ReadTextsAsync(string table, object keys) => session.ReadAsync(
        $"SELECT x.run, x.name, x.value FROM {table} x WHERE {database.Syntax.InList("x.run", "@p0")} ORDER BY x.run, x.name",
        [keys],
        row => (row.NextInt64(), row.NextInt64(), row.NextText()),
        cancellationToken);

    private ValueTask<string> NameOfAsync(long name) => database.Names.NameOfAsync(session, name);

    private async Task AddInputsAsync(Dictionary<long, Parts> parts, object keys)
    {
        var tags = await ReadInputTagsAsync(keys).ConfigureAwait(false);
        await session.ReadEachAsync(
            $"""
            SELECT i.run, i.dataset, d.name, d.digest, COALESCE(i.source_type, d.source_type), COALESCE(i.source, d.source), d.schema_json, d.profile_json
            FROM inputs i JOIN datasets d ON d.id = i.dataset
            WHERE {database.Syntax.InList("i.run", "@p0")} ORDER BY i.run, i.ordinal
            """,
            [keys],
            row =>
            {
                var (run, key) = (row.NextInt64(), row.NextInt64());
                var dataset = new Dataset(
                    Name: row.NextText(),
                    Digest: row.NextText(),
                    SourceType: row.NextText(),
                    Source: row.NextText(),
                    Schema: row.NextTextOrNull(),
                    Profile: row.NextTextOrNull());
                parts[run].Inputs.Add(new DatasetInput(dataset, tags.GetValueOrDefault((run, key)) ?? []));
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task AddModelsAsync(Dictionary<long, Parts> parts, object keys) => await session.ReadEachAsync(
        $"""
        SELECT x.run, x.direction, x.model_id, x.step FROM run_models x
        WHERE {database.Syntax.InList("x.run", "@p0")} ORDER BY x.run, x.ordinal
        """,
        [keys],
        row =>
        {
            var part = parts[row.NextInt64()];
            if ((RunModelDirection)row.NextInt32() == RunModelDirection.Input)
                part.ModelInputs.Add(row.NextText());
            else
                part.ModelOutputs.Add(new ModelOutput(row.NextText(), row.NextInt64()));
        },
        cancellationToken).ConfigureAwait(false);

    private async Task<Dictionary<(long Run, long Dataset), List<Tag>>> ReadInputTagsAsync(object keys)
    {
        var tags = new Dictionary<(long, long), List<Tag>>();
        await session.ReadEachAsync(
            $"SELECT t.run, t.dataset, t.tag_key, t.value FROM input_tags t WHERE {database.Syntax.InList("t.run", "@p0")}",
            [keys],
            row =>
            {
                var input = (row.NextInt64(), row.NextInt64());
                if (!tags.TryGetValue(input, out var list))
                    tags.Add(input, list = []);
                list.Add(new Tag(row.NextText(), row.NextText()));
            },
            cancellationToken).ConfigureAwait(false);
        return tags;
    }

    private sealed class Parts
    {
        public List<Metric> Metrics { get; } = [];

        public List<Param> Params { get; } = [];

        public List<Tag> Tags { get; } = [];

        public List<DatasetInput> Inputs { get; } = [];

        public List<string> ModelInputs { get; } = [];

        public List<ModelOutput> ModelOutputs { get; } = [];
    }
}
