using System.Runtime.CompilerServices;
using Leat.Core;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Metrics;
using Leat.Storage.Sql.Runs;

namespace Leat.Storage.Sql.Histories;

/// <summary>Metric histories in SQL.</summary>
internal sealed class SqlMetricStore(SqlDatabase database) : IMetricStore
{
    /// <summary>A point, and once more as the columns of the answer.</summary>
    private const int BytesPerPoint = 48;

    public async Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        long? limit = maxResults is { } size ? PageSize.Check(size) : null;
        var offset = PageToken.ToOffset(pageToken);
        var points = new List<MetricPoint>();
        await foreach (var piece in StreamHistoryAsync(runId, key, offset, limit + 1, cancellationToken).ConfigureAwait(false))
            points.AddRange(piece.Span);
        if (points.Count <= (limit ?? long.MaxValue))
            return new Page<MetricPoint>(points, null);
        points.RemoveAt(points.Count - 1);
        return new Page<MetricPoint>(points, PageToken.FromOffset(offset + points.Count));
    }

    public async IAsyncEnumerable<ReadOnlyMemory<MetricPoint>> StreamHistoryAsync(
        string runId, string key, long offset = 0, long? limit = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await FindSeriesAsync(runId, key, cancellationToken).ConfigureAwait(false) is not { } series)
            yield break;
        var stream = new HistoryStream(database.Readers, series, offset, limit ?? long.MaxValue);
        await foreach (var piece in stream.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return piece;
    }

    public async Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        var histories = new List<RunMetricHistory>();
        var room = maxResults;
        foreach (var runId in runIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (room <= 0)
                break;
            var points = new List<MetricPoint>();
            await foreach (var piece in StreamHistoryAsync(runId, key, offset: 0, room, cancellationToken).ConfigureAwait(false))
                points.AddRange(piece.Span);
            if (points.Count > 0)
                histories.Add(new RunMetricHistory(runId, points));
            room -= points.Count;
        }

        return histories;
    }

    public async Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkIntervalAsync(
        IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int maxResults,
        CancellationToken cancellationToken = default)
    {
        var (start, end) = (startStep ?? 0, endStep ?? long.MaxValue);
        var runs = new List<(string RunId, SampledHistory History)>();
        var inRange = new StepSet();
        var ends = new List<long>();
        foreach (var runId in runIds)
        {
            if (await FindSeriesAsync(runId, key, cancellationToken).ConfigureAwait(false) is not { } series)
                continue;
            var history = new SampledHistory(database.Readers, series);
            var before = MemoryShare.Current?.Used ?? 0;
            var steps = await history.ReadStepsAsync(start, end, cancellationToken).ConfigureAwait(false);
            Count(before, points: 0);
            inRange.UnionWith(steps.InRange);
            ends.AddRange(steps.Ends);
            runs.Add((runId, history));
        }

        var chosen = StepSampling.Choose(inRange, ends, maxResults);
        var histories = new List<RunMetricHistory>(runs.Count);
        foreach (var (runId, history) in runs)
        {
            var before = MemoryShare.Current?.Used ?? 0;
            var points = await history.ReadPointsAsync(chosen, cancellationToken).ConfigureAwait(false);
            Count(before, points.Count);
            histories.Add(new RunMetricHistory(runId, points));
        }

        return histories;
    }

    public async Task<IReadOnlyList<ThinnedHistory>> GetThinnedHistoriesAsync(
        ThinnedHistoryQuery query, CancellationToken cancellationToken = default)
    {
        var histories = new List<ThinnedHistory>();
        await foreach (var history in StreamThinnedHistoriesAsync(query, cancellationToken).ConfigureAwait(false))
            histories.Add(history);
        return histories;
    }

    public async IAsyncEnumerable<ThinnedHistory> StreamThinnedHistoriesAsync(
        ThinnedHistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var runId in query.RunIds)
        {
            var run = new ThinnedRun(database, runId, query);
            while (!run.IsAtEnd)
            {
                var before = MemoryShare.Current?.Used ?? 0;
                var some = await database.Readers.ReadAsync(
                    session => run.ReadAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false);
                Count(before, some.Sum(history => history.Points.Count));
                foreach (var history in some)
                    yield return history;
            }
        }
    }

    /// <summary>Counts the points of series that have been read. The blocks that they come from are no longer held.</summary>
    private static void Count(long before, int points) => MemoryShare.Current?.Keep(before, (long)points * BytesPerPoint);

    /// <summary>The series, or null if the run or the key is unknown.</summary>
    private Task<SeriesKey?> FindSeriesAsync(string runId, string key, CancellationToken cancellationToken) => database.Readers.ReadAsync(
        async session =>
        {
            if (await database.Names.FindAsync(session, key).ConfigureAwait(false) is not { } name)
                return (SeriesKey?)null;
            return await session.ScalarAsync(RunColumns.SelectKey, runId).ConfigureAwait(false) is long run
                ? new SeriesKey(run, name)
                : null;
        },
        cancellationToken);
}
