namespace Leat.Quickstart.Pictures;

/// <summary>A logarithmic scale that maps a data range to a length.</summary>
internal sealed class LogAxis
{
    private readonly double _low;
    private readonly double _high;

    /// <summary>Widens the range to the next 1, 2 or 5 × 10ⁿ on both sides.</summary>
    public LogAxis(double least, double greatest)
    {
        var (low, high) = (Math.Max(least, 1e-9), Math.Max(greatest, 1e-9));
        _low = Candidates(low / 10, low * 1.0001).Last();
        _high = Candidates(Math.Max(high * 0.9999, _low * 1.1), Math.Max(high, _low) * 11).First();
        Ticks = [.. Candidates(_low * 0.9999, _high * 1.0001)];
        if (Ticks.Count > 12) Ticks = [.. Ticks.Where(IsPowerOfTen)];
    }

    /// <summary>Positions of the grid lines, ascending.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>0 at the lower end, 1 at the upper.</summary>
    public double Position(double value) =>
        Math.Log(Math.Clamp(value, _low, _high) / _low) / Math.Log(_high / _low);

    private static IEnumerable<double> Candidates(double from, double to)
    {
        for (var exponent = (int)Math.Floor(Math.Log10(from)); exponent <= Math.Ceiling(Math.Log10(to)); exponent++)
            foreach (var mantissa in (int[])[1, 2, 5])
            {
                var candidate = mantissa * Math.Pow(10, exponent);
                if (candidate >= from && candidate <= to) yield return candidate;
            }
    }

    private static bool IsPowerOfTen(double tick) => Math.Abs(Math.Log10(tick) - Math.Round(Math.Log10(tick))) < 1e-9;
}
