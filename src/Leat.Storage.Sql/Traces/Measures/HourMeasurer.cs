using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Traces.Measures;

/// <summary>Measures by hours that have been added up (<see cref="TraceHours"/>), and by rows what lies in others: in those that have changed
/// since, and in the pieces of an hour at both ends of the time asked for.</summary>
internal sealed class HourMeasurer(SqlDatabase database, SqlSession session, MeasureSql sql, TraceMetricQuery query, CancellationToken cancellationToken)
{
    private const long MsPerHour = 3_600_000;

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
        await AddHoursAsync(experiment, first, end, others).ConfigureAwait(false);
        if (query.StartTimeMs is { } from && first != long.MinValue && from < first * MsPerHour && !await AddRowsAsync(experiment, from, (first * MsPerHour) - 1).ConfigureAwait(false))
            return false;
        if (query.EndTimeMs is { } to && end != long.MaxValue && end * MsPerHour <= to && !await AddRowsAsync(experiment, end * MsPerHour, to).ConfigureAwait(false))
            return false;
        foreach (var (begin, behind) in PiecesOf(others))
        {
            if (!await AddRowsAsync(experiment, begin * MsPerHour, (behind * MsPerHour) - 1).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>Adds the hours that hold what is asked for, and notes the others.</summary>
    private async Task AddHoursAsync(long experiment, long first, long end, SortedSet<long> others)
    {
        var (sums, values) = query.Metric.View == TraceMetricView.Spans ? ("spans", "span_values") : ("traces", "trace_values");
        var needsValues = sql.NeedsValues;
        await session.ReadEachAsync(
            $"SELECT h.hour, h.{sums}{(needsValues ? $", h.{values}" : "")} FROM trace_hours h WHERE h.experiment = @p0 AND h.hour >= @p1 AND h.hour < @p2",
            [experiment, first, end],
            row =>
            {
                var hour = row.NextInt64();
                if (others.Contains(hour))
                    return;
                var (ownSums, ownValues) = (row.NextBytesOrNull(), needsValues ? row.NextBytesOrNull() : null);
                if (ownSums is null || (needsValues && ownValues is null))
                    others.Add(hour);
                else
                    _points.Add(hour, ownSums, ownValues);
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
