using Leat.Core;
using Leat.Storage.Sql.Connections;
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
        var rows = new List<(long Run, long Name, double Value, long TimestampMs, long Step)>();
        var reader = await session.QueryAsync(
            $"""
            SELECT m.run, m.name, m.value, m.is_nan, m.timestamp_ms, m.step FROM metric_latest m
            WHERE {database.Syntax.InList("m.run", "@p0")} ORDER BY m.run, m.name
            """,
            cancellationToken,
            keys).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var value = reader.GetInt64(3) != 0 ? double.NaN : reader.GetDouble(2);
                rows.Add((reader.GetInt64(0), reader.GetInt64(1), value, reader.GetInt64(4), reader.GetInt64(5)));
            }
        }

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
    private async Task<List<(long Run, long Name, string Value)>> ReadTextsAsync(string table, object keys)
    {
        var rows = new List<(long, long, string)>();
        var reader = await session.QueryAsync(
            $"SELECT x.run, x.name, x.value FROM {table} x WHERE {database.Syntax.InList("x.run", "@p0")} ORDER BY x.run, x.name",
            cancellationToken,
            keys).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2)));
        }

        return rows;
    }

    private ValueTask<string> NameOfAsync(long name) => database.Names.NameOfAsync(session, name);

    private async Task AddInputsAsync(Dictionary<long, Parts> parts, object keys)
    {
        var tags = await ReadInputTagsAsync(keys).ConfigureAwait(false);
        var reader = await session.QueryAsync(
            $"""
            SELECT i.run, i.dataset, d.name, d.digest, d.source_type, d.source, d.schema_json, d.profile_json
            FROM inputs i JOIN datasets d ON d.id = i.dataset
            WHERE {database.Syntax.InList("i.run", "@p0")} ORDER BY i.run, i.ordinal
            """,
            cancellationToken,
            keys).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var dataset = new Dataset(
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetString(5),
                    reader.IsDBNull(6) ? null : reader.GetString(6),
                    reader.IsDBNull(7) ? null : reader.GetString(7));
                var run = reader.GetInt64(0);
                parts[run].Inputs.Add(new DatasetInput(dataset, tags.GetValueOrDefault((run, reader.GetInt64(1))) ?? []));
            }
        }
    }

    private async Task AddModelsAsync(Dictionary<long, Parts> parts, object keys)
    {
        var reader = await session.QueryAsync(
            $"""
            SELECT x.run, x.direction, x.model_id, x.step FROM run_models x
            WHERE {database.Syntax.InList("x.run", "@p0")} ORDER BY x.run, x.ordinal
            """,
            cancellationToken,
            keys).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var part = parts[reader.GetInt64(0)];
                if ((RunModelDirection)reader.GetInt32(1) == RunModelDirection.Input)
                    part.ModelInputs.Add(reader.GetString(2));
                else
                    part.ModelOutputs.Add(new ModelOutput(reader.GetString(2), reader.GetInt64(3)));
            }
        }
    }

    private async Task<Dictionary<(long Run, long Dataset), List<Tag>>> ReadInputTagsAsync(object keys)
    {
        var tags = new Dictionary<(long, long), List<Tag>>();
        var reader = await session.QueryAsync(
            $"SELECT t.run, t.dataset, t.tag_key, t.value FROM input_tags t WHERE {database.Syntax.InList("t.run", "@p0")}",
            cancellationToken,
            keys).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var input = (reader.GetInt64(0), reader.GetInt64(1));
                if (!tags.TryGetValue(input, out var list))
                    tags.Add(input, list = []);
                list.Add(new Tag(reader.GetString(2), reader.GetString(3)));
            }
        }

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
