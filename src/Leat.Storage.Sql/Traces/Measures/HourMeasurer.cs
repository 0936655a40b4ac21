using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.TraceHours;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces.Measures;

/// <summary>Measures by days and longer periods that have been added up (<see cref="TraceHours"/>), by hours that have been, and by rows what lies
/// in others: in those that have changed since, and in the pieces of an hour at both ends of the time asked for.</summary>
internal sealed class HourMeasurer(SqlDatabase database, SqlSession session, MeasureSql sql, TraceMetricQuery query, CancellationToken cancellationToken)
{
    /// <summary>With more pieces of time to be read by their rows, all rows are read in one statement.</summary>
    private const int MaxPieces = 64;

    /// <summary>Times beyond it, in milliseconds, are too large to reckon with; rows tell.</summary>
    private const long Far = 1L << 60;

    private readonly HourPoints _points = new(query, sql.NeedsValues);
    private int _pieces;

    /// <summary>The points; null if they are better read from rows.</summary>
    public async Task<IReadOnlyList<TraceMetricPoint>?> MeasureAsync(IReadOnlyList<long> experiments)
    {
        foreach (var experiment in experiments)
        {
            if (!await AddAsync(experiment).ConfigureAwait(false))
                return null;
        }

        return _points.ToPoints();
    }

    private async Task<bool> AddAsync(long experiment)
    {
        // The hours that lie in the time as a whole, the last one excluded.
        if (query is { StartTimeMs: < -Far and > long.MinValue } or { EndTimeMs: > Far and < long.MaxValue })
            return false;
        var first = query.StartTimeMs is { } start and > long.MinValue ? TraceHourChanges.HourOf(start - 1) + 1 : long.MinValue;
        var end = query.EndTimeMs is { } last and < long.MaxValue ? TraceHourChanges.HourOf(last + 1) : long.MaxValue;
        if (first >= end)
            return await AddRowsAsync(experiment, query.StartTimeMs, query.EndTimeMs).ConfigureAwait(false);

        var others = new SortedSet<long>(await session.ReadAsync(
            "SELECT c.hour FROM trace_hour_changes c WHERE c.experiment = @p0 AND c.hour >= @p1 AND c.hour < @p2",
            [experiment, first, end],
            row => row.NextInt64(),
            cancellationToken).ConfigureAwait(false));
        if (PiecesOf(others).Take(MaxPieces + 1).Count() > MaxPieces)
            return false;
        await AddPeriodsAsync(experiment, first, end, others).ConfigureAwait(false);
        if (query.StartTimeMs is { } from && first != long.MinValue && from < TraceHourChanges.BeginOf(first) && !await AddRowsAsync(experiment, from, TraceHourChanges.BeginOf(first) - 1).ConfigureAwait(false))
            return false;
        if (query.EndTimeMs is { } to && end != long.MaxValue && TraceHourChanges.BeginOf(end) <= to && !await AddRowsAsync(experiment, TraceHourChanges.BeginOf(end), to).ConfigureAwait(false))
            return false;
        foreach (var (begin, behind) in PiecesOf(others))
        {
            if (!await AddRowsAsync(experiment, TraceHourChanges.BeginOf(begin), TraceHourChanges.BeginOf(behind) - 1).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>Adds the longest periods that hold, and the hours that lie in none of them; notes the hours that do not hold. Notes of hours were
    /// read before: what has changed is noted as an hour first.</summary>
    private async Task AddPeriodsAsync(long experiment, long first, long end, SortedSet<long> others)
    {
        var changes = await session.ReadAsync(
            "SELECT c.hours, c.period FROM trace_period_changes c WHERE c.experiment = @p0",
            [experiment],
            row => (Length: row.NextInt64(), Period: row.NextInt64()),
            cancellationToken).ConfigureAwait(false);
        List<(long Begin, long End)> left = [(first, end)];
        foreach (var length in TracePeriods.Lengths.Reverse().Where(length => HourPoints.CanAnswer(query, length)))
        {
            var changed = new SortedSet<long>(others.Select(hour => TracePeriods.PeriodOf(hour, length)));
            changed.UnionWith(
                changes.Where(change => change.Length <= length).Select(change => TracePeriods.PeriodOf(change.Period * change.Length, length)));
            var shorter = new List<(long Begin, long End)>();
            foreach (var (begin, behind) in left)
                await AddPeriodsAsync(experiment, length, (begin, behind), changed, shorter).ConfigureAwait(false);
            left = shorter;
        }

        foreach (var (begin, behind) in left)
            await AddHeldAsync(experiment, length: 1, begin, behind, others).ConfigureAwait(false);
    }

    /// <summary>Adds the periods of one length that lie in some hours and hold, and lists the hours that are left.</summary>
    private async Task AddPeriodsAsync(long experiment, int length, (long Begin, long End) hours, SortedSet<long> changed, List<(long Begin, long End)> left)
    {
        var first = hours.Begin == long.MinValue ? long.MinValue : TracePeriods.PeriodOf(hours.Begin - 1, length) + 1;
        var end = hours.End == long.MaxValue ? long.MaxValue : TracePeriods.PeriodOf(hours.End, length);
        if (first >= end)
        {
            left.Add(hours);
            return;
        }

        var others = new SortedSet<long>(changed.Where(period => period >= first && period < end));
        await AddHeldAsync(experiment, length, first, end, others).ConfigureAwait(false);
        if (first != long.MinValue && hours.Begin < first * length)
            left.Add((hours.Begin, first * length));
        left.AddRange(PiecesOf(others).Select(piece => (piece.Begin * length, piece.End * length)));
        if (end != long.MaxValue && end * length < hours.End)
            left.Add((end * length, hours.End));
    }

    /// <summary>Adds the hours, or the periods of one length, that hold what is asked for, and notes the others.</summary>
    private async Task AddHeldAsync(long experiment, int length, long first, long end, SortedSet<long> others)
    {
        var (place, of) = length == 1 ? ("h.hour", "trace_hours h WHERE") : ("h.period", "trace_periods h WHERE h.hours = @p3 AND");
        var (sums, values) = query.Metric.View == TraceMetricView.Spans ? ("spans", "span_values") : ("traces", "trace_values");
        var needsValues = sql.NeedsValues;
        await session.ReadEachAsync(
            $"SELECT {place}, h.{sums}{(needsValues ? $", h.{values}" : "")} FROM {of} h.experiment = @p0 AND {place} >= @p1 AND {place} < @p2",
            length == 1 ? [experiment, first, end] : [experiment, first, end, (long)length],
            row =>
            {
                var own = row.NextInt64();
                if (others.Contains(own))
                    return;
                var (ownSums, ownValues) = (row.NextBytesOrNull(), needsValues ? row.NextBytesOrNull() : null);
                if (ownSums is null || (needsValues && ownValues is null))
                    others.Add(own);
                else
                    _points.Add(own, length, ownSums, ownValues);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> AddRowsAsync(long experiment, long? startMs, long? endMs)
    {
        if (++_pieces > MaxPieces)
            return false;
        var own = new MeasureSql(database.Syntax, sql.Names, query);
        if (own.Write([experiment], startMs, endMs) is { } statement)
            await session.ReadEachAsync(statement, own.Arguments, _points.Read, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Hours that follow each other, as the first and the one behind the last.</summary>
    private static IEnumerable<(long Begin, long End)> PiecesOf(SortedSet<long> hours)
    {
        (long Begin, long End)? piece = null;
        foreach (var hour in hours)
        {
            if (piece is { } open && open.End == hour)
            {
                piece = (open.Begin, hour + 1);
                continue;
            }

            if (piece is { } done)
                yield return done;
            piece = (hour, hour + 1);
        }

        if (piece is { } last)
            yield return last;
    }
}
