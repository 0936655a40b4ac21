using System.Globalization;

namespace Leat.Server;

/// <summary>A histogram of seconds in Prometheus' form. Safe for concurrent use; recording takes no lock.</summary>
internal sealed class Distribution
{
    /// <summary>Upper bounds in seconds: those of Prometheus' own clients, plus two lower ones because a write takes a few
    /// milliseconds.</summary>
    private static readonly double[] Bounds = [.001, .0025, .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Counts per bound of values above the previous bound; the last counts values above all bounds.</summary>
    private readonly long[] _counts = new long[Bounds.Length + 1];

    /// <summary>An integer, because integers can be added without a lock. Enough for 292 years.</summary>
    private long _nanoseconds;

    public void Record(double seconds)
    {
        Interlocked.Increment(ref _counts[BucketOf(seconds)]);
        Interlocked.Add(ref _nanoseconds, (long)(seconds * 1e9));
    }

    /// <summary>Number of recorded values.</summary>
    public long Count => _counts.Sum();

    /// <summary>Writes buckets, sum and count. The count is derived from the buckets, so that they agree while others record.</summary>
    public void WriteTo(PrometheusText text, string name, string labels)
    {
        var count = 0L;
        var separator = labels.Length == 0 ? "" : ",";
        for (var i = 0; i <= Bounds.Length; i++)
        {
            count += Interlocked.Read(ref _counts[i]);
            var bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Sample(name + "_bucket", $"{labels}{separator}le=\"{bound}\"", count);
        }

        text.Sample(name + "_sum", labels, Interlocked.Read(ref _nanoseconds) / 1e9);
        text.Sample(name + "_count", labels, count);
    }

    private static int BucketOf(double seconds)
    {
        var index = Array.BinarySearch(Bounds, seconds);
        return index >= 0 ? index : ~index;
    }
}
