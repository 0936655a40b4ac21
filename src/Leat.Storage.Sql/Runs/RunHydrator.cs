using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Models;

namespace Leat.Storage.Sql.Runs;

/// <summary>Fetches metrics, params, tags and inputs of many runs with one query each, never per run.</summary>
internal sealed class RunHydrator(SqlDatabase database, SqlSession session, CancellationToken cancellationToken)
{
    /// <summary>What a row counts in addition to its texts, in UTF-16 units.</summary>
    private const int UnitsPerRow = 64;

    private long _lastRun;

    /// <summary>How much may be read, in UTF-16 units of text.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>How much has been read.</summary>
    public long Read { get; private set; }

    /// <summary>The number of runs for which rows were seen in the table that was read last.</summary>
    public int Begun { get; private set; }

    /// <summary>The runs with all their data; null if that is more than <see cref="Most"/>.</summary>
    public async Task<List<Run>?> HydrateAsync(IReadOnlyList<(long Key, RunInfo Info)> found)
    {
        var parts = new Dictionary<long, Parts>(found.Count);
        foreach (var (key, _) in found)
            parts.Add(key, new Parts());
        if (parts.Count > 0)
        {
            var keys = database.Syntax.ListOf([.. parts.Keys]);
            var isWhole = await AddMetricsAsync(parts, keys).ConfigureAwait(false)
                && await AddParamsAsync(parts, keys).ConfigureAwait(false)
                && await AddTagsAsync(parts, keys).ConfigureAwait(false)
                && await AddInputsAsync(parts, keys).ConfigureAwait(false);
            if (!isWhole)
                return null;
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

    private async Task<bool> AddMetricsAsync(Dictionary<long, Parts> parts, object keys)
    {
        var rows = new List<(long Run, long Name, double Value, long TimestampMs, long Step)>();
        var isWhole = await ReadAsync(
            $"""
            SELECT m.run, m.name, m.value, m.is_nan, m.timestamp_ms, m.step FROM metric_latest m
            WHERE {database.Syntax.InList("m.run", "@p0")} ORDER BY m.run, m.name
            """,
            keys,
            (run, row) =>
            {
                rows.Add((run, row.NextInt64(), row.NextMetricValue(), row.NextInt64(), row.NextInt64()));
                return 0;
            }).ConfigureAwait(false);
        foreach (var (run, name, value, timestampMs, step) in rows)
            parts[run].Metrics.Add(new Metric(await NameOfAsync(name).ConfigureAwait(false), value, timestampMs, step));
        return isWhole;
    }

    private Task<bool> AddParamsAsync(Dictionary<long, Parts> parts, object keys) =>
        AddTextsAsync("params", keys, (run, name, value) => parts[run].Params.Add(new Param(name, value)));

    private Task<bool> AddTagsAsync(Dictionary<long, Parts> parts, object keys) =>
        AddTextsAsync("tags", keys, (run, name, value) => parts[run].Tags.Add(new Tag(name, value)));

    /// <summary>Params or tags. Names are looked up only after the reader is closed: not every driver runs two at once.</summary>
    private async Task<bool> AddTextsAsync(string table, object keys, Action<long, string, string> add)
    {
        var rows = new List<(long Run, long Name, string Value)>();
        var isWhole = await ReadAsync(
            $"SELECT x.run, x.name, x.value FROM {table} x WHERE {database.Syntax.InList("x.run", "@p0")} ORDER BY x.run, x.name",
            keys,
            (run, row) =>
            {
                var (name, value) = (row.NextInt64(), row.NextText());
                rows.Add((run, name, value));
                return value.Length;
            }).ConfigureAwait(false);
        if (!isWhole)
            return false;
        foreach (var (run, name, value) in rows)
            add(run, await NameOfAsync(name).ConfigureAwait(false), value);
        return true;
    }

    /// <summary>Reads rows that begin with their run and are sorted by it, until they exceed the limit.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="keys">Which runs.</param>
    /// <param name="take">Takes the rest of a row, and returns the length of its texts.</param>
    private ValueTask<bool> ReadAsync(string sql, object keys, Func<long, SqlRow, int> take)
    {
        (Begun, _lastRun) = (0, 0);
        return session.ReadWhileAsync(
            sql,
            [keys],
            row =>
            {
                var run = row.NextInt64();
                if (run != _lastRun)
                    Begun++;
                _lastRun = run;
                Read += UnitsPerRow + take(run, row);
                return Read <= Most;
            },
            cancellationToken);
    }

    private ValueTask<string> NameOfAsync(long name) => database.Names.NameOfAsync(session, name);

    private async Task<bool> AddInputsAsync(Dictionary<long, Parts> parts, object keys)
    {
        var tags = await ReadInputTagsAsync(keys).ConfigureAwait(false);
        var inputs = new List<(long Run, long Dataset, string? SourceType, string? Source)>();
        var isWhole = await ReadAsync(
            $"SELECT i.run, i.dataset, i.source_type, i.source FROM inputs i WHERE {database.Syntax.InList("i.run", "@p0")} ORDER BY i.run, i.ordinal",
            keys,
            (run, row) =>
            {
                inputs.Add((run, row.NextInt64(), row.NextTextOrNull(), row.NextTextOrNull()));
                return inputs[^1].Source?.Length ?? 0;
            }).ConfigureAwait(false);
        if (!isWhole || await ReadDatasetsAsync([.. inputs.Select(input => input.Dataset).Distinct()]).ConfigureAwait(false) is not { } datasets)
            return false;
        foreach (var (run, key, sourceType, source) in inputs)
        {
            var dataset = datasets[key];
            if ((sourceType ?? source) is not null)
                dataset = dataset with { SourceType = sourceType ?? dataset.SourceType, Source = source ?? dataset.Source };
            parts[run].Inputs.Add(new DatasetInput(dataset, tags.GetValueOrDefault((run, key)) ?? []));
        }

        return true;
    }

    /// <summary>Datasets by their keys, each once, however many runs used it: profiles have up to 16 MB. Null if they exceed the limit.</summary>
    private async ValueTask<Dictionary<long, Dataset>?> ReadDatasetsAsync(IReadOnlyList<long> keys)
    {
        var datasets = new Dictionary<long, Dataset>(keys.Count);
        if (keys.Count == 0)
            return datasets;
        var isWhole = await session.ReadWhileAsync(
            $"""
            SELECT d.id, d.name, d.digest, d.source_type, d.source, d.schema_json, d.profile_json FROM datasets d
            WHERE {database.Syntax.InList("d.id", "@p0")}
            """,
            [database.Syntax.ListOf(keys)],
            row =>
            {
                var key = row.NextInt64();
                var dataset = datasets[key] = new Dataset(
                    Name: row.NextText(),
                    Digest: row.NextText(),
                    SourceType: row.NextText(),
                    Source: row.NextText(),
                    Schema: row.NextTextOrNull(),
                    Profile: row.NextTextOrNull());
                Read += UnitsPerRow + dataset.Source.Length + (dataset.Schema?.Length ?? 0) + (dataset.Profile?.Length ?? 0);
                return Read <= Most;
            },
            cancellationToken).ConfigureAwait(false);
        return isWhole ? datasets : null;
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
