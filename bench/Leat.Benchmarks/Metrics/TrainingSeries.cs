using Leat.Core;
using Leat.Storage.Sql.Metrics;

namespace Leat.Benchmarks.Metrics;

/// <summary>A million points of one metric, as a training loop of about four steps a second logs them: every step once, the
/// time between two steps jittered by some milliseconds, and a pause for validation now and then.</summary>
internal static class TrainingSeries
{
    public const int Points = 1_000_000;

    private const int StepMs = 250;
    private const int JitterMs = 20;
    private const int StepsBetweenPauses = 500;
    private const int PauseMs = 30_000;

    public static MetricPoint[] Of(SeriesKind kind)
    {
        var random = new Random(1);
        var points = new MetricPoint[Points];
        var timestampMs = 1_700_000_000_000L;
        for (var step = 0; step < Points; step++)
        {
            timestampMs += StepMs + random.Next(-JitterMs, JitterMs + 1) + (step % StepsBetweenPauses == 0 ? PauseMs : 0);
            points[step] = new MetricPoint(step, timestampMs, Value(kind, step, random.NextDouble()));
        }

        return points;
    }

    public static byte[][] Encode(MetricPoint[] points) =>
        [.. MetricMerge.Split(points.Length, atEnd: true).Select(range => MetricBlockCodec.Encode(points.AsSpan()[range]))];

    public static double EncodedBytesPerPoint(SeriesKind kind) =>
        Encode(Of(kind)).Sum(block => (double)block.Length) / Points;

    private static double Value(SeriesKind kind, int step, double noise)
    {
        var trend = 0.1 + (2 * Math.Exp(-step / 50_000.0));
        return kind switch
        {
            SeriesKind.Noisy => trend * (0.9 + (0.2 * noise)),
            SeriesKind.Smooth => trend,
            SeriesKind.FourDecimals => Math.Round(trend * (0.9 + (0.2 * noise)), 4),
            _ => (float)(trend * (0.9 + (0.2 * noise))),
        };
    }
}
