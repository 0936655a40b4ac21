using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Models;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Runs;

/// <content>What runs log: points, params, tags, inputs.</content>
internal sealed partial class SqlRunStore
{
    public Task LogAsync(LogBatch batch, CancellationToken cancellationToken = default)
    {
        // Done before the transaction: callers run in parallel, write commands one after another.
        var metricNames = database.Names.GetCached(batch.Metrics);
        return database.Writes.WriteAsync(
            new WriteNeeds(batch.RunId, NewNamesOf(batch, metricNames)),
            async transaction =>
            {
                // Checks first: a refused batch must leave nothing behind.
                var run = await transaction.GetActiveRunAsync(batch.RunId).ConfigureAwait(false);
                var newParams = await FindNewParamsAsync(transaction, run, batch).ConfigureAwait(false);
                var models = await ModelMetrics.FindModelsAsync(transaction, batch.Metrics).ConfigureAwait(false);

                if (newParams.Count > 0)
                    await transaction.WriteRowsAsync(RowWrites.Param, newParams).ConfigureAwait(false);
                if (batch.Tags.Count > 0)
                    await SetTagsAsync(transaction, run, batch.Tags).ConfigureAwait(false);
                if (models is not null)
                    await ModelMetrics.AddAsync(transaction, run, batch.Metrics, models).ConfigureAwait(false);
                if (batch.Metrics.Count > 0)
                    await transaction.AppendMetricsAsync(run, batch.Metrics, metricNames).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            new WriteNeeds(runId),
            async transaction =>
            {
                var run = await transaction.GetActiveRunAsync(runId).ConfigureAwait(false);
                var name = await transaction.FindNameAsync(key).ConfigureAwait(false);
                var exists = name is not null && await transaction.Session.ScalarAsync(
                    "SELECT 1 FROM tags WHERE run = @p0 AND name = @p1", run.Key, name).ConfigureAwait(false) is not null;
                if (!exists)
                    throw LeatException.DoesNotExist($"No tag with name: {key} in run with id {runId}");
                return await transaction.WriteAsync("DELETE FROM tags WHERE run = @p0 AND name = @p1", run.Key, name).ConfigureAwait(false);
            },
            cancellationToken);

    public Task DeleteTagsAsync(string runId, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            new WriteNeeds(runId),
            async transaction =>
            {
                var run = await transaction.GetActiveRunAsync(runId).ConfigureAwait(false);
                var names = new List<long>(keys.Count);
                foreach (var key in keys)
                {
                    if (await transaction.FindNameAsync(key).ConfigureAwait(false) is { } name)
                        names.Add(name);
                }

                return names.Count == 0
                    ? 0
                    : await transaction.WriteAsync(
                        $"DELETE FROM tags WHERE run = @p0 AND {transaction.Syntax.InList("name", "@p1")}",
                        run.Key,
                        transaction.Syntax.ListOf(names)).ConfigureAwait(false);
            },
            cancellationToken);

    public Task LogInputsAsync(LogInputs inputs, CancellationToken cancellationToken = default) =>
        database.Writes.WriteAsync(
            new WriteNeeds(inputs.RunId),
            async transaction =>
            {
                var run = await transaction.GetActiveRunAsync(inputs.RunId).ConfigureAwait(false);
                foreach (var input in inputs.Datasets)
                    await RunDatasets.AddAsync(transaction, run, input).ConfigureAwait(false);
                foreach (var modelId in inputs.ModelIds)
                    await RunModels.AddAsync(transaction, run, RunModelDirection.Input, modelId, step: 0).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>The names of a batch that are not known to be stored; null if there are none, as is usual after the first batch.</summary>
    private HashSet<string>? NewNamesOf(LogBatch batch, long[] metricNames)
    {
        HashSet<string>? names = null;
        for (var i = 0; i < metricNames.Length; i++)
        {
            if (metricNames[i] == 0)
                Add(batch.Metrics[i].Key);
        }

        foreach (var param in batch.Params)
            AddUnlessKnown(param.Key);
        foreach (var tag in batch.Tags)
            AddUnlessKnown(tag.Key);
        return names;

        void Add(string name) => (names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

        void AddUnlessKnown(string name)
        {
            if (!database.Names.TryGetCached(name, out _))
                Add(name);
        }
    }

    /// <summary>The rows of the params that are not stored yet. Params are written once: the same value is accepted again, a different one is
    /// refused.</summary>
    private static async ValueTask<List<object?[]>> FindNewParamsAsync(WriteTransaction transaction, RunState run, LogBatch batch)
    {
        if (batch.Params.Count == 0)
            return [];
        var names = new long[batch.Params.Count];
        for (var i = 0; i < names.Length; i++)
            names[i] = await transaction.InternAsync(batch.Params[i].Key).ConfigureAwait(false);
        var stored = new Dictionary<long, string>();
        await transaction.Session.RunAllAsync(
        [
            new SqlStatement(
                $"SELECT name, value FROM params WHERE run = @p0 AND {transaction.Syntax.InList("name", "@p1")}",
                [run.Key, transaction.Syntax.ListOf(names)],
                row => stored.Add(row.NextInt64(), row.NextText())),
        ]).ConfigureAwait(false);

        var added = new List<object?[]>(names.Length);
        var conflicts = new List<(Param Param, string Old)>();
        for (var i = 0; i < names.Length; i++)
        {
            var param = batch.Params[i];
            if (!stored.TryGetValue(names[i], out var old))
                added.Add([run.Key, names[i], param.Value, run.ExperimentKey]);
            else if (old != param.Value)
                conflicts.Add((param, old));
        }

        return conflicts.Count == 0 ? added : throw ParamConflict(batch, conflicts);
    }

    private static LeatException ParamConflict(LogBatch batch, List<(Param Param, string Old)> conflicts)
    {
        if (batch.IsSingle)
        {
            var (param, old) = conflicts[0];
            return LeatException.InvalidParameter(
                $"Changing param values is not allowed. Param with key='{param.Key}' was already logged with value='{old}' "
                + $"for run ID='{batch.RunId}'. Attempted logging new value '{param.Value}'.");
        }

        var list = conflicts.Select(c => $"{{'key': '{c.Param.Key}', 'old_value': '{c.Old}', 'new_value': '{c.Param.Value}'}}");
        return LeatException.InvalidParameter(
            $"Changing param values is not allowed. Params were already logged='[{string.Join(", ", list)}]' for run ID='{batch.RunId}'.");
    }

    /// <summary>Sets tags; if a key comes twice, the last one counts. The tag that holds the run's name also renames the run. As in MLflow, an
    /// empty name changes nothing.</summary>
    private static async ValueTask SetTagsAsync(WriteTransaction transaction, RunState run, IReadOnlyList<Tag> tags)
    {
        // In key order, as all writers do.
        var values = new SortedDictionary<long, Tag>();
        foreach (var tag in tags)
        {
            if (tag is not { Key: RunRules.RunNameTag, Value: "" })
                values[await transaction.InternAsync(tag.Key).ConfigureAwait(false)] = tag;
        }

        object?[][] rows = [.. values.Select(entry => new object?[] { run.Key, entry.Key, entry.Value.Value, run.ExperimentKey })];
        if (rows.Length == 0)
            return;
        await transaction.WriteRowsAsync(RowWrites.Tag, rows).ConfigureAwait(false);
        foreach (var name in values.Values.Where(tag => tag.Key == RunRules.RunNameTag))
            await transaction.WriteAsync("UPDATE runs SET name = @p1 WHERE id = @p0", run.Key, name.Value).ConfigureAwait(false);
    }
}
