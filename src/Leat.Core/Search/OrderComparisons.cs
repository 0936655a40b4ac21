namespace Leat.Core.Search;

/// <summary>Comparisons by one field: what lacks it comes last in both directions.</summary>
internal static class OrderComparisons
{
    public static Comparison<T> ByText<T>(Func<T, string?> read, bool ascending) => (x, y) =>
        (read(x), read(y)) is ({ } a, { } b)
            ? Directed(TextOrder.Instance.Compare(a, b), ascending)
            : Missing(read(x) is null, read(y) is null);

    public static Comparison<T> ByInteger<T>(Func<T, long?> read, bool ascending) => (x, y) =>
        (read(x), read(y)) is ({ } a, { } b)
            ? Directed(a.CompareTo(b), ascending)
            : Missing(read(x) is null, read(y) is null);

    /// <summary>Numbers, then NaN, then nothing, in both directions.</summary>
    public static Comparison<T> ByMetric<T>(Func<T, double?> read, bool ascending) => (x, y) =>
    {
        var (a, b) = (read(x), read(y));
        var order = Rank(a).CompareTo(Rank(b));
        return order != 0 || Rank(a) != 0
            ? order
            : Directed(MetricValues.Canonical(a!.Value).CompareTo(MetricValues.Canonical(b!.Value)), ascending);
    };

    private static int Rank(double? value) => value is null ? 2 : double.IsNaN(value.Value) ? 1 : 0;

    private static int Directed(int order, bool ascending) => ascending ? order : -Math.Sign(order);

    private static int Missing(bool x, bool y) => x.CompareTo(y);
}
