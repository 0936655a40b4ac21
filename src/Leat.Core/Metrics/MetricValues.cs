namespace Leat.Core;

/// <summary>The comparison of values and points, defined once for stores, sealing and tests.</summary>
public static class MetricValues
{
    /// <summary>The stored form: −0.0 becomes 0.0, ±∞ the largest double of that sign, and every NaN the same NaN.</summary>
    /// <remarks>As in MLflow's SQL store, except that MLflow stores NaN as 0 with a flag.</remarks>
    public static double Canonical(double value) => value switch
    {
        double.NaN => double.NaN,
        double.PositiveInfinity => double.MaxValue,
        double.NegativeInfinity => -double.MaxValue,
        _ => value + 0.0,
    };

    /// <summary>The order in which a history is stored: step, then timestamp, then value, NaN directly after 0.</summary>
    public static int CompareByStep(in MetricPoint a, in MetricPoint b)
    {
        var order = a.Step.CompareTo(b.Step);
        if (order != 0)
            return order;
        order = a.TimestampMs.CompareTo(b.TimestampMs);
        return order != 0 ? order : CompareValues(a.Value, b.Value);
    }

    /// <summary>The order in which a history is read: timestamp, then step, then value, NaN directly after 0.</summary>
    public static int CompareByTime(in MetricPoint a, in MetricPoint b)
    {
        var order = a.TimestampMs.CompareTo(b.TimestampMs);
        if (order != 0)
            return order;
        order = a.Step.CompareTo(b.Step);
        return order != 0 ? order : CompareValues(a.Value, b.Value);
    }

    /// <summary>
    /// Whether <paramref name="candidate"/> replaces <paramref name="current"/> as the latest point: only if its (step,
    /// timestamp, value) is strictly greater, with NaN as 0.
    /// </summary>
    public static bool IsLater(in MetricPoint candidate, in MetricPoint current)
    {
        if (candidate.Step != current.Step)
            return candidate.Step > current.Step;
        if (candidate.TimestampMs != current.TimestampMs)
            return candidate.TimestampMs > current.TimestampMs;
        return NanAsZero(candidate.Value) > NanAsZero(current.Value);
    }

    /// <summary>The value that MLflow's SQL store compares and filters by: NaN is 0.</summary>
    public static double NanAsZero(double value) => double.IsNaN(value) ? 0 : value;

    private static int CompareValues(double a, double b)
    {
        var order = NanAsZero(a).CompareTo(NanAsZero(b));
        return order != 0 ? order : double.IsNaN(a).CompareTo(double.IsNaN(b));
    }
}
