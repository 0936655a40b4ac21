using Leat.Core;
using Leat.Storage.Sql.Points;

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

    /// <summary>Of the moving average that makes a series smooth: its values still vary in all their digits, unlike a formula's.</summary>
    private const double Smoothing = 0.99;

    public static MetricPoint[] Of(SeriesKind kind)
    {
        var random = new Random(1);
        var points = new MetricPoint[Points];
        var timestampMs = 1_700_000_000_000L;
        var smooth = Trend(0);
        for (var step = 0; step < Points; step++)
        {
            timestampMs += StepMs + random.Next(-JitterMs, JitterMs + 1) + (step % StepsBetweenPauses == 0 ? PauseMs : 0);
            var noise = random.NextDouble();
            smooth = (Smoothing * smooth) + ((1 - Smoothing) * Noisy(step, noise));
            points[step] = new MetricPoint(step, timestampMs, kind == SeriesKind.Smooth ? smooth : Value(kind, step, noise));
        }

        return points;
    }

    public static byte[][] Encode(MetricPoint[] points) =>
        [.. MetricMerge.Split(points.Length, atEnd: true).Select(range => MetricBlockCodec.Encode(points.AsSpan()[range]))];

    public static double EncodedBytesPerPoint(SeriesKind kind) =>
        Encode(Of(kind)).Sum(block => (double)block.Length) / Points;

    private static double Value(SeriesKind kind, int step, double noise) => kind switch
    {
        SeriesKind.Noisy => Noisy(step, noise),
        SeriesKind.FourDecimals => Math.Round(Noisy(step, noise), 4),
        _ => (float)Noisy(step, noise),
    };

    private static double Noisy(int step, double noise) => Trend(step) * (0.9 + (0.2 * noise));

    private static double Trend(int step) => 0.1 + (2 * Math.Exp(-step / 50_000.0));
}
