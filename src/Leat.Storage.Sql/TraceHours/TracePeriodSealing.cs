using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.TraceHours;

/// <summary>Adds up hours to days, and days to longer periods.</summary>
/// <remarks>As with hours (<see cref="TraceHourSealing"/>): whoever stores an hour notes its day in the same transaction, whoever stores a day
/// notes the longer period. Adding up begins with reading the note, and ends with a transaction that removes it, if it is the same one still,
/// and stores the sums. So a change is always noted somewhere: as an hour, then as a day, then as a longer period. Whoever reads looks for notes
/// in this order, and so misses none.</remarks>
internal sealed class TracePeriodSealing(ReaderPool readers, WriteQueue writes)
{
    /// <summary>Notes looked at in one go.</summary>
    private const int NotesAtATime = 10_000;

    /// <summary>Adds up the periods that have changed, apart from those in which a shorter one waits to be.</summary>
    /// <param name="isQuiet">Whether a period of so many hours, which changed then, may be added up.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SealAsync(Func<int, long, bool> isQuiet, CancellationToken cancellationToken)
    {
        for (var level = 0; level < TracePeriods.Lengths.Count; level++)
        {
            (long Experiment, long Period) last = (long.MinValue, long.MinValue);
            while (await NotesAfterAsync(TracePeriods.Lengths[level], last, cancellationToken).ConfigureAwait(false) is { Count: > 0 } notes)
            {
                foreach (var note in notes)
                {
                    last = (note.Experiment, note.Period);
                    if (isQuiet(TracePeriods.Lengths[level], note.ChangedMs))
                        await SealAsync(level, note, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task SealAsync(int level, Note note, CancellationToken cancellationToken)
    {
        var sum = new PeriodSum(note.Period, TracePeriods.Lengths[level], level == 0 ? 1 : TracePeriods.Lengths[level - 1]);
        if (!await readers.ReadAsync(session => TryReadAsync(session, note.Experiment, sum, cancellationToken), cancellationToken).ConfigureAwait(false))
            return;
        object?[]? row = sum.IsEmpty
            ? null
            : [
                note.Experiment, (long)sum.Length, note.Period, HourCodec.WriteSums(sum.Traces), HourCodec.WriteSums(sum.Spans),
                HourCodec.WriteValues(sum.Traces), HourCodec.WriteValues(sum.Spans),
            ];
        await writes.WriteAsync(transaction => StoreAsync(transaction, level, note, row), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the parts of a period; false if one of them does not hold.</summary>
    private static async Task<bool> TryReadAsync(SqlSession session, long experiment, PeriodSum sum, CancellationToken cancellationToken)
    {
        var (begin, end) = (sum.Period * sum.Length, (sum.Period + 1) * sum.Length);
        if (await session.ScalarAsync(
            $"SELECT c.hour FROM trace_hour_changes c WHERE c.experiment = @p0 AND c.hour >= @p1 AND c.hour < @p2 {session.Syntax.First(1)}",
            experiment,
            begin,
            end).ConfigureAwait(false) is not null)
            return false;
        var isOfHours = sum.PartLength == 1;
        (begin, end) = (begin / sum.PartLength, end / sum.PartLength);
        if (!isOfHours && await session.ScalarAsync(
            $"""
            SELECT c.period FROM trace_period_changes c
            WHERE c.experiment = @p0 AND c.hours = @p3 AND c.period >= @p1 AND c.period < @p2 {session.Syntax.First(1)}
            """,
            experiment,
            begin,
            end,
            (long)sum.PartLength).ConfigureAwait(false) is not null)
            return false;
        var (place, of) = isOfHours ? ("h.hour", "trace_hours h WHERE") : ("h.period", "trace_periods h WHERE h.hours = @p3 AND");
        await session.ReadEachAsync(
            $"SELECT {place}, h.traces, h.trace_values, h.spans, h.span_values FROM {of} h.experiment = @p0 AND {place} >= @p1 AND {place} < @p2",
            isOfHours ? [experiment, begin, end] : [experiment, begin, end, (long)sum.PartLength],
            row => sum.Add(row.NextInt64(), (row.NextBytesOrNull(), row.NextBytesOrNull()), (row.NextBytesOrNull(), row.NextBytesOrNull())),
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Stores a period, unless a part of it was stored anew since the note was read.</summary>
    private static async ValueTask<bool> StoreAsync(WriteTransaction transaction, int level, Note note, object?[]? row)
    {
        var (experiment, period, stamp, changedMs) = note;
        var length = TracePeriods.Lengths[level];
        if (await transaction.WriteAsync(
            "DELETE FROM trace_period_changes WHERE experiment = @p0 AND hours = @p1 AND period = @p2 AND stamp = @p3",
            experiment,
            (long)length,
            period,
            stamp).ConfigureAwait(false) == 0)
            return false;
        if (row is null)
        {
            await transaction.WriteAsync(
                "DELETE FROM trace_periods WHERE experiment = @p0 AND hours = @p1 AND period = @p2", experiment, (long)length, period).ConfigureAwait(false);
        }
        else
        {
            await transaction.WriteRowAsync(RowWrites.TracePeriod, row).ConfigureAwait(false);
        }

        if (level + 1 < TracePeriods.Lengths.Count)
            await TracePeriods.NoteAsync(transaction, experiment, TracePeriods.Lengths[level + 1], period * length, changedMs).ConfigureAwait(false);
        return true;
    }

    private Task<List<Note>> NotesAfterAsync(int length, (long Experiment, long Period) last, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => session.ReadAsync(
                $"""
                SELECT c.experiment, c.period, c.stamp, c.changed_ms FROM trace_period_changes c JOIN experiments e ON e.id = c.experiment
                WHERE c.hours = @p2 AND (c.experiment > @p0 OR (c.experiment = @p0 AND c.period > @p1)) AND e.stage <> {StageSql.Purged}
                {session.Syntax.First(NotesAtATime, "c.experiment, c.period")}
                """,
                [last.Experiment, last.Period, (long)length],
                row => new Note(row.NextInt64(), row.NextInt64(), row.NextInt64(), row.NextInt64()),
                cancellationToken).AsTask(),
            cancellationToken);

    /// <summary>That a period has changed, with the number of this change, and when its traces changed last.</summary>
    private readonly record struct Note(long Experiment, long Period, long Stamp, long ChangedMs);
}
