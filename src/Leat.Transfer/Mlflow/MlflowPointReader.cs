using System.Data.Common;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Reads the points of runs. The usual run's points are read at once, as the index leads to them, and put in order here; those of very
/// long runs are read series by series while they are stored, in the order that the database makes.</summary>
internal sealed class MlflowPointReader(SourceReader reader, MlflowTables tables, long mostPointsInMemory)
{
    private static readonly Comparison<MetricPoint> ByStep = (a, b) => MetricValues.CompareByStep(a, b);

    private readonly string _columns = $"{tables.Metrics.List("step", "timestamp", "value")}, {tables.Metrics.Flag("is_nan")}";

    /// <summary>How many points runs have; runs without any are left out.</summary>
    public async Task<Dictionary<string, long>> CountAsync(string[] runs, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(runs.Length, StringComparer.Ordinal);
        if (runs.Length > 0)
        {
            await reader.ReadAsync(
                $"SELECT run_uuid, COUNT(*) FROM metrics WHERE run_uuid IN ({MlflowRunReader.ParametersOf(runs.Length)}) GROUP BY run_uuid",
                runs,
                row => counts[row.GetString(0)] = row.GetInt64(1),
                cancellationToken).ConfigureAwait(false);
        }

        return counts;
    }

    /// <summary>The series of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="points">How many points it had when they were counted.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<BulkSeries>> ReadAsync(string run, long points, CancellationToken cancellationToken)
    {
        if (points == 0)
            return [];
        return points <= mostPointsInMemory
            ? await ReadAllAsync(run, cancellationToken).ConfigureAwait(false)
            : await ListSeriesAsync(run, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<BulkSeries>> ReadAllAsync(string run, CancellationToken cancellationToken)
    {
        var series = new Dictionary<string, List<MetricPoint>>(StringComparer.Ordinal);
        await reader.ReadAsync(
            $"SELECT {_columns}, {reader.Quote("key")} FROM metrics WHERE run_uuid = @p0",
            [run],
            row =>
            {
                var key = row.GetString(4);
                if (!series.TryGetValue(key, out var points))
                    series.Add(key, points = []);
                points.Add(PointOf(row));
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var points in series.Values)
            Order(points);
        return [.. series.Select(entry => new BulkSeries(entry.Key, entry.Value))];
    }

    /// <summary>Points are usually written in order.</summary>
    private static void Order(List<MetricPoint> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (MetricValues.CompareByStep(points[i - 1], points[i]) <= 0)
                continue;
            points.Sort(ByStep);
            return;
        }
    }

    private async Task<IReadOnlyList<BulkSeries>> ListSeriesAsync(string run, CancellationToken cancellationToken)
    {
        var key = reader.Quote("key");
        var keys = await reader.ListAsync(
            $"SELECT DISTINCT {key} FROM metrics WHERE run_uuid = @p0", [run], row => row.GetString(0), cancellationToken).ConfigureAwait(false);

        // MySQL may take two keys that differ in case for one.
        var sql =
            $"""
            SELECT {_columns}, {key} FROM metrics WHERE run_uuid = @p0 AND {key} = @p1
            ORDER BY {tables.Metrics.List("step", "timestamp", "value", "is_nan")}
            """;
        return keys.ConvertAll(name => new BulkSeries(
            name,
            reader.Stream(sql, [run, name], row => (Key: row.GetString(4), Point: PointOf(row)))
                .Where(entry => entry.Key == name)
                .Select(entry => entry.Point)));
    }

    private static MetricPoint PointOf(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(3) != 0 ? double.NaN : MetricValues.Canonical(row.GetDouble(2)));
}
