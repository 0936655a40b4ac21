using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Writes;

/// <summary>What commands share while their transaction is open: the connection, uncommitted names, cached run states, and the points
/// written to the tails at the end.</summary>
internal sealed class WriteTransaction(SqlSession session, SqlDriver driver, NameTable knownNames)
{
    /// <summary>Maximum runs whose state is kept between transactions, where the database can tell that it is still valid.</summary>
    private const int MaxRunsKept = 10_000;

    private readonly TransactionNames _names = new(session, driver, knownNames);
    private readonly RunStates _runs = new(session);
    private readonly MetricAppends _appends = new();
    private readonly TraceHourChanges _hours = new();

    private long? _changeNumber;
    private bool _wroteRows;

    public SqlSession Session => session;

    public SqlSyntax Syntax => session.Syntax;

    /// <summary>Number of changes since the transaction began. Distinguishes a rejected command that wrote nothing from one that failed
    /// half-way.</summary>
    public int WriteCount { get; private set; }

    /// <summary>Runs a statement that changes something and returns how many rows it changed.</summary>
    public ValueTask<int> WriteAsync(string sql, params object?[] arguments)
    {
        WriteCount++;
        _wroteRows = true;
        return session.ExecuteAsync(sql, arguments);
    }

    /// <summary>Runs statements that change something, in one round trip if the driver can.</summary>
    public ValueTask WriteAllAsync(IReadOnlyList<SqlStatement> statements)
    {
        WriteCount++;
        _wroteRows = true;
        return session.RunAllAsync(statements);
    }

    /// <summary>Writes a row.</summary>
    public ValueTask<int> WriteRowAsync(RowWrite rows, params object?[] values) => WriteAsync(Syntax.InsertOf(rows), values);

    /// <summary>Writes several rows with distinct keys.</summary>
    public ValueTask WriteRowsAsync(RowWrite rows, IReadOnlyList<object?[]> values)
    {
        WriteCount++;
        _wroteRows = true;
        return driver.WriteRowsAsync(session, rows, values);
    }

    /// <summary>Writes many rows whose keys are new.</summary>
    public ValueTask LoadRowsAsync(RowBatch batch)
    {
        WriteCount++;
        _wroteRows = true;
        return driver.LoadRowsAsync(session, batch);
    }

    /// <summary>Inserts one row and returns the number assigned by the database.</summary>
    public async ValueTask<long> InsertAsync(string sql, params object?[] arguments)
    {
        WriteCount++;
        _wroteRows = true;
        return await driver.InsertAsync(session, sql, arguments).ConfigureAwait(false)
            ?? throw new InvalidOperationException("An INSERT that must make a row made none.");
    }

    /// <summary>The number of a name, stored now if it is new. Does not count as a write, because an unused name does no harm.</summary>
    public ValueTask<long> InternAsync(string name) =>
        _names.TryGet(name, out var id) ? ValueTask.FromResult(id) : InternSlowlyAsync(name);

    /// <summary>Makes the numbers of many names known, in few statements however many there are.</summary>
    public ValueTask InternAllAsync(IReadOnlyCollection<string> names) => _names.InternAllAsync(names);

    /// <summary>The number of a name, or null if the name was never used.</summary>
    public ValueTask<long?> FindNameAsync(string name) => _names.FindAsync(name);

    /// <summary>The run with this id.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.</exception>
    public async ValueTask<RunState> GetRunAsync(string runId)
    {
        var run = await _runs.FindAsync(runId).ConfigureAwait(false) ?? throw RunState.NotFound(runId);
        return run.IsPurged ? throw RunState.BeingRemoved(runId) : run;
    }

    /// <summary>The run with this id, if it can be written to.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such run.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: it is deleted.</exception>
    public async ValueTask<RunState> GetActiveRunAsync(string runId)
    {
        var run = await GetRunAsync(runId).ConfigureAwait(false);
        if (run.Stage == LifecycleStage.Active)
            return run;
        throw LeatException.InvalidParameter($"The run {runId} must be in the 'active' state. Current state is deleted.");
    }

    /// <summary>Begins the transaction and looks up what the commands need. Run states from earlier transactions are kept only if the
    /// database confirms that no other connection has changed anything since.</summary>
    /// <param name="commands">The commands that will be run.</param>
    /// <param name="first">A statement to send first, or null.</param>
    public async ValueTask BeginAsync(IReadOnlyList<WriteCommand> commands, SqlStatement? first)
    {
        var opening = new List<SqlStatement>(4) { new(driver.BeginWrite, []) };
        if (first is not null)
            opening.Add(first);
        if (driver.ReadChangeNumber is { } changeNumber)
        {
            await session.RunAllAsync(opening).ConfigureAwait(false);
            opening.Clear();
            KeepRunsIfUnchanged(await session.ScalarAsync(changeNumber).ConfigureAwait(false) as long?);
        }
        else
        {
            _runs.Clear();
        }

        await LookAheadAsync(commands, opening).ConfigureAwait(false);
    }

    /// <summary>Forgets cached run states, after a change to them.</summary>
    public void ForgetRuns() => _runs.Clear();

    /// <summary>Adds points that will be written when the transaction ends.</summary>
    /// <param name="run">The run.</param>
    /// <param name="metrics">The points.</param>
    /// <param name="names">The numbers of their names if known beforehand, otherwise 0.</param>
    public async ValueTask AppendMetricsAsync(RunState run, IReadOnlyList<Metric> metrics, long[] names)
    {
        for (var i = 0; i < metrics.Count; i++)
        {
            var metric = metrics[i];
            var name = names[i] != 0 ? names[i] : await InternAsync(metric.Key).ConfigureAwait(false);
            _appends.Add(run.Key, run.ExperimentKey, name, new MetricPoint(metric.Step, metric.TimestampMs, metric.Value));
        }

        WriteCount++;
    }

    /// <summary>Notes that a trace which began then is made, changed or removed by this transaction, or one of its spans: before and after, if
    /// its time or its experiment changes.</summary>
    public void NoteTrace(long experiment, long timestampMs) => _hours.Add(experiment, TraceHourChanges.HourOf(timestampMs));

    /// <summary>Notes that what was added up of an hour of traces does not hold.</summary>
    public void NoteTraceHour(long experiment, long hour) => _hours.Add(experiment, hour);

    /// <summary>Writes the appended points: one tail row per run, one latest value per series.</summary>
    public async ValueTask FlushAsync()
    {
        foreach (var batch in _appends.TakeRows())
            await driver.WriteRowsAsync(session, batch.Rows, batch.Values).ConfigureAwait(false);
    }

    /// <summary>Writes the remaining points and commits.</summary>
    public ValueTask CommitAsync() => driver.CommitAsync(session, [.. _appends.TakeRows(), .. _hours.TakeRows()]);

    /// <summary>Keeps what the committed transaction created, and returns how the tails grew.</summary>
    public IReadOnlyCollection<(long Run, int Points)> EndCommitted()
    {
        _names.Publish();
        var tails = _appends.TakeGrowth();

        // Rows written by this transaction may change a run's state; points do not.
        if (_wroteRows || _runs.Count > MaxRunsKept)
            _runs.Clear();
        Reset();
        return tails;
    }

    /// <summary>Forgets what the transaction created.</summary>
    public void EndRolledBack()
    {
        _appends.TakeGrowth();
        _runs.Clear();
        Reset();
    }

    private void Reset()
    {
        _names.Clear();
        _wroteRows = false;
        _appends.Clear();
        _hours.Clear();
        WriteCount = 0;
    }

    private void KeepRunsIfUnchanged(long? changeNumber)
    {
        if (changeNumber is null || changeNumber != _changeNumber)
            _runs.Clear();
        _changeNumber = changeNumber;
    }

    /// <summary>Sends the opening statements together with one query for all runs and one for all names that the commands declared.</summary>
    private async ValueTask LookAheadAsync(IReadOnlyList<WriteCommand> commands, List<SqlStatement> opening)
    {
        HashSet<string>? runs = null;
        HashSet<string>? names = null;
        foreach (var command in commands)
        {
            if (command.Needs.RunId is { } runId && !_runs.Contains(runId))
                (runs ??= new HashSet<string>(StringComparer.Ordinal)).Add(runId);
            if (command.Needs.NewNames is { } newNames)
                (names ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(newNames);
        }

        names?.RemoveWhere(name => _names.TryGet(name, out _));
        if (runs is not null)
            opening.Add(_runs.LookUp([.. runs]));
        if (names is { Count: > 0 })
            opening.Add(_names.LookUp([.. names]));
        await session.RunAllAsync(opening).ConfigureAwait(false);
        if (names is { Count: > 0 })
            await _names.StoreAsync(names).ConfigureAwait(false);
    }

    private async ValueTask<long> InternSlowlyAsync(string name)
    {
        if (await FindNameAsync(name).ConfigureAwait(false) is { } id)
            return id;
        await _names.StoreAsync([name]).ConfigureAwait(false);
        return await FindNameAsync(name).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The name '{name}' was stored and cannot be found.");
    }
}
