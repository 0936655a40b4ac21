using Leat.Core;
using Leat.Core.Search;

namespace Leat.Storage.Specification.Search;

/// <summary>Turns conditions into tests of single values.</summary>
internal static class ValueTest
{
    /// <summary>A test of whatever an object has; of what it lacks it is false.</summary>
    public static Func<OrderValue, bool> Of(Condition condition)
    {
        if (condition is not NumberCondition)
            return OfTexts(condition);
        var metric = OfMetric(condition);
        var integer = OfInteger(condition);
        return value => value switch
        {
            { Rank: OrderRank.NotANumber } => metric(double.NaN),
            { Value: double number } => metric(number),
            { Value: long number } => integer(number),
            _ => false,
        };
    }

    /// <summary>A test of metric values: NaN counts as 0, infinities as the largest doubles, as they are stored.</summary>
    private static Predicate<double> OfMetric(Condition condition) => condition is NumberCondition number
        ? value => Holds(number.Comparator, MetricValues.NanAsZero(MetricValues.Canonical(value)).CompareTo(number.Value))
        : throw Unsupported(condition);

    /// <summary>A test of times, exact also where a double is not.</summary>
    private static Predicate<long> OfInteger(Condition condition) => condition is NumberCondition number
        ? value => Holds(number.Comparator, Compare(value, number.Value))
        : throw Unsupported(condition);

    private static Func<OrderValue, bool> OfTexts(Condition condition)
    {
        if (condition is TextCondition { IsNever: true })
            return _ => false;
        var test = TextPredicates.Of(condition);
        return value => value.Value is string text && test(text);
    }

    private static bool Holds(Comparator comparator, int order) => comparator switch
    {
        Comparator.Equal => order == 0,
        Comparator.NotEqual => order != 0,
        Comparator.Greater => order > 0,
        Comparator.GreaterOrEqual => order >= 0,
        Comparator.Less => order < 0,
        Comparator.LessOrEqual => order <= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, "Not an order comparator."),
    };

    private static int Compare(long value, double limit)
    {
        // 2^63 is the first double that no long reaches; -2^63 is itself a long.
        if (limit >= 9223372036854775808.0)
            return -1;
        if (limit < -9223372036854775808.0)
            return 1;
        var whole = Math.Floor(limit);
        var order = value.CompareTo((long)whole);
        return order == 0 && whole < limit ? -1 : order;
    }

    private static ArgumentException Unsupported(Condition condition) =>
        new($"{condition} cannot be tested on this value.", nameof(condition));
}
