using System.Diagnostics;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Names;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;
using Microsoft.Extensions.Logging;

namespace Leat.Storage.Sql.TraceHours;

/// <summary>Adds up hours whose traces have changed, once they have been quiet for a while.</summary>
/// <remarks>
/// <para>Every transaction that changes traces notes their hours with a number of its own (<see cref="TraceHourChanges"/>). Adding up begins with
/// reading these notes, and ends with a transaction that removes them, if they are the same ones still, and stores the sums. So sums are there
/// without a note only if nothing has changed since before they were read: whichever server changes a trace meanwhile, its note stays, and so it
/// does if this process is killed at any moment.</para>
/// <para>It is upkeep: failures are logged and tried again, and an hour that has not been added up is measured by its rows.</para>
/// </remarks>
internal sealed partial class TraceHourSealing : IAsyncDisposable
{
    /// <summary>Notes looked at in one go.</summary>
    private const int NotesAtATime = 10_000;

    /// <summary>An hour whose traces have not changed for this long is added up; a period after so many times as long as it has hours. While traces
    /// come in, the current hour is so added up again and again, and the current day is not.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(30);

    /// <summary>An hour that took long is not added up again before it has been quiet for this many times as long.</summary>
    private const int Rest = 100;

    private readonly ReaderPool _readers;
    private readonly WriteQueue _writes;
    private readonly SqlDriver _driver;
    private readonly NameTable _names;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<(long Experiment, long Hour), TimeSpan> _slow = [];
    private readonly TracePeriodSealing _periods;
    private readonly SemaphoreSlim _working = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private Task _work = Task.CompletedTask;

    public TraceHourSealing(SqlDriver driver, ReaderPool readers, WriteQueue writes, NameTable names, TimeProvider time, ILogger logger)
    {
        (_driver, _readers, _writes, _names, _time, _logger) = (driver, readers, writes, names, time, logger);
        _periods = new TracePeriodSealing(readers, writes);
        _timer = time.CreateTimer(_ => Look(), null, QuietTime, QuietTime);
    }

    /// <summary>Adds up every hour that has changed, quiet or not, and the periods that they lie in.</summary>
    /// <returns>How many hours there were.</returns>
    public Task<long> SealAllAsync(CancellationToken cancellationToken) => SealAsync(TimeSpan.Zero, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _stopping.Dispose();
        _working.Dispose();
    }

    private void Look()
    {
        if (_work.IsCompleted)
            _work = Task.Run(LookAsync);
    }

    private async Task LookAsync()
    {
        try
        {
            await SealAsync(QuietTime, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stop was requested.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    private async Task<long> SealAsync(TimeSpan quiet, CancellationToken cancellationToken)
    {
        await _working.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long sealedHours = 0;
            (long Experiment, long Hour) last = (long.MinValue, long.MinValue);
            while (await NotesAfterAsync(last, cancellationToken).ConfigureAwait(false) is { Count: > 0 } notes)
            {
                foreach (var hour in notes.GroupBy(note => (note.Experiment, note.Hour)))
                {
                    last = hour.Key;
                    if (!IsQuiet(hour.Key, hour.Max(note => note.ChangedMs), quiet))
                        continue;
                    await SealAsync(hour.Key, cancellationToken).ConfigureAwait(false);
                    sealedHours++;
                }
            }

            await _periods.SealAsync((length, changedMs) => IsQuiet(changedMs, quiet * length), cancellationToken).ConfigureAwait(false);
            return sealedHours;
        }
        finally
        {
            _working.Release();
        }
    }

    private bool IsQuiet((long Experiment, long Hour) hour, long changedMs, TimeSpan quiet)
    {
        if (quiet == TimeSpan.Zero)
            return true;
        var rest = Rest * _slow.GetValueOrDefault(hour);
        return IsQuiet(changedMs, rest > quiet ? rest : quiet);
    }

    private bool IsQuiet(long changedMs, TimeSpan quiet) =>
        quiet == TimeSpan.Zero || _time.GetUtcNow().ToUnixTimeMilliseconds() - changedMs >= quiet.TotalMilliseconds;

    private async Task SealAsync((long Experiment, long Hour) hour, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var notes = await NotesOfAsync(hour, cancellationToken).ConfigureAwait(false);
        if (notes.Count == 0)
            return;
        var reader = new HourReader(_readers, _driver.Syntax, _names, hour.Experiment, hour.Hour, cancellationToken);
        var traces = await reader.ReadAsync().ConfigureAwait(false);
        object?[]? row = traces == 0
            ? null
            : [
                hour.Experiment, hour.Hour, HourCodec.WriteSums(reader.Traces), HourCodec.WriteSums(reader.Spans),
                HourCodec.WriteValues(reader.Traces), HourCodec.WriteValues(reader.Spans),
            ];
        await _writes.WriteAsync(transaction => StoreAsync(transaction, hour, notes, row), cancellationToken).ConfigureAwait(false);

        // What takes less is done as often as it changes.
        if (clock.Elapsed > QuietTime / Rest)
            _slow[hour] = clock.Elapsed;
        else
            _slow.Remove(hour);
    }

    /// <summary>Stores an hour, unless it has changed since the notes were read.</summary>
    private static async ValueTask<bool> StoreAsync(
        WriteTransaction transaction, (long Experiment, long Hour) hour, List<(long Writer, long Stamp, long ChangedMs)> notes, object?[]? row)
    {
        var same = 0;
        foreach (var (writer, stamp, _) in notes)
        {
            same += await transaction.WriteAsync(
                "DELETE FROM trace_hour_changes WHERE experiment = @p0 AND hour = @p1 AND writer = @p2 AND stamp = @p3",
                hour.Experiment,
                hour.Hour,
                writer,
                stamp).ConfigureAwait(false);
        }

        if (same == 0)
            return false;
        if (same < notes.Count)
        {
            // Some were removed by another server, or replaced by a later change. Those that went just now must not be lost.
            transaction.NoteTraceHour(hour.Experiment, hour.Hour);
            return false;
        }

        await TracePeriods.NoteAsync(transaction, hour.Experiment, TracePeriods.Lengths[0], hour.Hour, notes.Max(note => note.ChangedMs)).ConfigureAwait(false);
        if (row is null)
            await transaction.WriteAsync("DELETE FROM trace_hours WHERE experiment = @p0 AND hour = @p1", hour.Experiment, hour.Hour).ConfigureAwait(false);
        else
            await transaction.WriteRowAsync(RowWrites.TraceHour, row).ConfigureAwait(false);
        return true;
    }

    private Task<List<(long Writer, long Stamp, long ChangedMs)>> NotesOfAsync((long Experiment, long Hour) hour, CancellationToken cancellationToken) =>
        _readers.ReadAsync(
            session => session.ReadAsync(
                "SELECT c.writer, c.stamp, c.changed_ms FROM trace_hour_changes c WHERE c.experiment = @p0 AND c.hour = @p1 ORDER BY c.writer",
                [hour.Experiment, hour.Hour],
                row => (row.NextInt64(), row.NextInt64(), row.NextInt64()),
                cancellationToken).AsTask(),
            cancellationToken);

    private Task<List<(long Experiment, long Hour, long ChangedMs)>> NotesAfterAsync(
        (long Experiment, long Hour) last, CancellationToken cancellationToken) =>
        _readers.ReadAsync(
            session => session.ReadAsync(
                $"""
                SELECT c.experiment, c.hour, c.changed_ms FROM trace_hour_changes c JOIN experiments e ON e.id = c.experiment
                WHERE (c.experiment > @p0 OR (c.experiment = @p0 AND c.hour > @p1)) AND e.stage <> {StageSql.Purged}
                {session.Syntax.First(NotesAtATime, "c.experiment, c.hour")}
                """,
                [last.Experiment, last.Hour],
                row => (row.NextInt64(), row.NextInt64(), row.NextInt64()),
                cancellationToken).AsTask(),
            cancellationToken);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Adding up hours of traces failed; it will be tried again.")]
    private partial void LogFailed(Exception exception);
}
