namespace Leat.Core.Search;

/// <summary>How a value ranks among those of one term: numbers and texts first, then NaN, then missing values, in both
/// directions.</summary>
public enum OrderRank
{
    /// <summary>A number or a text; only these follow the direction.</summary>
    Value,

    /// <summary>A metric that is NaN.</summary>
    NotANumber,

    /// <summary>Missing: the object does not have it.</summary>
    Missing,
}

/// <summary>An object's value for one term of an order.</summary>
/// <param name="Rank">Compared before the value.</param>
/// <param name="Value">A <see cref="double"/> (metrics, in stored form), a <see cref="long"/> (times) or a <see cref="string"/>; null
/// unless the rank is <see cref="OrderRank.Value"/>.</param>
public readonly record struct OrderValue(OrderRank Rank, object? Value)
{
    /// <summary>For something that is missing.</summary>
    public static OrderValue Missing { get; } = new(OrderRank.Missing, null);

    /// <summary>For a metric that is NaN.</summary>
    public static OrderValue NotANumber { get; } = new(OrderRank.NotANumber, null);

    /// <summary>For a metric.</summary>
    public static OrderValue Of(double? value) => value switch
    {
        null => Missing,
        double.NaN => NotANumber,
        { } number => new OrderValue(OrderRank.Value, MetricValues.Canonical(number)),
    };

    /// <summary>For a time.</summary>
    public static OrderValue Of(long? value) => value is null ? Missing : new OrderValue(OrderRank.Value, value);

    /// <summary>For a text.</summary>
    public static OrderValue Of(string? value) => value is null ? Missing : new OrderValue(OrderRank.Value, value);
}
