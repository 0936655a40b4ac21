using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Metrics;

/// <summary>The stored rows of a run's points that are in no block, read once for all of its series.</summary>
internal sealed class RunTail
{
    private readonly List<(byte[] Data, bool IsBundle)> _rows;

    private RunTail(List<(byte[] Data, bool IsBundle)> rows) => _rows = rows;

    public static async Task<RunTail> ReadAsync(SqlSession session, long run, CancellationToken cancellationToken) => new(
        await session.ReadAsync(MetricTail.Select, [run], row => (row.NextBytes(), row.NextFlag()), cancellationToken).ConfigureAwait(false));

    /// <summary>The points of one series, in any order, including repeats.</summary>
    public List<MetricPoint> PointsOf(long name)
    {
        var points = new List<MetricPoint>();
        foreach (var (data, isBundle) in _rows)
            MetricTail.Decode(data, isBundle, name, points);
        return points;
    }
}
