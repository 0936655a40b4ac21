using System.Runtime.InteropServices;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Metrics;

/// <summary>Metric histories in SQL.</summary>
internal sealed class SqlMetricStore(SqlDatabase database) : IMetricStore
{
    public Task<Page<MetricPoint>> GetHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        var limit = maxResults is { } size ? PageSize.Check(size) : int.MaxValue;
        var offset = PageToken.ToOffset(pageToken);
        return database.Readers.ReadAsync(
            async session =>
            {
                if (await FindSeriesAsync(session, runId, key, cancellationToken).ConfigureAwait(false) is not { } series)
                    return new Page<MetricPoint>([], null);
                var (points, more) = await series.ReadByTimeAsync(offset, limit).ConfigureAwait(false);
                return new Page<MetricPoint>(points, more ? PageToken.FromOffset(offset + points.Count) : null);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync<IReadOnlyList<RunMetricHistory>>(
            async session =>
            {
                var histories = new List<RunMetricHistory>();
                var room = maxResults;
                foreach (var runId in runIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                {
                    if (room <= 0)
                        break;
                    if (await FindSeriesAsync(session, runId, key, cancellationToken).ConfigureAwait(false) is not { } series)
                        continue;
                    var (points, _) = await series.ReadByTimeAsync(offset: 0, room).ConfigureAwait(false);
                    histories.Add(new RunMetricHistory(runId, points));
                    room -= points.Count;
                }

                return histories;
            },
            cancellationToken);

    public Task<IReadOnlyList<RunMetricHistory>> GetHistoryBulkIntervalAsync(
        IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int maxResults,
        CancellationToken cancellationToken = default) =>
        database.Readers.ReadAsync<IReadOnlyList<RunMetricHistory>>(
            async session =>
            {
                var all = new List<(string RunId, List<MetricPoint> Points)>();
                foreach (var runId in runIds)
                {
                    if (await FindSeriesAsync(session, runId, key, cancellationToken).ConfigureAwait(false) is { } series)
                        all.Add((runId, await series.ReadAsync().ConfigureAwait(false)));
                }

                var steps = all.ConvertAll(entry => entry.Points.ConvertAll(point => point.Step));
                var chosen = StepSampling.Choose(steps, startStep, endStep, maxResults);
                return all.ConvertAll(entry => new RunMetricHistory(
                    entry.RunId, StepSampling.Keep(CollectionsMarshal.AsSpan(entry.Points), chosen)));
            },
            cancellationToken);

    /// <summary>The series, or null if the run or the key is unknown.</summary>
    private async ValueTask<MetricSeries?> FindSeriesAsync(
        SqlSession session, string runId, string key, CancellationToken cancellationToken)
    {
        if (await database.Names.FindAsync(session, key).ConfigureAwait(false) is not { } name)
            return null;
        return await session.ScalarAsync("SELECT id FROM runs WHERE run_id = @p0", runId).ConfigureAwait(false) is long run
            ? new MetricSeries(session, run, name, cancellationToken)
            : null;
    }
}
