using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Dialects;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Writes;

/// <summary>What commands share while their transaction is open: the connection, names that are not committed yet, the state of
/// runs already looked up, and the points that go to the tails together at the end.</summary>
internal sealed class WriteTransaction(SqlSession session, SqlDialect dialect, NameTable names)
{
    private readonly Dictionary<string, long> _newNames = new(StringComparer.Ordinal);
    /// <summary>Runs whose state is kept from one transaction to the next, where that can be told to be true still.</summary>
    private const int MaxRunsKept = 10_000;

    private readonly Dictionary<string, RunState> _runs = new(StringComparer.Ordinal);
    private readonly MetricAppends _appends = new();

    private long? _changeNumber;
    private bool _wroteRows;

    public SqlSession Session => session;

    public SqlDialect Dialect => dialect;

    /// <summary>How many changes were made since the transaction began: tells a refused command that wrote nothing from one
    /// that failed half-way.</summary>
    public int WriteCount { get; private set; }

    /// <summary>Runs a statement that changes something and returns how many rows it changed.</summary>
    public ValueTask<int> WriteAsync(string sql, params object?[] arguments)
    {
        WriteCount++;
        _wroteRows = true;
        return session.ExecuteAsync(sql, arguments);
    }

    /// <summary>Writes a row.</summary>
    public ValueTask<int> WriteRowAsync(RowWrite rows, params object?[] values) => WriteAsync(dialect.InsertOf(rows), values);

    /// <summary>Runs an INSERT of one row and returns the number that the database gave it.</summary>
    public async ValueTask<long> InsertAsync(string sql, params object?[] arguments)
    {
        WriteCount++;
        _wroteRows = true;
        return await dialect.InsertAsync(session, sql, arguments).ConfigureAwait(false)
            ?? throw new InvalidOperationException("An INSERT that must make a row made none.");
    }

    /// <summary>The number of a name, stored now if it is new. Does not count as a write: a name that nobody uses harms nobody.</summary>
    public ValueTask<long> InternAsync(string name) =>
        names.TryGetCached(name, out var id) || _newNames.TryGetValue(name, out id)
            ? ValueTask.FromResult(id)
            : InternSlowlyAsync(name);

    /// <summary>The number of a name, or null if nothing was ever called so.</summary>
    public async ValueTask<long?> FindNameAsync(string name)
    {
        if (names.TryGetCached(name, out var id) || _newNames.TryGetValue(name, out id))
            return id;
        return await session.ScalarAsync("SELECT id FROM names WHERE name = @p0", name).ConfigureAwait(false) as long?;
    }

    /// <summary>The run with this id.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.</exception>
    public async ValueTask<RunState> GetRunAsync(string runId)
    {
        if (_runs.TryGetValue(runId, out var known))
            return known;
        var reader = await session.QueryAsync(RunState.Select, CancellationToken.None, runId).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            if (!await reader.ReadAsync().ConfigureAwait(false))
                throw RunState.NotFound(runId);
            var run = RunState.Read(reader);
            return run.IsPurged ? throw RunState.BeingRemoved(runId) : _runs[runId] = run;
        }
    }

    /// <summary>The run with this id, if it may be written to.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is deleted.</exception>
    public async ValueTask<RunState> GetActiveRunAsync(string runId)
    {
        var run = await GetRunAsync(runId).ConfigureAwait(false);
        if (run.Stage == LifecycleStage.Active)
            return run;
        throw LeatException.InvalidParameter($"The run {runId} must be in the 'active' state. Current state is deleted.");
    }

    /// <summary>Begins: what earlier transactions looked up of runs stays known only if the database says that no other
    /// connection has changed it since. Otherwise each commit looks up each of its runs anew.</summary>
    public async ValueTask BeginAsync()
    {
        await session.ExecuteAsync(dialect.BeginWrite).ConfigureAwait(false);
        var number = dialect.ReadChangeNumber is { } sql ? await session.ScalarAsync(sql).ConfigureAwait(false) as long? : null;
        if (number is null || number != _changeNumber)
            _runs.Clear();
        _changeNumber = number;
    }

    /// <summary>Forgets what was looked up of runs, after a change to their state.</summary>
    public void ForgetRuns() => _runs.Clear();

    /// <summary>Adds points that will be written when the transaction ends.</summary>
    public async ValueTask AppendMetricsAsync(RunState run, IReadOnlyList<Metric> metrics)
    {
        string? lastKey = null;
        long name = 0;
        for (var i = 0; i < metrics.Count; i++)
        {
            var metric = metrics[i];
            if (!ReferenceEquals(metric.Key, lastKey))
            {
                name = await InternAsync(metric.Key).ConfigureAwait(false);
                lastKey = metric.Key;
            }

            _appends.Add(run.Key, run.ExperimentKey, name, new MetricPoint(metric.Step, metric.TimestampMs, metric.Value));
        }

        WriteCount++;
    }

    /// <summary>Writes the points that were appended: one tail row a run, one latest value a series.</summary>
    public ValueTask FlushAsync() => _appends.WriteAsync(session, dialect);

    /// <summary>Takes over what the committed transaction made, and returns how the tails grew.</summary>
    public IReadOnlyCollection<(long Run, int Points)> EndCommitted()
    {
        foreach (var (name, id) in _newNames)
            names.Remember(name, id);
        var tails = _appends.TakeWritten();

        // Rows written by this transaction may be those of a run. Points are not.
        if (_wroteRows || _runs.Count > MaxRunsKept)
            _runs.Clear();
        Reset();
        return tails;
    }

    /// <summary>Forgets what the transaction made.</summary>
    public void EndRolledBack()
    {
        _appends.TakeWritten();
        _runs.Clear();
        Reset();
    }

    private void Reset()
    {
        _newNames.Clear();
        _wroteRows = false;
        _appends.Clear();
        WriteCount = 0;
    }

    /// <summary>Another server may store the same name meanwhile: then its row stays, and is seen by the second look.</summary>
    private async ValueTask<long> InternSlowlyAsync(string name)
    {
        if (await FindNameAsync(name).ConfigureAwait(false) is not { } id)
        {
            await session.ExecuteAsync(dialect.InsertOf(RowWrites.Name), name).ConfigureAwait(false);
            id = await FindNameAsync(name).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"The name '{name}' was stored and cannot be found.");
        }

        return _newNames[name] = id;
    }
}

/// <summary>What a write needs to know of a run.</summary>
/// <param name="Key">Its number.</param>
/// <param name="ExperimentKey">Its experiment's number.</param>
/// <param name="Generation">Its experiment's generation.</param>
/// <param name="Stage">Its stage: its own if set in this generation of the experiment, else the experiment's.</param>
/// <param name="IsPurged">Whether it is being removed for good, on its own or with its experiment.</param>
internal sealed record RunState(long Key, long ExperimentKey, long Generation, LifecycleStage Stage, bool IsPurged)
{
    public const string Select =
        """
        SELECT r.id, r.experiment_id, e.generation,
               CASE WHEN r.stage_generation = e.generation THEN r.stage ELSE e.stage END,
               CASE WHEN r.stage = 2 OR e.stage = 2 THEN 1 ELSE 0 END
        FROM runs r JOIN experiments e ON e.id = r.experiment_id
        WHERE r.run_id = @p0
        """;

    public static RunState Read(DbDataReader reader) =>
        new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), (LifecycleStage)reader.GetInt32(3), reader.GetInt32(4) != 0);

    public static LeatException NotFound(string runId) => LeatException.DoesNotExist($"Run with id={runId} not found");

    public static LeatException BeingRemoved(string runId) =>
        LeatException.DoesNotExist($"Run with id={runId} not found: it was deleted and is being removed for good");
}
