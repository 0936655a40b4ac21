namespace Leat.Core.Search;

/// <summary>Where a value stands among those of one term: numbers and texts first, then NaN, then what is missing, in both directions.</summary>
public enum OrderRank
{
    /// <summary>A number or a text, which the direction applies to.</summary>
    Value,

    /// <summary>A metric that is NaN.</summary>
    NotANumber,

    /// <summary>Nothing: the object does not have it.</summary>
    Missing,
}

/// <summary>What an object has of one term of an order.</summary>
/// <param name="Rank">Comes before the value.</param>
/// <param name="Value">A <see cref="double"/> (metrics, in stored form), a <see cref="long"/> (times) or a <see cref="string"/>; null
/// unless the rank is <see cref="OrderRank.Value"/>.</param>
public readonly record struct OrderValue(OrderRank Rank, object? Value)
{
    /// <summary>Of something that is missing.</summary>
    public static OrderValue Missing { get; } = new(OrderRank.Missing, null);

    /// <summary>Of a metric that is NaN.</summary>
    public static OrderValue NotANumber { get; } = new(OrderRank.NotANumber, null);

    /// <summary>Of a metric.</summary>
    public static OrderValue Of(double? value) => value switch
    {
        null => Missing,
        double.NaN => NotANumber,
        { } number => new OrderValue(OrderRank.Value, MetricValues.Canonical(number)),
    };

    /// <summary>Of a time.</summary>
    public static OrderValue Of(long? value) => value is null ? Missing : new OrderValue(OrderRank.Value, value);

    /// <summary>Of a text.</summary>
    public static OrderValue Of(string? value) => value is null ? Missing : new OrderValue(OrderRank.Value, value);
}
