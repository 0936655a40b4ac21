using Leat.Core;

namespace Leat.Storage.Sql.Points.Encoding;

/// <summary>Stores doubles with few decimals as integers: 0.9731 is 9731 with four decimals.</summary>
internal static class ScaledValues
{
    /// <summary>Numbers with more decimals have so many digits that scaling saves nothing.</summary>
    public const int MaxDecimals = 15;

    /// <summary>Represents NaN: just beyond the integers that occur.</summary>
    private const long NanMark = 1L << 54;

    /// <summary>Up to this magnitude every integer is exactly a double.</summary>
    private const double MaxInteger = 1L << 53;

    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Finds the smallest number of decimals with which every value except NaN is exactly an integer divided by the power of ten,
    /// using the division of <see cref="ToDoubles"/>.</summary>
    public static bool TryScale(ReadOnlySpan<MetricPoint> points, Span<long> numbers, out int decimals)
    {
        decimals = 0;
        foreach (var point in points)
        {
            while (!TryScale(point.Value, decimals, out _))
            {
                if (++decimals > MaxDecimals)
                    return false;
            }
        }

        for (var i = 0; i < points.Length; i++)
        {
            // A large number that fitted with fewer decimals may not fit with these.
            if (!TryScale(points[i].Value, decimals, out numbers[i]))
                return false;
        }

        return true;
    }

    public static void ToDoubles(ReadOnlySpan<long> numbers, int decimals, Span<double> values)
    {
        var power = PowersOfTen[decimals];
        for (var i = 0; i < values.Length; i++)
            values[i] = numbers[i] == NanMark ? double.NaN : numbers[i] / power;
    }

    private static bool TryScale(double value, int decimals, out long number)
    {
        number = NanMark;
        if (double.IsNaN(value))
            return true;
        var scaled = Math.Round(value * PowersOfTen[decimals]);
        if (Math.Abs(scaled) > MaxInteger)
            return false;
        number = (long)scaled;
        // Compare bits, because −0.0 equals 0 but a division of 0 never yields it.
        return BitConverter.DoubleToInt64Bits(number / PowersOfTen[decimals]) == BitConverter.DoubleToInt64Bits(value);
    }
}
