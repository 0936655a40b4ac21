namespace Leat.Core;

/// <summary>How values and points compare, in one place: stores, sealing and tests all use it.</summary>
public static class MetricValues
{
    /// <summary>The stored form: −0.0 becomes 0.0, ±∞ the largest double of that sign; NaN becomes the one NaN.</summary>
    /// <remarks>As MLflow's SQL store keeps them, except that it stores NaN as 0 with a flag.</remarks>
    public static double Canonical(double value) => value switch
    {
        double.NaN => double.NaN,
        double.PositiveInfinity => double.MaxValue,
        double.NegativeInfinity => -double.MaxValue,
        _ => value + 0.0,
    };

    /// <summary>Order of a history as it is stored: step, then timestamp, then value, NaN directly after 0.</summary>
    public static int CompareByStep(in MetricPoint a, in MetricPoint b)
    {
        var order = a.Step.CompareTo(b.Step);
        if (order != 0)
            return order;
        order = a.TimestampMs.CompareTo(b.TimestampMs);
        return order != 0 ? order : CompareValues(a.Value, b.Value);
    }

    /// <summary>Order of a history as it is read: timestamp, then step, then value, NaN directly after 0.</summary>
    public static int CompareByTime(in MetricPoint a, in MetricPoint b)
    {
        var order = a.TimestampMs.CompareTo(b.TimestampMs);
        if (order != 0)
            return order;
        order = a.Step.CompareTo(b.Step);
        return order != 0 ? order : CompareValues(a.Value, b.Value);
    }

    /// <summary>Whether <paramref name="candidate"/> replaces <paramref name="current"/> as the latest point: only a
    /// strictly greater (step, timestamp, value) does, NaN counting as 0.</summary>
    public static bool IsLater(in MetricPoint candidate, in MetricPoint current)
    {
        if (candidate.Step != current.Step)
            return candidate.Step > current.Step;
        if (candidate.TimestampMs != current.TimestampMs)
            return candidate.TimestampMs > current.TimestampMs;
        return NanAsZero(candidate.Value) > NanAsZero(current.Value);
    }

    /// <summary>The value by which MLflow's SQL store compares and filters: NaN is 0.</summary>
    public static double NanAsZero(double value) => double.IsNaN(value) ? 0 : value;

    private static int CompareValues(double a, double b)
    {
        var order = NanAsZero(a).CompareTo(NanAsZero(b));
        return order != 0 ? order : double.IsNaN(a).CompareTo(double.IsNaN(b));
    }
}
