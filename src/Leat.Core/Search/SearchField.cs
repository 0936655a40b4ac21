namespace Leat.Core.Search;

/// <summary>What a condition or an order term is about.</summary>
/// <param name="Entity">What kind of thing.</param>
/// <param name="Key">The attribute's name, or that of the metric, param or tag.</param>
public abstract record SearchField(SearchEntity Entity, string Key)
{
    /// <summary>The latest value of a metric.</summary>
    public static NamedField Metric(string key) => new(SearchEntity.Metric, key);

    /// <summary>A param.</summary>
    public static NamedField Param(string key) => new(SearchEntity.Param, key);

    /// <summary>A tag.</summary>
    public static NamedField Tag(string key) => new(SearchEntity.Tag, key);
}

/// <summary>A field with a name that users choose: a metric, a param, a tag and the like.</summary>
/// <param name="Entity">Metric, Param, Tag, Metadata, Feedback, Expectation or Issue.</param>
/// <param name="Key">The name.</param>
/// <param name="Part">Which part of a metric; that of others is always <see cref="MetricPart.Last"/>.</param>
public sealed record NamedField(SearchEntity Entity, string Key, MetricPart Part = MetricPart.Last) : SearchField(Entity, Key);
