using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Runs;

namespace Leat.Storage.Sql.Histories;

/// <summary>The series of one run that a chart asks for, some at a time: what is found once for all of them is read once.</summary>
internal sealed class ThinnedRun(SqlDatabase database, string runId, ThinnedHistoryQuery query)
{
    /// <summary>From this many points on, what has been read is handed out before more is read: no more is held at a time than one series may
    /// have.</summary>
    private const int MostPoints = ThinnedHistoryQuery.MostPoints;

    private int _next;

    /// <summary>Whether all have been read.</summary>
    public bool IsAtEnd => _next == query.Keys.Count;

    /// <summary>The next of them that have points in the range.</summary>
    /// <param name="session">A session in a read transaction, which sees one state of the database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<ThinnedHistory>> ReadAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var histories = new List<ThinnedHistory>();
        if (await session.ScalarAsync(RunColumns.SelectKey, runId).ConfigureAwait(false) is not long run)
        {
            _next = query.Keys.Count;
            return histories;
        }

        var tail = await RunTail.ReadAsync(session, run, cancellationToken).ConfigureAwait(false);
        for (var points = 0; !IsAtEnd && points < MostPoints; _next++)
        {
            var key = query.Keys[_next];
            if (await database.Names.FindAsync(session, key).ConfigureAwait(false) is not { } name)
                continue;
            var series = new ThinnedSeries(session, new SeriesKey(run, name), query, cancellationToken);
            if (await series.ReadAsync(new SeriesName(runId, key), tail.PointsOf(name)).ConfigureAwait(false) is not { } history)
                continue;
            histories.Add(history);
            points += history.Points.Count;
        }

        return histories;
    }
}
