using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Points;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Metrics;

/// <summary>A run's whole tail, by series.</summary>
internal sealed class TailContent
{
    private readonly long _run;
    private readonly List<long> _seqs = [];

    private TailContent(long run) => _run = run;

    /// <summary>The points of each series, by the number of its name, in the order of <see cref="MetricValues.CompareByStep"/>.</summary>
    public SortedDictionary<long, List<MetricPoint>> Series { get; } = [];

    /// <summary>Number of rows read.</summary>
    public int Rows => _seqs.Count;

    public static async Task<TailContent> ReadAsync(SqlSession session, long run, CancellationToken cancellationToken)
    {
        var tail = new TailContent(run);
        var points = new List<TailPoint>();
        await session.ReadEachAsync(
            "SELECT seq, points FROM metric_tail WHERE run = @p0 ORDER BY seq",
            [run],
            row =>
            {
                tail._seqs.Add(row.NextInt64());
                TailRowCodec.Decode(row.NextBytes(), points);
            },
            cancellationToken).ConfigureAwait(false);
        tail.Group(points);
        return tail;
    }

    /// <summary>Deletes exactly the rows that were read: another server may have added rows between them.</summary>
    public async ValueTask<int> DeleteAsync(WriteTransaction transaction)
    {
        if (_seqs.Count == 0)
            return 0;
        var sql = $"DELETE FROM metric_tail WHERE run = @p0 AND {transaction.Syntax.InList("seq", "@p1")}";
        return await transaction.WriteAsync(sql, _run, transaction.Syntax.ListOf(_seqs)).ConfigureAwait(false);
    }

    private void Group(List<TailPoint> points)
    {
        foreach (var point in points)
        {
            if (!Series.TryGetValue(point.NameId, out var series))
                Series.Add(point.NameId, series = []);
            series.Add(point.Point);
        }

        foreach (var series in Series.Values)
            MetricMerge.SortDistinct(series, static (a, b) => MetricValues.CompareByStep(a, b));
    }
}
